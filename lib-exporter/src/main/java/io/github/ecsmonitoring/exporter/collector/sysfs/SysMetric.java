package io.github.ecsmonitoring.exporter.collector.sysfs;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of one number in a device's folder of sysfs, and its metric. Drivers provide only some of the files of a
 * class, so the metric of a file that does not exist or cannot be read is absent.
 */
public record SysMetric(String file, MetricType type, String name, String help, Unit unit) {
    /**
     * The conversion of the file's number. Both a factor and a divisor, since a factor of 0.1 and a divisor of 10 give
     * different last digits, and node_exporter has both.
     */
    public record Unit(double factor, double divisor) {
        /** The number as it is in the file. */
        public static final Unit AS_IT_IS = new Unit(1, 1);

        /** The number multiplied. */
        public static Unit times(double factor) {
            return new Unit(factor, 1);
        }

        /** The number divided. */
        public static Unit dividedBy(double divisor) {
            return new Unit(1, divisor);
        }
    }

    /** A file's number in the metric's unit. */
    public record Value(SysMetric metric, double number) {
        /** Sends the sample. */
        public void emit(MetricSink out, String... labels) {
            out.add(metric.type, metric.name, metric.help, number, labels);
        }
    }

    /**
     * Metrics from lines of file, name without its prefix, and help text. A loop, since a stream costs some
     * milliseconds at startup.
     */
    public static List<SysMetric> table(MetricType type, String prefix, Unit unit, String lines) {
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

    /** The metrics of several tables. */
    @SafeVarargs
    public static List<SysMetric> join(List<SysMetric>... tables) {
        List<SysMetric> joined = new ArrayList<>();
        for (List<SysMetric> table : tables) {
            joined.addAll(table);
        }
        return joined;
    }

    /** Reads the files that exist; one that cannot be read or is not a whole number is left out. */
    public static List<Value> read(SysFolder folder, List<SysMetric> metrics) {
        List<Value> values = new ArrayList<>();
        for (SysMetric metric : metrics) {
            SysValue value = folder.read(metric.file);
            if (value.hasNone() || isUnavailable(value.textOr(""))) {
                continue;
            }
            try {
                values.add(new Value(metric, metric.number(folder, value.text())));
            } catch (IOException e) {
                folder.omit(e);
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
            // reported below
        }
        String allowed = type == MetricType.COUNTER ? "an unsigned number" : "a whole number";
        throw new IOException(folder.path(file) + ": expected " + allowed + ", got \"" + text + '"');
    }

    /** The text in place of a counter that an InfiniBand port does not have: prometheus/node_exporter#966. */
    private static boolean isUnavailable(String text) {
        return text.contains("N/A (no PMA)");
    }
}
