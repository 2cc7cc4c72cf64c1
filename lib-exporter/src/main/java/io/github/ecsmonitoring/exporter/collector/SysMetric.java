package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of one number in a device's folder of sysfs, and the metric that it becomes. Drivers write some of a class's
 * files and not others, so a file that is not there, or that the driver refuses to answer, is a metric that is absent.
 */
record SysMetric(String file, MetricType type, String name, String help, Unit unit) {
    /**
     * What the file's number is multiplied with and divided by. Two numbers, since a factor of 0.1 and a divisor of 10
     * give other last digits, and node_exporter has both.
     */
    record Unit(double factor, double divisor) {
        static final Unit AS_IT_IS = new Unit(1, 1);

        static Unit times(double factor) {
            return new Unit(factor, 1);
        }

        static Unit dividedBy(double divisor) {
            return new Unit(1, divisor);
        }
    }

    /** A number that a file held, in the metric's unit. */
    record Value(SysMetric metric, double number) {
        void emit(MetricSink out, String... labels) {
            out.add(metric.type, metric.name, metric.help, number, labels);
        }
    }

    /**
     * Metrics from lines of file, name behind {@code prefix}, and help text. A loop: a stream costs some milliseconds
     * at start.
     */
    static List<SysMetric> table(MetricType type, String prefix, Unit unit, String lines) {
        List<SysMetric> metrics = new ArrayList<>();
        int end;
        for (int file = 0; file < lines.length(); file = end + 1) {
            int name = lines.indexOf(' ', file) + 1;
            int help = lines.indexOf(' ', name) + 1;
            end = lines.indexOf('\n', help);
            metrics.add(new SysMetric(
                    lines.substring(file, name - 1),
                    type,
                    prefix + lines.substring(name, help - 1),
                    lines.substring(help, end),
                    unit));
        }
        return metrics;
    }

    @SafeVarargs
    static List<SysMetric> join(List<SysMetric>... tables) {
        List<SysMetric> joined = new ArrayList<>();
        for (List<SysMetric> table : tables) {
            joined.addAll(table);
        }
        return joined;
    }

    /**
     * Reads those of the files that are there.
     *
     * @throws IOException if one of them does not hold a whole number
     */
    static List<Value> read(SysFolder folder, List<SysMetric> metrics) throws IOException {
        List<Value> values = new ArrayList<>();
        for (SysMetric metric : metrics) {
            Optional<String> text = folder.find(metric.file);
            if (text.isPresent() && !isUnavailable(text.get())) {
                values.add(new Value(metric, metric.number(folder, text.get())));
            }
        }
        return values;
    }

    private double number(SysFolder folder, String text) throws IOException {
        try {
            if (type != MetricType.COUNTER || !text.startsWith("-")) {
                return KernelNumber.parse(text) * unit.factor / unit.divisor;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        String allowed = type == MetricType.COUNTER ? "an unsigned number" : "a whole number";
        throw new IOException(folder.path().resolve(file) + ": expected " + allowed + ", got \"" + text + '"');
    }

    /** InfiniBand ports write it in place of a counter that they do not have: prometheus/node_exporter#966. */
    private static boolean isUnavailable(String text) {
        return text.contains("N/A (no PMA)");
    }
}
