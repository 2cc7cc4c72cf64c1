package io.github.ecsmonitoring.exporter.exposition;

import java.util.Arrays;
import java.util.List;

/**
 * The series of one metric, kept from scrape to scrape. A series with the same labels as the one at its position in the
 * previous scrape reuses the text. If no series changed, the page order is reused as well, and nothing is allocated.
 */
final class SeriesCache {
    private static final int FEW = 64;

    private final String name;
    private Utf8Buffer text = new Utf8Buffer(FEW);

    /** In the order in which they were added: the first {@code added} in this scrape, {@code kept} in all. */
    private Series[] series = new Series[1];

    private int added;
    private int kept;
    /** Series in {@link #text} whose position was taken over by another one. */
    private int replaced;

    /** The first {@code size} are the series of the page, in its order. */
    private Series[] sorted = series;

    private int size;
    private boolean changed;

    SeriesCache(String name) {
        this.name = name;
    }

    boolean isEmpty() {
        return added == 0;
    }

    /** The labels are the first {@code length} elements of the array, which is not kept. */
    void add(String[] labels, int length, SampleRole role, double value) {
        if (added == kept || !series[added].has(labels, length, role)) {
            put(new Series(name, labels, length, role, text));
        }
        series[added++].value = value;
    }

    private void put(Series next) {
        if (added < kept) {
            replaced++;
        } else {
            series = added < series.length ? series : Arrays.copyOf(series, 2 * added);
            kept++;
        }
        series[added] = next;
        changed = true;
    }

    /** Sorts the series added in this scrape into page order and drops repeated ones, with a fault for each. */
    void sort(List<String> faults) {
        if (!changed && size == added) {
            return;
        }
        changed = false;
        size = added;
        sorted = series;
        if (!isStrictlySorted()) {
            sorted = Arrays.copyOf(series, added);
            Arrays.sort(sorted, (a, b) -> a.compareTo(b, text));
            dropRepeated(faults);
        }
    }

    private boolean isStrictlySorted() {
        for (int i = 1; i < added; i++) {
            if (series[i - 1].compareTo(series[i], text) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void dropRepeated(List<String> faults) {
        int distinct = 1;
        for (int i = 1; i < size; i++) {
            if (sorted[distinct - 1].compareTo(sorted[i], text) == 0) {
                faults.add(name + sorted[i].labels(text) + " was collected before with the same name and label values");
                changed = true; // the next scrape must sort again, even if it has as many series as the page
            } else {
                sorted[distinct++] = sorted[i];
            }
        }
        size = distinct;
    }

    /** The number of series on the page, once sorted. */
    int size() {
        return size;
    }

    /** The series at this index of the page. */
    Series get(int index) {
        return sorted[index];
    }

    /** The buffer that holds the text of each series. */
    Utf8Buffer text() {
        return text;
    }

    /** Ends a scrape. The series are kept unless most of their text is no longer used. */
    void clear() {
        if (replaced > added || kept > 2 * added + FEW) {
            forget();
        }
        added = 0;
    }

    /** Forgets the series and gives back their memory, after a scrape without any. */
    void release() {
        if (kept > 0) {
            forget();
            text = new Utf8Buffer(FEW);
        }
    }

    private void forget() {
        series = new Series[1];
        sorted = series;
        text.clear();
        kept = 0;
        replaced = 0;
    }
}
