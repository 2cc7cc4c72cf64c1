package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * Builds the folder from which the exporter runs; only the C library is missing.
 *
 * <pre>
 * bin/node-exporter        the launcher
 * java/                    a Java runtime made by jlink
 * lib/java.options         an argument file with the JVM options
 * lib/node-exporter.jar    (in the image, part of bin/node-exporter)
 * lib/node-exporter.aot    the AOT cache
 * </pre>
 */
final class ExporterRuntime {
    /** From {@code jdeps --print-module-deps}; the training run and tests fail if a module is missing. */
    static final String MODULES = "java.base,java.management";

    private static final String OPTIONS = "java.options";

    private ExporterRuntime() {}

    static void make(Path jar, Path folder, Launcher launcher) throws IOException {
        delete(folder);
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("lib"));
        link(folder.resolve("java"));
        Path start = launcher.addJar(jar, folder);
        Launcher.makeExecutable(folder);
        // The AOT cache requires the same modification time. A time in whole seconds from the jar survives archive
        // tools.
        Files.setLastModifiedTime(start, timeOf(jar));
        List<String> options = options();
        AotTraining.run(folder.resolve("java/bin/java"), options, start, folder.resolve("lib/node-exporter.aot"));
        options.addAll(launcher.moreOptions());
        Files.write(folder.resolve("lib").resolve(OPTIONS), options);
    }

    /** Links a runtime from the JDK that runs this program. */
    private static void link(Path java) throws IOException {
        String jlink = Path.of(System.getProperty("java.home"), "bin", "jlink").toString();
        Command.run(List.of(
                jlink,
                "--add-modules",
                MODULES,
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--compress=zip-9",
                "--output",
                java.toString()));
        Elf.stripAll(java);
    }

    /** The lines of java.options without comments. */
    static List<String> options() throws IOException {
        try (InputStream in = ExporterRuntime.class.getResourceAsStream(OPTIONS)) {
            List<String> options = new ArrayList<>();
            new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(options::add);
            return options;
        }
    }

    /** The time of the first entry in the jar, which is the same for all builds of a commit. */
    static FileTime timeOf(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return FileTime.from(zip.stream()
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + ": empty jar"))
                    .getTimeLocal()
                    .toInstant(ZoneOffset.UTC));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failed) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
