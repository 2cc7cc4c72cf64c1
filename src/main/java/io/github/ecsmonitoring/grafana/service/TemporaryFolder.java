package io.github.ecsmonitoring.grafana.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A build context on disk, since the CDK reads only files. */
final class TemporaryFolder {
    private TemporaryFolder() {}

    /** Writes the build context. It is deleted when the JVM exits; by then the CDK has copied it to {@code cdk.out}. */
    static Path of(GrafanaBuildFolder build) {
        try {
            Path folder = Files.createTempDirectory("ecs-monitoring-grafana");
            build.write(folder);
            // Deleted in reverse order: files before their folders.
            try (Stream<Path> files = Files.walk(folder)) {
                files.forEach(file -> file.toFile().deleteOnExit());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
