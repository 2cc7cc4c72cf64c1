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
    /** A small group is never dropped because a large one before it has taken the memory. */
    private static final long ALWAYS_GRANTED = 64 * 1024;

    private static final long LEAST_GROWTH = 64 * 1024;

    private final FamilyTable families = new FamilyTable();
    /** Holds up to three labels that were passed without an array. */
    private final String[] fewLabels = new String[6];

    private SampleMemory memory = SampleMemory.UNLIMITED;
    private long granted;
    private long taken;
    private long takenBefore;
    private Group group = Group.NONE;
    private boolean sealed;

    /** The state of the group of samples that is limited: those of one collector. */
    private enum Group {
        /** No group has begun; samples are added without limit. */
        NONE,
        OPEN,
        TOO_LARGE
    }

    /** Thrown when a sample is added to a sealed sink: the scrape was answered without it. */
    public static final class SealedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        SealedException() {
            super("sample dropped: the scrape was answered before it was added", null, false, false);
        }
    }

    /** Thrown when a sample exceeds the memory for samples; {@link #endGroup} then drops the whole group. */
    public static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLargeException() {
            super("the samples exceed the memory for pages", null, false, false);
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
        if (group == Group.TOO_LARGE) {
            throw new TooLargeException();
        }
        taken += families.add(type, name, help, role, value, labels, length);
        if (taken > granted && group == Group.OPEN && taken - takenBefore > ALWAYS_GRANTED) {
            grow();
        }
    }

    /** Grows in large steps, since each of them may take a lock. */
    private void grow() {
        long least = taken + LEAST_GROWTH;
        long wanted = Math.max(least, taken + taken / 4);
        if (memory.resize(wanted)) {
            granted = wanted;
        } else if (memory.resize(least)) {
            granted = least;
        } else {
            group = Group.TOO_LARGE;
            throw new TooLargeException();
        }
    }

    /** Limits the samples of each group. Those outside of a group are always taken. */
    public void limit(SampleMemory memory, long granted) {
        this.memory = memory;
        this.granted = granted;
    }

    /** Begins a group of samples that exceeds the memory as a whole or not at all: those of one collector. */
    public synchronized void beginGroup() {
        families.beginGroup();
        takenBefore = taken;
        group = Group.OPEN;
    }

    /** Ends the group; returns false if its samples exceeded the memory, and are dropped. */
    public synchronized boolean endGroup() {
        boolean fits = group != Group.TOO_LARGE;
        if (!fits) {
            dropGroup();
        }
        group = Group.NONE;
        return fits;
    }

    /** Drops the samples of the group and gives back their memory. */
    public synchronized void dropGroup() {
        families.dropGroup();
        taken = takenBefore;
        if (taken < granted) {
            memory.resize(taken);
            granted = taken;
        }
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
        taken = 0;
        group = Group.NONE;
    }

    /** The memory that the samples and their page take, in bytes. */
    public synchronized long bytes() {
        return taken;
    }

    /** The families that have samples, by name. */
    List<MetricFamily> families() {
        return families.sorted();
    }
}
