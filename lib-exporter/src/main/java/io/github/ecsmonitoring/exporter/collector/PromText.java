package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads Prometheus' text format as node_exporter does: strictly, so that one wrong line spoils its file. No line may
 * have a timestamp, and the last one has to end.
 *
 * <pre>
 * # HELP backup_seconds How long the last backup took.
 * # TYPE backup_seconds gauge
 * backup_seconds{volume="data"} 12.5
 * </pre>
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Prometheus: text-based
 *     format</a>
 */
final class PromText {
    private final String file;
    private final Map<String, PromFamily> families = new LinkedHashMap<>();

    private PromText(String file) {
        this.file = file;
    }

    /** The families that have samples. */
    static Collection<PromFamily> parse(String file, byte[] bytes) throws IOException {
        PromText parser = new PromText(file);
        int number = 1;
        int from = 0;
        for (int to = 0; to < bytes.length; to++) {
            if (bytes[to] == '\n') {
                parser.parseLine(new PromLine(
                        file + ':' + number++, new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)));
                from = to + 1;
            }
        }
        PromLine rest = new PromLine(
                file + ':' + number, new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1));
        rest.skipBlanks();
        if (!rest.atEnd()) {
            throw rest.error("expected a new line at the end of the file");
        }
        parser.families.values().removeIf(PromFamily::isEmpty);
        return parser.families.values();
    }

    private void parseLine(PromLine line) throws IOException {
        line.skipBlanks();
        if (line.skip('#')) {
            parseComment(line);
        } else if (!line.atEnd()) {
            parseSample(line);
        }
    }

    private void parseComment(PromLine line) throws IOException {
        line.skipBlanks();
        String keyword = line.word();
        if (!keyword.equals("HELP") && !keyword.equals("TYPE")) {
            return;
        }
        line.skipBlanks();
        String name = line.name(true);
        if (line.atEnd()) {
            return;
        }
        if (name.isEmpty() || !line.atBlank()) {
            throw line.error("expected a metric's name behind " + keyword);
        }
        PromFamily family = family(name);
        line.skipBlanks();
        if (line.atEnd()) {
            return;
        }
        if (keyword.equals("HELP")) {
            if (family.help != null) {
                throw line.error("a second help text for " + name);
            }
            family.help = line.help();
        } else {
            if (family.type != null) {
                throw line.error("a second type for " + name + ", or one behind its samples");
            }
            family.type = type(line, line.rest());
        }
    }

    private void parseSample(PromLine line) throws IOException {
        String name = line.name(true);
        if (name.isEmpty()) {
            throw line.error("expected a metric's name, got \"" + line.rest() + '"');
        }
        PromFamily family = family(name);
        if (family.type == null) {
            family.type = MetricType.UNTYPED;
        }
        line.skipBlanks();
        String[] bound = new String[1];
        Map<String, String> labels = line.skip('{') ? line.labels(family.boundLabel(), bound) : Map.of();
        line.skipBlanks();
        PromFamily.Metric metric = family.metric(labels);
        double upper = bound[0] == null ? Double.NaN : line.number(bound[0]);
        double value = line.number(line.word());
        if (!line.atEnd()) {
            throw line.error("expected the line's end behind the value; timestamps are not supported");
        }
        if (!family.isComposed()) {
            metric.value = value;
        } else if (isPart(name, family, "_count")) {
            metric.count = count(line, value, family);
        } else if (isPart(name, family, "_sum")) {
            metric.sum = value;
        } else if (!Double.isNaN(upper)) {
            metric.bounds.put(upper, family.type == MetricType.HISTOGRAM ? count(line, value, family) : value);
        }
    }

    /**
     * The family of a name; {@code x_count} and {@code x_sum} belong to a summary x, {@code x_bucket} too to a
     * histogram x.
     */
    private PromFamily family(String name) {
        PromFamily family = families.get(name);
        if (family != null) {
            return family;
        }
        for (String suffix : new String[] {"_count", "_sum", "_bucket"}) {
            if (name.endsWith(suffix) && name.length() > suffix.length()) {
                PromFamily composed = families.get(name.substring(0, name.length() - suffix.length()));
                if (composed != null
                        && composed.isComposed()
                        && (composed.type == MetricType.HISTOGRAM || !suffix.equals("_bucket"))) {
                    return composed;
                }
            }
        }
        return families.computeIfAbsent(name, PromFamily::new);
    }

    private static boolean isPart(String name, PromFamily family, String suffix) {
        return name.length() == family.name.length() + suffix.length() && name.endsWith(suffix);
    }

    /** A summary's count is cut to a whole number, as in node_exporter. */
    private static double count(PromLine line, double value, PromFamily family) throws IOException {
        if (!(value >= 0)) {
            throw line.error("expected a count from 0 on for " + family.name);
        }
        return family.type == MetricType.SUMMARY ? Math.floor(value) : value;
    }

    private static MetricType type(PromLine line, String word) throws IOException {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "COUNTER" -> MetricType.COUNTER;
            case "GAUGE" -> MetricType.GAUGE;
            case "UNTYPED" -> MetricType.UNTYPED;
            case "SUMMARY" -> MetricType.SUMMARY;
            case "HISTOGRAM" -> MetricType.HISTOGRAM;
            default -> throw line.error("expected counter, gauge, histogram, summary or untyped, got \"" + word + '"');
        };
    }
}
