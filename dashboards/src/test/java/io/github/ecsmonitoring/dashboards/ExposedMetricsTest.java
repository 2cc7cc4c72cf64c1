package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposedMetricsTest {
    private static final Path COMMITTED = Path.of("exposed-metrics.txt");

    @Test
    void committedFileIsUpToDate() throws IOException {
        CommittedFile.assertUpToDate(COMMITTED, ExposedMetrics.text());
    }

    @Test
    void everyNameOnAPageOfTheExportersTestsIsKnown() throws IOException {
        List<String> known = known();
        assertThat(ExposedMetrics.onPages())
                .hasSizeGreaterThan(700)
                .allMatch(name -> known.contains(name) || known.stream().anyMatch(name::matches));
    }

    @Test
    void everyPatternIsThatOfAFamilyOfTheExporter() throws IOException {
        for (String pattern : ExposedMetrics.PATTERNS) {
            assertThat(ExposedMetrics.onPages()).as(pattern).anyMatch(name -> name.matches(pattern));
        }
    }

    @Test
    void everyEssentialMetricIsKnownByName() throws IOException {
        assertThat(known()).containsAll(EssentialMetrics.needed());
    }

    private static List<String> known() throws IOException {
        return Files.readAllLines(COMMITTED).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
