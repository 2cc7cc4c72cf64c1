package io.github.ecsmonitoring.exporter.collector.nfs;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of {@code /proc/net/rpc/nfs} and {@code /proc/net/rpc/nfsd}: lines of a word and numbers. In a line of
 * procedures the first number is the count of those that follow.
 *
 * <pre>
 * rpc 18628 3 1 2 0
 * proc4 2 2 10853
 * </pre>
 *
 * @param lines the numbers of each line by its first word, without lines that this kernel does not write
 */
record NfsText(Map<String, double[]> lines) {
    private static final double[] NEVER_CALLED = {};
    /** Stands for the numbers of a line that cannot be read. */
    private static final double[] UNREADABLE = {};

    /**
     * The numbers that a line must have.
     *
     * @param counted whether the first number is the count of the others
     * @param fewest the minimum count of numbers
     * @param most the maximum count of numbers
     * @param exposed the count of numbers that become metrics
     */
    record LineFormat(boolean counted, int fewest, int most, int exposed) {
        static LineFormat exactly(int numbers) {
            return new LineFormat(false, numbers, numbers, numbers);
        }

        static LineFormat beginningWith(int numbers) {
            return new LineFormat(false, numbers, Integer.MAX_VALUE, numbers);
        }

        static LineFormat counted(int fewest, int exposed) {
            return new LineFormat(true, fewest, Integer.MAX_VALUE, exposed);
        }
    }

    /** The metric of one number of a line. */
    record Metric(String line, int index, MetricType type, String name, String help, String... labels) {}

    /** Reads a file of {@code net/rpc}, which exists only on a machine with this {@code role}: client or server. */
    static NfsText read(HostReader host, String file, String role, Map<String, LineFormat> formats) throws IOException {
        KernelText text = host.procIfPresent(file)
                .orElseThrow(() -> new NoDataException("the NFS " + role + " is not loaded: there is no "
                        + host.paths().procfs() + '/' + file));
        return parse(text, formats);
    }

    /** Lines without a format, such as those of later kernels, are ignored. */
    static NfsText parse(KernelText text, Map<String, LineFormat> formats) throws IOException {
        Map<String, double[]> lines = new HashMap<>();
        text.eachLine(() -> {
            String line = text.nextField() ? text.field() : "";
            LineFormat format = formats.get(line);
            if (format != null) {
                lines.put(line, UNREADABLE);
                lines.put(line, numbers(text, format));
            }
        });
        if (lines.isEmpty()) {
            throw text.without("a line of NFS statistics");
        }
        return new NfsText(lines);
    }

    void emit(MetricSink out, List<Metric> metrics) {
        for (Metric metric : metrics) {
            double[] numbers = lines.get(metric.line);
            if (numbers != null && numbers != UNREADABLE) {
                out.addIfRead(metric.type, metric.name, metric.help, numbers[metric.index], metric.labels.clone());
            }
        }
    }

    /**
     * Sends a line of procedures, without those named "-". A procedure that the line does not have was never called:
     * the kernel does not have it or, if the line is absent, the module of the protocol is not loaded.
     */
    void emitProcedures(MetricSink out, String line, String metric, String help, String proto, String[] methods) {
        double[] numbers = lines.getOrDefault(line, NEVER_CALLED);
        for (int i = 0; numbers != UNREADABLE && i < methods.length; i++) {
            if (!methods[i].equals("-")) {
                double calls = i < numbers.length ? numbers[i] : 0;
                out.addIfRead(MetricType.COUNTER, metric, help, calls, "method", methods[i], "proto", proto);
            }
        }
    }

    private static double[] numbers(KernelText text, LineFormat format) throws IOException {
        int present = text.fieldCount() - 1;
        if (format.counted) {
            double count = text.nextUnsigned();
            present--;
            if (count != present) {
                throw text.expected("the count of the numbers that follow, " + present);
            }
        }
        if (present < format.fewest || present > format.most) {
            throw text.malformed("expected " + format.fewest + " numbers, got " + present);
        }
        double[] numbers = new double[Math.min(present, format.exposed)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = text.nextUnsignedOrNaN();
        }
        return numbers;
    }
}
