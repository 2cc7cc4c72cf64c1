package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares generated text with a committed file; {@code -Dsnapshots.update=true} rewrites the file first. */
public final class CommittedFile {
    private CommittedFile() {}

    public static void assertUpToDate(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("snapshots.update")) {
            assertThat(System.getenv("CI"))
                    .as("committed files are not rewritten when CI is set")
                    .isNotEqualTo("true");
            Files.writeString(file, generated);
        }
        assertThat(generated)
                .as("%s is out of date: run mvn -pl dashboards test -Dsnapshots.update=true", file)
                .isEqualTo(Files.readString(file));
    }
}
