/**
 * Makes what the exporter runs in: a Java runtime of its own, and the root of an image. It is a program of its own,
 * {@code node-exporter-image.jar}, so that Maven and the Dockerfile take the same steps, and that the exporter's jar
 * has none of them.
 *
 * <pre>
 * ImageMain        the command line
 *   ImageRoot      all files of the image: the runtime, CLibrary, users
 *   OciArchive     the image as a file; TarFile, its JSON
 *   ExporterRuntime jlink, jar, options, archive of classes, launcher
 *     Launcher     how java is called: by a shell, or by the kernel
 *     Training     runs the exporter once, so that the archive knows its classes; PlayedTask is the task that it sees
 *   Command        a program that must succeed
 * </pre>
 */
package io.github.ecsmonitoring.exporter.image;
