package io.github.ecsmonitoring.exporter.exposition;

import java.util.Arrays;
import java.util.List;

/**
 * The series of one metric, kept from scrape to scrape. A series with the same labels as the one at its position in the
 * previous scrape reuses the text. If no series changed, the page order is reused as well, and nothing is allocated.
 */
final class SeriesCache {
    private static final int FEW = 64;
    /**
     * The bytes of text that are kept, enough for a thousand series. Of a larger metric it would take as much memory as
     * its part of the page.
     */
    private static final int MOST_TEXT = 128 * 1024;

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

    /**
     * The labels are the first {@code length} elements of the array, which is not kept. Returns the series, whose value
     * is to be set.
     */
    Series add(String[] labels, int length, SampleRole role) {
        if (added == kept || !series[added].has(labels, length, role)) {
            put(new Series(name, labels, length, role, text, text.size() < MOST_TEXT));
        }
        return series[added++];
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
            Arrays.sort(sorted, Series::compareTo);
            dropRepeated(faults);
        }
    }

    private boolean isStrictlySorted() {
        for (int i = 1; i < added; i++) {
            if (series[i - 1].compareTo(series[i]) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void dropRepeated(List<String> faults) {
        int distinct = 1;
        for (int i = 1; i < size; i++) {
            if (sorted[distinct - 1].compareTo(sorted[i]) == 0) {
                faults.add(name + sorted[i].labels() + " was collected before with the same name and label values");
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

    /** Appends the line of the series at this index of the page. */
    void appendLine(int index, Utf8Buffer out) {
        sorted[index].appendLine(name, out, text);
    }

    /** The bytes of text that are kept. */
    int textBytes() {
        return text.size();
    }

    /** The number of series added in this scrape. */
    int added() {
        return added;
    }

    /** Removes the series that were added in this scrape after the first {@code count}, and gives back their memory. */
    void truncate(int count) {
        replaced += kept - count;
        series = Arrays.copyOf(series, Math.max(1, count));
        sorted = series;
        added = count;
        kept = count;
        changed = true;
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
