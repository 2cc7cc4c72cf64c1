package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DashboardListTest {
    @Test
    void committedFilesAreUpToDate() throws IOException {
        for (Dashboard dashboard : DashboardList.all()) {
            CommittedFile.assertUpToDate(Path.of(dashboard.fileName()), dashboard.toJson());
        }
    }

    @Test
    void everyCommittedFileHasADashboard() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(""), "*.json")) {
            assertThat(files)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrderElementsOf(DashboardList.all().stream()
                            .map(Dashboard::fileName)
                            .toList());
        }
    }
}
