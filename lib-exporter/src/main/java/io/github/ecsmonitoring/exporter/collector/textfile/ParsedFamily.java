package io.github.ecsmonitoring.exporter.collector.textfile;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A metric family of a text file: its samples, with the lines of a histogram or summary joined. */
final class ParsedFamily {
    /** A sample, or a histogram or summary with its values by quantile or upper bound. */
    static final class Metric {
        final Map<String, String> labels;
        /** Null for a sample. */
        final TreeMap<Double, Double> bounds;

        double value;
        double sum;
        double count;

        /** Copies the labels, since an immutable map takes a fraction of the memory. */
        Metric(Map<String, String> labels, TreeMap<Double, Double> bounds) {
            this.labels = Map.copyOf(labels);
            this.bounds = bounds;
        }
    }

    final String name;
    /** Null before a TYPE line or the first sample, which makes it untyped. */
    MetricType type;
    /** Null without a HELP line. */
    String help;

    private final List<Metric> metrics = new ArrayList<>();
    private final Map<Map<String, String>, Metric> composed = new LinkedHashMap<>();

    ParsedFamily(String name) {
        this.name = name;
    }

    boolean isEmpty() {
        return metrics.isEmpty() && composed.isEmpty();
    }

    /** Whether several lines belong to one metric. */
    boolean isComposed() {
        return type == MetricType.SUMMARY || type == MetricType.HISTOGRAM;
    }

    /** The label that differs between the lines of one metric. */
    String boundLabel() {
        return type == MetricType.SUMMARY ? "quantile" : type == MetricType.HISTOGRAM ? "le" : "";
    }

    /** The metric that a line with these labels belongs to. */
    Metric metric(Map<String, String> labels) {
        if (isComposed()) {
            return composed.computeIfAbsent(labels, each -> new Metric(each, new TreeMap<>()));
        }
        Metric metric = new Metric(labels, null);
        metrics.add(metric);
        return metric;
    }

    /** Sends all metrics; a label that only some of them have is empty for the others. */
    void emit(MetricSink out, String shownHelp) {
        TreeSet<String> names = new TreeSet<>();
        metrics.forEach(metric -> names.addAll(metric.labels.keySet()));
        composed.keySet().forEach(labels -> names.addAll(labels.keySet()));
        for (Metric metric : metrics) {
            out.add(type, name, shownHelp, metric.value, labels(names, metric));
        }
        for (Metric metric : composed.values()) {
            double[] bounds = metric.bounds.keySet().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            double[] values = metric.bounds.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (type == MetricType.SUMMARY) {
                out.summary(name, shownHelp, bounds, values, metric.sum, metric.count, labels(names, metric));
            } else {
                out.histogram(name, shownHelp, bounds, values, metric.sum, metric.count, labels(names, metric));
            }
        }
    }

    private static String[] labels(TreeSet<String> names, Metric metric) {
        String[] labels = new String[2 * names.size()];
        int i = 0;
        for (String each : names) {
            labels[i++] = each;
            labels[i++] = metric.labels.getOrDefault(each, "");
        }
        return labels;
    }
}
