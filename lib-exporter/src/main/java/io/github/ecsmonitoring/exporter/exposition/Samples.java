package io.github.ecsmonitoring.exporter.exposition;

/**
 * The ways to add a sample to a {@link MetricSink}: with up to three labels without an array, which the caller would
 * make for each sample of each scrape.
 */
abstract class Samples {
    private static final String[] NONE = {};

    /** Labels that came without an array of their own. */
    private final String[] few = new String[6];

    /**
     * Adds a sample; the labels are names and values in turn, the first {@code length} of the array, which is the
     * caller's again.
     */
    abstract void add(MetricType type, String name, String help, double value, String[] labels, int length);

    /** Adds a sample of a counter without labels. */
    public void counter(String name, String help, double value) {
        add(MetricType.COUNTER, name, help, value);
    }

    /** Adds a sample of a counter with one label. */
    public void counter(String name, String help, double value, String label, String labelValue) {
        add(MetricType.COUNTER, name, help, value, label, labelValue);
    }

    /** Adds a sample of a counter with two labels. */
    public void counter(
            String name, String help, double value, String label1, String value1, String label2, String value2) {
        add(MetricType.COUNTER, name, help, value, label1, value1, label2, value2);
    }

    /** Adds a sample of a counter with three labels. */
    public void counter(
            String name,
            String help,
            double value,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        add(MetricType.COUNTER, name, help, value, label1, value1, label2, value2, label3, value3);
    }

    /** Adds a sample of a counter; {@code labels} are names and values in turn. The array is the caller's again. */
    public void counter(String name, String help, double value, String... labels) {
        add(MetricType.COUNTER, name, help, value, labels, labels.length);
    }

    /** Adds a sample of a gauge without labels. */
    public void gauge(String name, String help, double value) {
        add(MetricType.GAUGE, name, help, value);
    }

    /** Adds a sample of a gauge with one label. */
    public void gauge(String name, String help, double value, String label, String labelValue) {
        add(MetricType.GAUGE, name, help, value, label, labelValue);
    }

    /** Adds a sample of a gauge with two labels. */
    public void gauge(
            String name, String help, double value, String label1, String value1, String label2, String value2) {
        add(MetricType.GAUGE, name, help, value, label1, value1, label2, value2);
    }

    /** Adds a sample of a gauge with three labels. */
    public void gauge(
            String name,
            String help,
            double value,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        add(MetricType.GAUGE, name, help, value, label1, value1, label2, value2, label3, value3);
    }

    /** Adds a sample of a gauge; {@code labels} are names and values in turn. The array is the caller's again. */
    public void gauge(String name, String help, double value, String... labels) {
        add(MetricType.GAUGE, name, help, value, labels, labels.length);
    }

    /** Adds a sample without labels. */
    public void add(MetricType type, String name, String help, double value) {
        add(type, name, help, value, NONE, 0);
    }

    /** Adds a sample with one label. */
    public void add(MetricType type, String name, String help, double value, String label, String labelValue) {
        addFew(type, name, help, value, 1, label, labelValue, null, null, null, null);
    }

    /** Adds a sample with two labels. */
    public void add(
            MetricType type,
            String name,
            String help,
            double value,
            String label1,
            String value1,
            String label2,
            String value2) {
        addFew(type, name, help, value, 2, label1, value1, label2, value2, null, null);
    }

    /** Adds a sample with three labels. */
    public void add(
            MetricType type,
            String name,
            String help,
            double value,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        addFew(type, name, help, value, 3, label1, value1, label2, value2, label3, value3);
    }

    /** Adds a sample; {@code labels} are names and values in turn. The array is the caller's again. */
    public void add(MetricType type, String name, String help, double value, String... labels) {
        add(type, name, help, value, labels, labels.length);
    }

    /** Also a late scrape is given samples while its collector goes on. */
    private synchronized void addFew(
            MetricType type,
            String name,
            String help,
            double value,
            int pairs,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        few[0] = label1;
        few[1] = value1;
        few[2] = label2;
        few[3] = value2;
        few[4] = label3;
        few[5] = value3;
        add(type, name, help, value, few, 2 * pairs);
    }
}
