package io.github.ecsmonitoring.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The exporter's Docker build context, extracted from the library's jar once per JVM: Docker and the CDK read only
 * files. It is deleted when the JVM exits; by then the CDK has copied it to {@code cdk.out}.
 */
final class BundledExporter {
    private static final String FOLDER = "/io/github/ecsmonitoring/exporter-image/";
    private static final List<String> FILES = List.of("Dockerfile", "node-exporter.jar", "node-exporter-image.jar");

    private BundledExporter() {}

    static String directory() {
        FILES.forEach(BundledExporter::require);
        return Extracted.DIRECTORY.toString();
    }

    private static void require(String file) {
        if (BundledExporter.class.getResource(FOLDER + file) == null) {
            throw new IllegalStateException(
                    "the library's jar must contain " + FOLDER + file + ": build it with mvn package");
        }
    }

    /** Initialized by the first call of {@link #directory}. */
    private static final class Extracted {
        static final Path DIRECTORY = extract();
    }

    private static Path extract() {
        try {
            Path target = Files.createTempDirectory("node-exporter-image");
            target.toFile().deleteOnExit();
            for (String file : FILES) {
                Path copy = target.resolve(file);
                copy.toFile().deleteOnExit();
                try (InputStream in = BundledExporter.class.getResourceAsStream(FOLDER + file)) {
                    Files.copy(in, copy);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
