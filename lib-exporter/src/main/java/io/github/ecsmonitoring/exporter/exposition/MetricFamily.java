package io.github.ecsmonitoring.exporter.exposition;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The series of one metric name. What they are and in which order they stand on the page is kept from scrape to scrape:
 * one that sends the same as the one before costs no text, no sorting and no memory.
 */
final class MetricFamily {
    private static final int FEW = 64;

    final String name;
    /** The two lines above the samples: the same text at each scrape. */
    final Utf8Buffer header = new Utf8Buffer(128);
    /** The texts of all series. */
    private Utf8Buffer text = new Utf8Buffer(FEW);

    private MetricType type;
    private String help;

    /** In the order in which they came; {@code used} at this scrape, {@code known} with a text. */
    private Series[] series = new Series[1];

    private int used;
    private int known;
    /** Texts that others have taken the place of. */
    private int outdated;

    /** In the order of the page. */
    private Series[] sorted = series;

    private int shown;
    /** Whether {@link #sorted} is of other series than came at this scrape. */
    private boolean changed;

    MetricFamily(String name) {
        this.name = name;
    }

    MetricType type() {
        return type;
    }

    String help() {
        return help;
    }

    boolean is(MetricType type, String help) {
        return this.type == type && Objects.equals(this.help, help);
    }

    void become(MetricType type, String help) {
        if (is(type, help)) {
            return;
        }
        this.type = type;
        this.help = help;
        header.clear();
        header.append("# HELP ").append(name).append(' ');
        LabelText.appendEscaped(header, help, false);
        header.append("\n# TYPE ").append(name).append(' ').append(type.text()).append('\n');
    }

    /** The texts of all series. */
    Utf8Buffer text() {
        return text;
    }

    boolean isEmpty() {
        return used == 0;
    }

    void add(double value, String[] labels, int length, MetricSink.Part part) {
        Series next = used < known ? series[used] : newSeries();
        if (!next.has(labels, length, part)) {
            changed = true;
            next.write(this, labels, length, part);
            if (used < known) {
                outdated++;
            } else {
                known++;
            }
        }
        next.value = value;
        used++;
    }

    private Series newSeries() {
        if (used == series.length) {
            Series[] more = Arrays.copyOf(series, 2 * used);
            sorted = sorted == series ? more : sorted;
            series = more;
        }
        if (series[used] == null) {
            series[used] = new Series();
        }
        return series[used];
    }

    /** Puts the series into the order of the page, and says which came twice. */
    void arrange(List<String> faults) {
        if (!changed && shown == used) {
            return;
        }
        changed = false;
        shown = used;
        sorted = series;
        if (!isSorted()) {
            sorted = Arrays.copyOf(series, used);
            Arrays.sort(sorted, this::compare);
        }
        dropRepeated(faults);
    }

    int shown() {
        return shown;
    }

    Series shown(int index) {
        return sorted[index];
    }

    /** Forgets the samples; the series stay known, unless most of their texts are no longer used. */
    void clear() {
        if (outdated > used || known > 2 * used + FEW) {
            reset();
        }
        used = 0;
    }

    /** Forgets the series: there were none at this scrape. */
    void forget() {
        if (known > 0) {
            reset();
            text = new Utf8Buffer(FEW);
        }
    }

    private void reset() {
        series = new Series[1];
        sorted = series;
        text.clear();
        known = 0;
        outdated = 0;
        changed = true;
    }

    private boolean isSorted() {
        for (int i = 1; i < used; i++) {
            if (compare(series[i - 1], series[i]) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void dropRepeated(List<String> faults) {
        int kept = 0;
        for (int i = 0; i < shown; i++) {
            if (kept > 0 && compare(sorted[kept - 1], sorted[i]) == 0) {
                faults.add(sorted[i].text(this) + " was collected before with the same name and label values");
                changed = true; // so that the next scrape says it too
            } else {
                sorted[kept++] = sorted[i];
            }
        }
        shown = kept;
    }

    /** The order of client_golang: fewer labels first, then by label value after label value. */
    private int compare(Series a, Series b) {
        if (a.labelCount != b.labelCount) {
            return Integer.compare(a.labelCount, b.labelCount);
        }
        int byKey = text.compare(a.lineTo, a.keyTo, b.lineTo, b.keyTo);
        if (byKey != 0) {
            return byKey;
        }
        int byText = text.compare(a.labelsFrom, a.labelsTo, b.labelsFrom, b.labelsTo);
        return byText != 0 ? byText : Integer.compare(a.place, b.place);
    }
}
