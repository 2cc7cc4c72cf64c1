package io.github.ecsmonitoring.dashboards.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.dashboards.scenario.SecondsToPage.Range;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondsToPageTest {
    private static final Path TABLE = Path.of("src/test/resources/scenario/seconds-to-page.txt");

    /** {@code -Dsnapshots.update=true} rewrites the table. */
    @Test
    void outagesPageInTheSecondsOfTheTable(@TempDir Path dir) throws Exception {
        assumeTrue(Promtool.isInstalled("SecondsToPageTest"), "promtool is not on the PATH");
        Map<String, SortedMap<String, Range>> measured = SecondsToPage.measure(dir);
        String table = table(measured);
        if (Boolean.getBoolean("snapshots.update")) {
            assertThat(System.getenv("CI")).isNotEqualTo("true");
            Files.writeString(TABLE, table);
        }
        assertThat(table).isEqualTo(Files.readString(TABLE));
        measured.forEach((outage, alerts) -> {
            if (outage.matches("(service|cluster|workspace)\\b.*")) {
                assertThat(alerts.entrySet())
                        .as(outage)
                        .anyMatch(alert -> alert.getKey().endsWith(" critical")
                                && alert.getValue().most() <= 300);
            }
        });
    }

    static String table(Map<String, SortedMap<String, Range>> measured) {
        StringBuilder table = new StringBuilder("""
                # Seconds from the last good sample until an alert fires, least and most, with the 15 seconds by which Amazon Managed
                # Prometheus evaluates late. Written by mvn -pl dashboards test -Dsnapshots.update=true.
                """);
        measured.forEach((outage, alerts) -> {
            table.append(outage).append('\n');
            if (alerts.isEmpty()) {
                table.append("    no alert\n");
            }
            alerts.forEach((alert, range) ->
                    table.append("    %-40s %4d %4d%n".formatted(alert, range.least(), range.most())));
        });
        return table.toString();
    }
}
