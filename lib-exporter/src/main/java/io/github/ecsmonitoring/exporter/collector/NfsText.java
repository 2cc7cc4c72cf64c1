package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of {@code /proc/net/rpc/nfs} and {@code /proc/net/rpc/nfsd}: lines of a word and numbers. A line that counts
 * procedures says first how many numbers follow.
 *
 * <pre>
 * rpc 18628 3 1 2 0
 * proc4 2 2 10853
 * </pre>
 *
 * @param lines the numbers that stand behind a line's first word; lines that this kernel does not write are not there
 */
record NfsText(Map<String, double[]> lines) {

    /**
     * What a line has to look like.
     *
     * @param counted whether its first number is the count of the others
     * @param fewest as many numbers as it has at least
     * @param most as many numbers as it has at most
     * @param shown as many of them as are read
     */
    record Line(boolean counted, int fewest, int most, int shown) {
        static Line exactly(int numbers) {
            return new Line(false, numbers, numbers, numbers);
        }

        static Line beginningWith(int numbers) {
            return new Line(false, numbers, Integer.MAX_VALUE, numbers);
        }

        static Line counted(int fewest, int shown) {
            return new Line(true, fewest, Integer.MAX_VALUE, shown);
        }
    }

    /** A number of a line as a metric of its own. */
    record Metric(String line, int index, MetricType type, String name, String help, String... labels) {}

    /** The text of a file of {@code /proc/net/rpc}; {@code role} is what the machine is if it has that. */
    static NfsText read(HostPaths paths, String file, String role, Map<String, Line> known) throws IOException {
        return parse(IfPresent.proc(paths, "net/rpc/" + file, "the kernel has no NFS " + role + " loaded: no "), known);
    }

    /**
     * Lines that {@code known} does not have are passed over: what a later kernel counts besides is no reason to show
     * nothing.
     */
    static NfsText parse(KernelText text, Map<String, Line> known) throws IOException {
        Map<String, double[]> lines = new HashMap<>();
        while (text.nextLine()) {
            Line line = text.nextField() ? known.get(text.field()) : null;
            if (line != null) {
                lines.put(text.field(), numbers(text, line));
            }
        }
        if (lines.isEmpty()) {
            throw text.without("line of NFS statistics");
        }
        return new NfsText(lines);
    }

    void emit(MetricSink out, List<Metric> metrics) {
        for (Metric metric : metrics) {
            double[] numbers = lines.get(metric.line);
            if (numbers != null) {
                out.add(metric.type, metric.name, metric.help, numbers[metric.index], metric.labels.clone());
            }
        }
    }

    /**
     * A line of procedures. One without a name is not shown. One that this kernel does not know was never called, and
     * the same is true of all those of a protocol whose line is not there: then its module is not loaded.
     */
    void emitProcedures(MetricSink out, String line, String metric, String help, String proto, String[] methods) {
        double[] numbers = lines.getOrDefault(line, new double[0]);
        for (int i = 0; i < methods.length; i++) {
            if (!methods[i].equals("-")) {
                out.counter(metric, help, i < numbers.length ? numbers[i] : 0, "method", methods[i], "proto", proto);
            }
        }
    }

    private static double[] numbers(KernelText text, Line line) throws IOException {
        int present = text.fieldCount() - 1;
        if (line.counted) {
            double count = text.nextUnsigned();
            present--;
            if (count != present) {
                throw text.expected("the count of the numbers behind it, " + present);
            }
        }
        if (present < line.fewest || present > line.most) {
            throw text.malformed("expected " + line.fewest + " numbers, got " + present);
        }
        double[] numbers = new double[Math.min(present, line.shown)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = text.nextUnsigned();
        }
        return numbers;
    }
}
