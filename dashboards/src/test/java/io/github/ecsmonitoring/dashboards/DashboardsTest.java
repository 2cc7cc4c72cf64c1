package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed files are what the Java code writes; {@code -Dsnapshots.update=true} writes them. */
class DashboardsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs-task.json",
                "ecs-node.json",
            })
    void committedFileIsTheGeneratedOne(String fileName) throws IOException {
        Path committed = Path.of(fileName);
        String generated = dashboard(fileName).toJson();
        if (Boolean.getBoolean("snapshots.update")) {
            assertThat(System.getenv("CI"))
                    .as("expected files are not rewritten where CI is set")
                    .isNotEqualTo("true");
            Files.writeString(committed, generated);
        }
        assertThat(generated)
                .as("%s is out of date: run mvn -pl dashboards test -Dsnapshots.update=true", fileName)
                .isEqualTo(Files.readString(committed));
    }

    @Test
    void everyFileBelongsToAListedDashboard() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(""), "*.json")) {
            assertThat(files)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrderElementsOf(
                            Dashboards.all().stream().map(Dashboard::fileName).toList());
        }
    }

    private static Dashboard dashboard(String fileName) {
        return Dashboards.all().stream()
                .filter(d -> d.fileName().equals(fileName))
                .findFirst()
                .orElseThrow();
    }
}
