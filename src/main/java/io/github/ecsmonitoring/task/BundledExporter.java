package io.github.ecsmonitoring.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The exporter's Docker build context, copied out of the library's jar: Docker and the CDK read files only. One
 * directory per JVM, deleted when it ends; the CDK has its own copy in {@code cdk.out} by then.
 */
final class BundledExporter {
    private static final String FOLDER = "/io/github/ecsmonitoring/exporter-image/";
    private static final List<String> FILES = List.of("Dockerfile", "node-exporter.jar", "node-exporter-image.jar");

    private static Path directory;

    private BundledExporter() {}

    static synchronized String directory() {
        try {
            if (directory == null) {
                directory = copy();
            }
            return directory.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy() throws IOException {
        Path target = Files.createTempDirectory("node-exporter-image");
        target.toFile().deleteOnExit();
        for (String file : FILES) {
            Path copy = target.resolve(file);
            copy.toFile().deleteOnExit();
            try (InputStream in = BundledExporter.class.getResourceAsStream(FOLDER + file)) {
                if (in == null) {
                    throw new IllegalStateException(
                            "the library's jar lacks " + FOLDER + file + ": build it with mvn package");
                }
                Files.copy(in, copy);
            }
        }
        return target;
    }
}
