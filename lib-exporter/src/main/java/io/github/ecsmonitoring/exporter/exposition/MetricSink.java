package io.github.ecsmonitoring.exporter.exposition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the samples of one scrape, in any order, and hands them out in the order of the page: families by name, samples by label
 * values. A series that is sent twice is kept once (the first) and reported in {@link #faults()}. One thread fills it; after {@link #clear()} the memory
 * serves the next scrape. Another thread may {@link #seal()} it, after which nothing can be added.
 *
 * <pre>
 * out.counter("node_cpu_seconds_total", "Seconds the CPUs spent in each mode.", 12.5, "cpu", "0", "mode", "idle");
 *
 * # HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
 * # TYPE node_cpu_seconds_total counter
 * node_cpu_seconds_total{cpu="0",mode="idle"} 12.5
 * </pre>
 */
public final class MetricSink {
    /** What a sample is within its metric: all of it, or one line of a histogram's or a summary's. */
    private record Part(String suffix, int place, String boundName, double bound) {
        static final Part WHOLE = new Part("", 0, null, 0);
    }

    private final Map<String, MetricFamily> families = new HashMap<>();
    /** All families by name; sorted anew only when one has come that was never there. */
    private final List<MetricFamily> byName = new ArrayList<>();
    private final List<MetricFamily> used = new ArrayList<>();
    private final List<MetricFamily.Sample> samples = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Utf8Buffer buffer = new Utf8Buffer();
    private final Comparator<MetricFamily.Sample> order = MetricFamily.order(buffer);
    private int sampleCount;
    private boolean sealed;

    /** Thrown at a collector that sends a sample after the page was closed: its scrape was answered without it. */
    public static final class SealedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        SealedException() {
            super("the page was sent without this", null, false, false);
        }
    }

    /** Adds a sample of a counter; {@code labels} are names and values in turn. */
    public void counter(String name, String help, double value, String... labels) {
        add(MetricType.COUNTER, name, help, value, labels);
    }

    /** Adds a sample of a gauge; {@code labels} are names and values in turn. */
    public void gauge(String name, String help, double value, String... labels) {
        add(MetricType.GAUGE, name, help, value, labels);
    }

    /** Adds a sample; {@code labels} are names and values in turn. */
    public void add(MetricType type, String name, String help, double value, String... labels) {
        add(type, name, help, Part.WHOLE, value, labels);
    }

    /**
     * Adds a histogram.
     *
     * @param counts how many values are up to each bound, all smaller ones included; the bounds rise
     */
    public void histogram(String name, String help, double[] bounds, double[] counts, double sum, double count, String... labels) {
        int place = 0;
        for (; place < bounds.length; place++) {
            add(MetricType.HISTOGRAM, name, help, new Part("_bucket", place, "le", bounds[place]), counts[place], labels);
        }
        if (place == 0 || bounds[place - 1] != Double.POSITIVE_INFINITY) {
            add(MetricType.HISTOGRAM, name, help, new Part("_bucket", place++, "le", Double.POSITIVE_INFINITY), count, labels);
        }
        addSumAndCount(MetricType.HISTOGRAM, name, help, place, sum, count, labels);
    }

    /** Adds a summary: quantiles, which rise, and their values. */
    public void summary(String name, String help, double[] quantiles, double[] values, double sum, double count, String... labels) {
        for (int place = 0; place < quantiles.length; place++) {
            add(MetricType.SUMMARY, name, help, new Part("", place, "quantile", quantiles[place]), values[place], labels);
        }
        addSumAndCount(MetricType.SUMMARY, name, help, quantiles.length, sum, count, labels);
    }

    private void addSumAndCount(MetricType type, String name, String help, int place, double sum, double count, String... labels) {
        add(type, name, help, new Part("_sum", place, null, 0), sum, labels);
        add(type, name, help, new Part("_count", place + 1, null, 0), count, labels);
    }

    private synchronized void add(MetricType type, String name, String help, Part part, double value, String... labels) {
        if (sealed) {
            throw new SealedException();
        }
        MetricFamily family = family(type, name, help);
        if (!family.is(type, help)) {
            faults.add(name + " has the type " + type.text() + " and the help \"" + help + "\", but it had the type "
                    + family.type().text() + " and the help \"" + family.help() + "\" before");
            return;
        }
        MetricFamily.Sample sample = nextSample();
        sample.value = value;
        sample.labels = labels.length / 2;
        LabelText.append(buffer, sample, labels);
        sample.suffix = part.suffix;
        sample.place = part.place;
        sample.boundFrom = buffer.size();
        if (part.boundName != null) {
            buffer.append(part.boundName).append("=\"");
            GoNumber.append(buffer, part.bound);
            buffer.append('"');
        }
        sample.boundTo = buffer.size();
        if (family.samples.isEmpty()) {
            used.add(family);
        }
        family.samples.add(sample);
    }

    /** What was wrong with the samples, one sentence each; the page is valid without them. Complete after the page was written. */
    public List<String> faults() {
        return faults;
    }

    /** Closes the page: whoever adds a sample from now on gets a {@link SealedException}. For good, even after {@link #clear()}. */
    public synchronized void seal() {
        sealed = true;
    }

    /** Forgets all samples. */
    public void clear() {
        used.forEach(family -> family.samples.clear());
        // Names that come and go (a text file's) must not pile up.
        if (families.size() > 2 * used.size() + 1000) {
            families.clear();
            byName.clear();
        }
        used.clear();
        faults.clear();
        buffer.clear();
        sampleCount = 0;
    }

    Utf8Buffer buffer() {
        return buffer;
    }

    List<MetricFamily> sorted() {
        if (byName.size() != families.size()) {
            byName.clear();
            byName.addAll(families.values());
            byName.sort(Comparator.comparing(family -> family.name));
        }
        used.clear();
        for (MetricFamily family : byName) {
            if (family.samples.size() > 1) {
                family.samples.sort(order);
                dropRepeated(family);
            }
            if (!family.samples.isEmpty()) {
                used.add(family);
            }
        }
        return used;
    }

    private void dropRepeated(MetricFamily family) {
        for (int i = family.samples.size() - 1; i > 0; i--) {
            MetricFamily.Sample sample = family.samples.get(i);
            if (order.compare(family.samples.get(i - 1), sample) == 0) {
                family.samples.remove(i);
                faults.add(family.name + buffer.text(sample.textFrom, sample.textTo)
                        + " was collected before with the same name and label values");
            }
        }
    }

    private MetricFamily family(MetricType type, String name, String help) {
        MetricFamily family = families.get(name);
        if (family == null) {
            family = new MetricFamily(name);
            families.put(name, family);
        }
        if (family.samples.isEmpty()) {
            family.become(type, help);
        }
        return family;
    }

    private MetricFamily.Sample nextSample() {
        if (sampleCount == samples.size()) {
            samples.add(new MetricFamily.Sample());
        }
        return samples.get(sampleCount++);
    }
}
