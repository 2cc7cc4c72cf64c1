package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Content as files in a temporary folder, from which the CDK makes an asset. */
final class ContentFolder {
    private ContentFolder() {}

    /** The folder is deleted when the JVM exits; by then the CDK has copied it to {@code cdk.out}. */
    static Path of(GrafanaContent content) {
        try {
            Path folder = Files.createTempDirectory("ecs-monitoring-grafana");
            content.writeFiles(folder);
            // Java deletes files in the reverse order: those of a folder before the folder.
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.naturalOrder())
                        .forEach(file -> file.toFile().deleteOnExit());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
