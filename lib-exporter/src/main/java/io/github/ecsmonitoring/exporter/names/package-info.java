/**
 * Names of files and devices as the kernel has them: bytes, mostly UTF-8, whatever the locale of this process is. Java
 * decodes its arguments and encodes its paths in the locale's charset, which is ASCII in the locale "C" of an image
 * without locales.
 *
 * <pre>
 * RawText            bytes as text and back
 *   FilePaths        text as a Path and back
 *   CommandLine      the arguments of this process
 * </pre>
 */
package io.github.ecsmonitoring.exporter.names;
