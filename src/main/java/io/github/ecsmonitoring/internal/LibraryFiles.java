package io.github.ecsmonitoring.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of the library's jar, extracted to a temporary folder, since Docker and the CDK read only files. */
public final class LibraryFiles {
    private LibraryFiles() {}

    /**
     * Extracts files. They are deleted when the JVM exits; by then the CDK has copied them to {@code cdk.out}.
     *
     * @param folder absolute, ends with a slash
     * @throws IllegalStateException if a file is not in the jar
     */
    public static Path extract(String folder, List<String> files) {
        require(folder, files);
        try {
            Path target = Files.createTempDirectory("ecs-monitoring");
            target.toFile().deleteOnExit();
            for (String file : files) {
                Path copy = target.resolve(file);
                copy.toFile().deleteOnExit();
                try (InputStream in = LibraryFiles.class.getResourceAsStream(folder + file)) {
                    Files.copy(in, copy);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException if a file is not in the jar */
    public static void require(String folder, List<String> files) {
        for (String file : files) {
            if (LibraryFiles.class.getResource(folder + file) == null) {
                throw new IllegalStateException(
                        "the library's jar must contain " + folder + file + ": build it with mvn package");
            }
        }
    }
}
