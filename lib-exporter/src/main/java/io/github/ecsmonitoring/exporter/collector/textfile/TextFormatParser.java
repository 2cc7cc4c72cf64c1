package io.github.ecsmonitoring.exporter.collector.textfile;

import io.github.ecsmonitoring.exporter.exposition.MetricType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Parses Prometheus' text format as strictly as node_exporter: one malformed line invalidates its file. Timestamps are
 * not supported, and the last line must end with a line feed.
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
final class TextFormatParser {
    private final String file;
    private final Map<String, ParsedFamily> families = new LinkedHashMap<>();

    private TextFormatParser(String file) {
        this.file = file;
    }

    /** The families that have samples. */
    static Collection<ParsedFamily> parse(String file, byte[] bytes) throws IOException {
        TextFormatParser parser = new TextFormatParser(file);
        int number = 1;
        int from = 0;
        for (int to = 0; to < bytes.length; to++) {
            if (bytes[to] == '\n') {
                parser.parseLine(new TextFormatLine(
                        file + ':' + number++, new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)));
                from = to + 1;
            }
        }
        TextFormatLine rest = new TextFormatLine(
                file + ':' + number, new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1));
        rest.skipBlanks();
        if (!rest.atEnd()) {
            throw rest.error("expected a line feed at the end of the file");
        }
        parser.families.values().removeIf(ParsedFamily::isEmpty);
        return parser.families.values();
    }

    private void parseLine(TextFormatLine line) throws IOException {
        line.skipBlanks();
        if (line.skip('#')) {
            parseComment(line);
        } else if (!line.atEnd()) {
            parseSample(line);
        }
    }

    private void parseComment(TextFormatLine line) throws IOException {
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
            throw line.error("expected a metric name after " + keyword);
        }
        ParsedFamily family = family(name);
        line.skipBlanks();
        if (line.atEnd()) {
            return;
        }
        if (keyword.equals("HELP")) {
            if (family.help != null) {
                throw line.error("second help text for " + name);
            }
            family.help = line.help();
        } else {
            if (family.type != null) {
                throw line.error("second type for " + name + ", or a type after its samples");
            }
            family.type = type(line, line.rest());
        }
    }

    private void parseSample(TextFormatLine line) throws IOException {
        String name = line.name(true);
        if (name.isEmpty()) {
            throw line.error("expected a metric name, got \"" + line.rest() + '"');
        }
        ParsedFamily family = family(name);
        if (family.type == null) {
            family.type = MetricType.UNTYPED;
        }
        line.skipBlanks();
        String[] bound = new String[1];
        Map<String, String> labels = line.skip('{') ? line.labels(family.boundLabel(), bound) : Map.of();
        line.skipBlanks();
        ParsedFamily.Metric metric = family.metric(labels);
        double upper = bound[0] == null ? Double.NaN : line.number(bound[0]);
        double value = line.number(line.word());
        if (!line.atEnd()) {
            throw line.error("expected the end of the line after the value; timestamps are not supported");
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
     * The family of a name; {@code x_count} and {@code x_sum} belong to a summary x, and to a histogram x also
     * {@code x_bucket}.
     */
    private ParsedFamily family(String name) {
        ParsedFamily family = families.get(name);
        if (family != null) {
            return family;
        }
        for (String suffix : new String[] {"_count", "_sum", "_bucket"}) {
            if (name.endsWith(suffix) && name.length() > suffix.length()) {
                ParsedFamily composed = families.get(name.substring(0, name.length() - suffix.length()));
                if (composed != null
                        && composed.isComposed()
                        && (composed.type == MetricType.HISTOGRAM || !suffix.equals("_bucket"))) {
                    return composed;
                }
            }
        }
        return families.computeIfAbsent(name, ParsedFamily::new);
    }

    private static boolean isPart(String name, ParsedFamily family, String suffix) {
        return name.length() == family.name.length() + suffix.length() && name.endsWith(suffix);
    }

    /** A summary's count is truncated to a whole number, as in node_exporter. */
    private static double count(TextFormatLine line, double value, ParsedFamily family) throws IOException {
        if (!(value >= 0)) {
            throw line.error("expected a count of 0 or more for " + family.name);
        }
        return family.type == MetricType.SUMMARY ? Math.floor(value) : value;
    }

    private static MetricType type(TextFormatLine line, String word) throws IOException {
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
