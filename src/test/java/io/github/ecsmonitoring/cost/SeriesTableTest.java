package io.github.ecsmonitoring.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Derives the table of series from the pages that the end-to-end run of SeriesPredictionTest has received. */
class SeriesTableTest {
    private static final Path PAGES = Path.of("test/resources/cost/pages");
    private static final Path TABLE = Path.of("main/resources/io/github/ecsmonitoring/cost/series.txt");
    private static final Pattern LINE = Pattern.compile("(?:node|adot) (\\w+)\\{(.*)}");
    private static final String HEADING = """
            # Series of the sidecars with MetricProfile.FULL: target, metric, what multiplies it, series for each.
            # Written from src/test/resources/cost/pages by mvn test -Dsnapshots.update=true.
            """;

    @Test
    void isDerivedFromThePages() throws IOException {
        StringBuilder table = new StringBuilder(HEADING);
        for (SeriesTarget target : SeriesTarget.values()) {
            append(target, Files.readAllLines(PAGES.resolve(target.text() + ".txt")), table);
        }
        if (Boolean.getBoolean("snapshots.update")) {
            assertThat(System.getenv("CI")).isNotEqualTo("true");
            Files.writeString(TABLE, table);
        }
        assertThat(table).hasToString(Files.readString(TABLE));
    }

    private static void append(SeriesTarget target, List<String> page, StringBuilder table) {
        Map<String, Integer> series = new TreeMap<>();
        Map<String, Set<String>> units = new TreeMap<>();
        Set<String> running = running(page);
        for (String line : page) {
            Matcher parts = LINE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            Dimension dimension = Dimension.of(parts.group(1), parts.group(2));
            if (dimension.name().equals("container") && !running.contains(dimension.unit())) {
                dimension = new Dimension("ended", dimension.unit());
            }
            String metric = parts.group(1) + " " + dimension.name();
            series.merge(metric, 1, Integer::sum);
            units.computeIfAbsent(dimension.name(), first -> new HashSet<>()).add(dimension.unit());
        }
        series.forEach((metric, number) -> table.append(target.text() + " " + metric + " "
                + BigDecimal.valueOf(number)
                        .divide(
                                BigDecimal.valueOf(
                                        units.get(metric.split(" ")[1]).size()),
                                4,
                                RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + "\n"));
    }

    /** Those that have ended send other metrics. */
    private static Set<String> running(List<String> page) {
        Set<String> names = new HashSet<>();
        for (String line : page) {
            if (line.startsWith("node ecs_container_stats_up{")) {
                names.add(Dimension.of("ecs_container_stats_up", line.replaceAll(".*\\{|}$", ""))
                        .unit());
            }
        }
        return names;
    }

    /**
     * What a series belongs to.
     *
     * @param name as in SeriesShape
     * @param unit one of them
     */
    private record Dimension(String name, String unit) {
        static Dimension of(String metric, String labels) {
            Map<String, String> all = new TreeMap<>();
            for (String label : labels.isEmpty() ? new String[0] : labels.split(",")) {
                String[] parts = label.split("=", 2);
                all.put(parts[0], parts.length > 1 ? parts[1] : "");
            }
            if (all.containsKey("container_name")) {
                return new Dimension("container", all.get("container_name"));
            }
            if (metric.startsWith("node_filesystem_")) {
                return new Dimension("filesystem", all.get("mountpoint"));
            }
            if (metric.startsWith("node_disk_")) {
                return new Dimension("disk", all.get("device"));
            }
            if (metric.startsWith("node_network_") && all.containsKey("device")) {
                return new Dimension("interface", all.get("device"));
            }
            return all.containsKey("cpu") ? new Dimension("cpu", all.get("cpu")) : new Dimension("target", "");
        }
    }
}
