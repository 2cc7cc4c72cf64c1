package io.github.ecsmonitoring.exporter.exposition;

/** Small integers as label values: the same string at each scrape. Any number of threads may share it. */
public final class IntegerLabels {
    /** More CPUs than any machine of EC2 has; larger integers are converted each time. */
    private static final int KEPT = 2048;

    private final String[] texts = new String[KEPT];

    /** The decimal digits of an integer. */
    public String text(long value) {
        if (value < 0 || value >= KEPT) {
            return Long.toString(value);
        }
        String text = texts[(int) value];
        if (text == null) {
            text = Long.toString(value);
            texts[(int) value] = text; // where two threads write it, one of two equal strings is lost
        }
        return text;
    }
}
