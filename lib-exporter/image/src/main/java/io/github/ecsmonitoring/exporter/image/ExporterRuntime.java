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
 * A folder with all that the exporter needs but the C library.
 *
 * <pre>
 * bin/node-exporter        starts it, with the flags of its command line
 * java/                    the part of the JDK that it uses
 * lib/java.options         the options of the Java machine, an argument file
 * lib/node-exporter.jar    (in the image it is in bin/node-exporter)
 * lib/node-exporter.aot    its classes as the machine keeps them in memory
 * </pre>
 */
final class ExporterRuntime {
    /**
     * By {@code jdeps --print-module-deps}; a class of any other module would fail the build's own training or tests.
     */
    private static final String MODULES = "java.base,java.management";

    private static final String OPTIONS = "java.options";

    private ExporterRuntime() {}

    static void make(Path jar, Path folder, Launcher launcher) throws IOException {
        delete(folder);
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("lib"));
        link(folder.resolve("java"));
        Path start = launcher.addJar(jar, folder);
        Launcher.makeExecutable(folder);
        // The archive is valid for a jar of this size and time only; one that the jar has in it survives tools that cut
        // times off.
        Files.setLastModifiedTime(start, timeOf(jar));
        List<String> options = options();
        Training.run(folder.resolve("java/bin/java"), options, start, folder.resolve("lib/node-exporter.aot"));
        options.addAll(launcher.moreOptions());
        Files.write(folder.resolve("lib").resolve(OPTIONS), options);
    }

    /** The JDK that runs this program makes a smaller one of itself. */
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

    /** One by one, without comments. */
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

    /** When the jar was made, as its first entry says: the same for each build of one commit. */
    static FileTime timeOf(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return FileTime.from(zip.stream()
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + ": the jar is empty"))
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
