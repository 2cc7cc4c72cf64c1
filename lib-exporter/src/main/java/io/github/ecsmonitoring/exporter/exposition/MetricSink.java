package io.github.ecsmonitoring.exporter.exposition;

import java.util.List;

/**
 * Collects the samples of one scrape, in any order. The page has the families sorted by name and the samples by label
 * values. A series that is added twice is kept once, with its first value, and reported in {@link #faults()}. After
 * {@link #clear()} the sink serves the next scrape.
 *
 * <p>Any thread may add samples or {@link #seal()} the sink. The page is written when no thread adds samples any more,
 * or after {@code seal()}.
 *
 * <p>Labels are names and values in turn. Up to three labels can be passed without an array, which saves an allocation
 * for each sample of each scrape. Arrays that are passed are not kept.
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
    private static final String[] NO_LABELS = {};

    private final FamilyTable families = new FamilyTable();
    /** Holds up to three labels that were passed without an array. */
    private final String[] fewLabels = new String[6];

    private boolean sealed;
    private int sampleCount;

    /** Thrown when a sample is added to a sealed sink: the scrape was answered without it. */
    public static final class SealedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        SealedException() {
            super("sample dropped: the scrape was answered before it was added", null, false, false);
        }
    }

    /** Adds a sample of a counter without labels. */
    public void counter(String name, String help, double value) {
        add(MetricType.COUNTER, name, help, value);
    }

    /** Adds a sample of a counter with one label. */
    public void counter(String name, String help, double value, String k1, String v1) {
        add(MetricType.COUNTER, name, help, value, k1, v1);
    }

    /** Adds a sample of a counter with two labels. */
    public void counter(String name, String help, double value, String k1, String v1, String k2, String v2) {
        add(MetricType.COUNTER, name, help, value, k1, v1, k2, v2);
    }

    /** Adds a sample of a counter with three labels. */
    public void counter(
            String name, String help, double value, String k1, String v1, String k2, String v2, String k3, String v3) {
        add(MetricType.COUNTER, name, help, value, k1, v1, k2, v2, k3, v3);
    }

    /** Adds a sample of a counter with any number of labels. */
    public void counter(String name, String help, double value, String... labels) {
        add(MetricType.COUNTER, name, help, value, labels);
    }

    /** Adds a sample of a gauge without labels. */
    public void gauge(String name, String help, double value) {
        add(MetricType.GAUGE, name, help, value);
    }

    /** Adds a sample of a gauge with one label. */
    public void gauge(String name, String help, double value, String k1, String v1) {
        add(MetricType.GAUGE, name, help, value, k1, v1);
    }

    /** Adds a sample of a gauge with two labels. */
    public void gauge(String name, String help, double value, String k1, String v1, String k2, String v2) {
        add(MetricType.GAUGE, name, help, value, k1, v1, k2, v2);
    }

    /** Adds a sample of a gauge with three labels. */
    public void gauge(
            String name, String help, double value, String k1, String v1, String k2, String v2, String k3, String v3) {
        add(MetricType.GAUGE, name, help, value, k1, v1, k2, v2, k3, v3);
    }

    /** Adds a sample of a gauge with any number of labels. */
    public void gauge(String name, String help, double value, String... labels) {
        add(MetricType.GAUGE, name, help, value, labels);
    }

    /** Adds a sample, unless the value is NaN, which stands for a number that cannot be read. */
    public void addIfRead(MetricType type, String name, String help, double value, String... labels) {
        if (!Double.isNaN(value)) {
            add(type, name, help, value, labels);
        }
    }

    /** Adds a sample without labels. */
    public synchronized void add(MetricType type, String name, String help, double value) {
        add(type, name, help, SampleRole.VALUE, value, NO_LABELS, 0);
    }

    /** Adds a sample with one label. */
    public void add(MetricType type, String name, String help, double value, String k1, String v1) {
        addFew(type, name, help, value, 1, k1, v1, null, null, null, null);
    }

    /** Adds a sample with two labels. */
    public void add(
            MetricType type, String name, String help, double value, String k1, String v1, String k2, String v2) {
        addFew(type, name, help, value, 2, k1, v1, k2, v2, null, null);
    }

    /** Adds a sample with three labels. */
    public void add(
            MetricType type,
            String name,
            String help,
            double value,
            String k1,
            String v1,
            String k2,
            String v2,
            String k3,
            String v3) {
        addFew(type, name, help, value, 3, k1, v1, k2, v2, k3, v3);
    }

    /** Adds a sample with any number of labels. */
    public synchronized void add(MetricType type, String name, String help, double value, String... labels) {
        add(type, name, help, SampleRole.VALUE, value, labels, labels.length);
    }

    /**
     * Adds a histogram.
     *
     * @param bounds the buckets' upper bounds, ascending; a last bucket of {@code +Inf} is added if missing
     * @param counts the number of values up to each bound (cumulative)
     */
    public synchronized void histogram(
            String name, String help, double[] bounds, double[] counts, double sum, double count, String... labels) {
        MetricType type = MetricType.HISTOGRAM;
        int position = 0;
        for (; position < bounds.length; position++) {
            SampleRole role = SampleRole.bucket(position, bounds[position]);
            add(type, name, help, role, counts[position], labels, labels.length);
        }
        if (position == 0 || bounds[position - 1] != Double.POSITIVE_INFINITY) {
            SampleRole role = SampleRole.bucket(position++, Double.POSITIVE_INFINITY);
            add(type, name, help, role, count, labels, labels.length);
        }
        addSumAndCount(type, name, help, position, sum, count, labels);
    }

    /**
     * Adds a summary.
     *
     * @param quantiles from 0 to 1, ascending
     * @param values the value at each quantile
     */
    public synchronized void summary(
            String name, String help, double[] quantiles, double[] values, double sum, double count, String... labels) {
        MetricType type = MetricType.SUMMARY;
        for (int i = 0; i < quantiles.length; i++) {
            add(type, name, help, SampleRole.quantile(i, quantiles[i]), values[i], labels, labels.length);
        }
        addSumAndCount(type, name, help, quantiles.length, sum, count, labels);
    }

    private void addSumAndCount(
            MetricType type, String name, String help, int position, double sum, double count, String... labels) {
        add(type, name, help, SampleRole.sum(position), sum, labels, labels.length);
        add(type, name, help, SampleRole.count(position + 1), count, labels, labels.length);
    }

    /** Locks the shared array: another thread adds samples to a late scrape while the collector goes on. */
    private synchronized void addFew(
            MetricType type,
            String name,
            String help,
            double value,
            int count,
            String k1,
            String v1,
            String k2,
            String v2,
            String k3,
            String v3) {
        fewLabels[0] = k1;
        fewLabels[1] = v1;
        fewLabels[2] = k2;
        fewLabels[3] = v2;
        fewLabels[4] = k3;
        fewLabels[5] = v3;
        add(type, name, help, SampleRole.VALUE, value, fewLabels, 2 * count);
    }

    private void add(
            MetricType type, String name, String help, SampleRole role, double value, String[] labels, int length) {
        if (sealed) {
            throw new SealedException();
        }
        families.add(type, name, help, role, value, labels, length);
        sampleCount++;
    }

    /** The number of samples that were added since the last {@link #clear()}. */
    public synchronized int sampleCount() {
        return sampleCount;
    }

    /**
     * The faults of the samples, one sentence each: repeated series, and names with two types or help texts. The page
     * is valid without those samples. Complete after {@link TextFormat} has written the page.
     */
    public List<String> faults() {
        return families.faults();
    }

    /** Rejects all further samples with a {@link SealedException}, also after {@link #clear()}. */
    public synchronized void seal() {
        sealed = true;
    }

    /** Removes all samples and faults. */
    public void clear() {
        families.clear();
        sampleCount = 0;
    }

    /** The families that have samples, by name. */
    List<MetricFamily> families() {
        return families.sorted();
    }
}
