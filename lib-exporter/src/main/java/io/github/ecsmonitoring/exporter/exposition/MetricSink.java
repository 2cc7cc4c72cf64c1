package io.github.ecsmonitoring.exporter.exposition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    private final Map<String, MetricFamily> families = new HashMap<>();
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
    public synchronized void add(MetricType type, String name, String help, double value, String... labels) {
        if (sealed) {
            throw new SealedException();
        }
        MetricFamily family = family(type, name, help);
        if (family.type != type || !Objects.equals(family.help, help)) {
            faults.add(name + " has the type " + type.text() + " and the help \"" + help + "\", but it had the type "
                    + family.type.text() + " and the help \"" + family.help + "\" before");
            return;
        }
        MetricFamily.Sample sample = nextSample();
        sample.value = value;
        sample.labels = labels.length / 2;
        LabelText.append(buffer, sample, labels);
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
        used.sort(Comparator.comparing(family -> family.name));
        for (MetricFamily family : used) {
            family.samples.sort(order);
            dropRepeated(family);
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
        MetricFamily family = families.computeIfAbsent(name, MetricFamily::new);
        if (family.samples.isEmpty()) {
            family.type = type;
            family.help = help;
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
