/**
 * The image builder: a Java runtime for the exporter, and the root file system and OCI archive of its image. It is a
 * program of its own, {@code node-exporter-image.jar}, that both Maven and the Dockerfile run.
 *
 * <pre>
 * ImageMain              the command line
 *   ImageRoot            the root file system: the runtime, CLibrary, BillOfMaterials, users
 *   OciArchive           the OCI archive; TarFile
 *   ExporterRuntime      jlink, jar, JVM options, AOT cache, launcher
 *     Launcher           starts Java from a shell script or by the kernel
 *     AotTraining        a training run that records the AOT cache, with SampleTaskEndpoint
 *   Command              runs a program that must succeed
 * </pre>
 */
package io.github.ecsmonitoring.exporter.image;
