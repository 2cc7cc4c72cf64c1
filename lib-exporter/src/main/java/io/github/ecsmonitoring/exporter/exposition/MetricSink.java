package io.github.ecsmonitoring.exporter.exposition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the samples of one scrape, in any order, and hands them out in the order of the page: families by name, samples
 * by label values. A series that is sent twice is kept once (the first) and reported in {@link #faults()}. One thread
 * fills it; after {@link #clear()} the memory serves the next scrape. Another thread may {@link #seal()} it, after
 * which nothing can be added.
 *
 * <pre>
 * out.counter("node_cpu_seconds_total", "Seconds the CPUs spent in each mode.", 12.5, "cpu", "0", "mode", "idle");
 *
 * # HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
 * # TYPE node_cpu_seconds_total counter
 * node_cpu_seconds_total{cpu="0",mode="idle"} 12.5
 * </pre>
 */
public final class MetricSink extends Samples {
    private static final Part WHOLE = new Part("", 0, null, 0);

    private final Map<String, MetricFamily> families = new HashMap<>();
    /** All families by name; sorted anew only when one has come that was never there. */
    private final List<MetricFamily> byName = new ArrayList<>();

    private final List<MetricFamily> used = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private MetricFamily last = new MetricFamily("");
    private boolean sealed;

    /**
     * What a sample is within its metric: all of it, or one line of a histogram's or a summary's.
     *
     * @param suffix {@code _sum}, {@code _count}, {@code _bucket}, or nothing
     * @param boundName {@code quantile} or {@code le}, which stands behind the labels and orders nothing; null for most
     */
    record Part(String suffix, int place, String boundName, double bound) {}

    /** Thrown at a collector that sends a sample after the page was closed: its scrape was answered without it. */
    public static final class SealedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        SealedException() {
            super("the page was sent without this", null, false, false);
        }
    }

    /**
     * Adds a histogram.
     *
     * @param counts how many values are up to each bound, all smaller ones included; the bounds rise
     */
    public synchronized void histogram(
            String name, String help, double[] bounds, double[] counts, double sum, double count, String... labels) {
        int place = 0;
        for (; place < bounds.length; place++) {
            add(
                    MetricType.HISTOGRAM,
                    name,
                    help,
                    new Part("_bucket", place, "le", bounds[place]),
                    counts[place],
                    labels,
                    labels.length);
        }
        if (place == 0 || bounds[place - 1] != Double.POSITIVE_INFINITY) {
            add(
                    MetricType.HISTOGRAM,
                    name,
                    help,
                    new Part("_bucket", place++, "le", Double.POSITIVE_INFINITY),
                    count,
                    labels,
                    labels.length);
        }
        addSumAndCount(MetricType.HISTOGRAM, name, help, place, sum, count, labels);
    }

    /** Adds a summary: quantiles, which rise, and their values. */
    public synchronized void summary(
            String name, String help, double[] quantiles, double[] values, double sum, double count, String... labels) {
        for (int place = 0; place < quantiles.length; place++) {
            add(
                    MetricType.SUMMARY,
                    name,
                    help,
                    new Part("", place, "quantile", quantiles[place]),
                    values[place],
                    labels,
                    labels.length);
        }
        addSumAndCount(MetricType.SUMMARY, name, help, quantiles.length, sum, count, labels);
    }

    private void addSumAndCount(
            MetricType type, String name, String help, int place, double sum, double count, String... labels) {
        add(type, name, help, new Part("_sum", place, null, 0), sum, labels, labels.length);
        add(type, name, help, new Part("_count", place + 1, null, 0), count, labels, labels.length);
    }

    @Override
    void add(MetricType type, String name, String help, double value, String[] labels, int length) {
        add(type, name, help, WHOLE, value, labels, length);
    }

    private synchronized void add(
            MetricType type, String name, String help, Part part, double value, String[] labels, int length) {
        if (sealed) {
            throw new SealedException();
        }
        MetricFamily family = family(type, name, help);
        if (!family.is(type, help)) {
            faults.add(name + " has the type " + type.text() + " and the help \"" + help + "\", but it had the type "
                    + family.type().text() + " and the help \"" + family.help() + "\" before");
            return;
        }
        boolean first = family.isEmpty();
        family.add(value, labels, length, part);
        if (first) {
            used.add(family);
        }
    }

    /**
     * What was wrong with the samples, one sentence each; the page is valid without them. Complete after the page was
     * written.
     */
    public List<String> faults() {
        return faults;
    }

    /**
     * Closes the page: whoever adds a sample from now on gets a {@link SealedException}. For good, even after
     * {@link #clear()}.
     */
    public synchronized void seal() {
        sealed = true;
    }

    /** Forgets all samples. */
    public void clear() {
        for (int i = 0; i < used.size(); i++) {
            used.get(i).clear();
        }
        // Names that come and go (a text file's) must not pile up.
        if (families.size() > 2 * used.size() + 1000) {
            families.clear();
            byName.clear();
            last = new MetricFamily("");
        }
        used.clear();
        faults.clear();
    }

    /** The families that have samples, by name. */
    List<MetricFamily> sorted() {
        if (byName.size() != families.size()) {
            byName.clear();
            byName.addAll(families.values());
            byName.sort(Comparator.comparing(family -> family.name));
        }
        used.clear();
        for (int i = 0; i < byName.size(); i++) {
            MetricFamily family = byName.get(i);
            if (!family.isEmpty()) {
                family.arrange(faults);
                used.add(family);
            } else {
                family.forget();
            }
        }
        return used;
    }

    private MetricFamily family(MetricType type, String name, String help) {
        // Samples of one family mostly come one after the other.
        MetricFamily family = last;
        if (family.name != name) {
            family = families.get(name);
            if (family == null) {
                family = new MetricFamily(name);
                families.put(name, family);
            }
            last = family;
        }
        if (family.isEmpty()) {
            family.become(type, help);
        }
        return family;
    }
}
