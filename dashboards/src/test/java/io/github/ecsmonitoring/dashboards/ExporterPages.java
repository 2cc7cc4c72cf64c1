package io.github.ecsmonitoring.dashboards;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that the exporter's tests expect. */
public final class ExporterPages {
    private static final Path RESOURCES = Path.of("../lib-exporter/src/test/resources");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL_NAME = Pattern.compile("(\\w+)=\"");

    /** @param labels text between the braces; empty without labels */
    public record Sample(String name, String labels, String value) {
        static Sample of(String line) {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new IllegalArgumentException("not a sample: " + line);
            }
            return new Sample(sample.group(1), sample.group(2) == null ? "" : sample.group(2), sample.group(3));
        }

        Set<String> labelNames() {
            Set<String> names = new TreeSet<>();
            LABEL_NAME.matcher(labels).results().forEach(label -> names.add(label.group(1)));
            return names;
        }

        /** An input series for promtool tests: counters grow by 1 a minute, other metrics are constant. */
        String promtoolSeries(String contract) {
            String all = labels.isEmpty() ? contract : contract + "," + labels;
            return "  - series: '" + name + "{" + all + "}'\n    values: '" + new BigDecimal(value).toPlainString()
                    + (name.endsWith("_total") ? "+1" : "+0") + "x20'\n";
        }
    }

    private ExporterPages() {}

    /** Samples in {@code page.txt} in a folder of the exporter's test resources. */
    public static List<Sample> read(String folder) throws IOException {
        return samples(Files.readString(RESOURCES.resolve(folder).resolve("page.txt")));
    }

    public static List<Sample> samples(String text) {
        try (Stream<String> lines = text.lines()) {
            return lines.filter(line -> !line.startsWith("#")).map(Sample::of).toList();
        }
    }
}
