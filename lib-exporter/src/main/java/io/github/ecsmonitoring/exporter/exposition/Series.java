package io.github.ecsmonitoring.exporter.exposition;

import java.util.Arrays;

/**
 * One series of a family, with its value at this scrape. Its text lies in the family's {@link MetricFamily#text} and is
 * used again by the next scrape that sends the same labels at the same place, as nearly all do.
 */
final class Series {
    /** An odd number of them, as no sample has. */
    private static final String[] NOT_KNOWN = new String[1];

    /** Names and values in turn, as they came. */
    private String[] labels = NOT_KNOWN;
    /** What follows the family's name: {@code _sum}, {@code _count}, {@code _bucket}; mostly nothing. */
    private String suffix;

    int labelCount;
    /** The place among the lines of one histogram or summary. */
    int place;

    double value;

    /** The line up to its value: {@code node_cpu_seconds_total{cpu="0",mode="idle"}} and a blank. */
    int lineFrom;

    int lineTo;
    /** The labels in it, without braces and without {@code le} or {@code quantile}, which order nothing. */
    int labelsFrom;

    int labelsTo;
    /** The label values in the order of their names, each ended by a zero byte: from the line's end to here. */
    int keyTo;

    /** Whether its text is that of a sample with these labels. */
    boolean has(String[] others, int length, MetricSink.Part part) {
        if (labels.length != length
                || place != part.place()
                || part.boundName() != null
                || !suffix.equals(part.suffix())) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            // Names that come at each scrape are mostly the same objects.
            if (labels[i] != others[i] && !others[i].equals(labels[i])) {
                return false;
            }
        }
        return true;
    }

    /** Appends the text for these labels to the family's. */
    void write(MetricFamily family, String[] others, int length, MetricSink.Part part) {
        labels = NOT_KNOWN; // until all is written: a label may be null
        String[] kept = Arrays.copyOf(others, length);
        String[] sorted = kept.clone();
        LabelText.sortByName(sorted);
        writeLine(family, sorted, part);
        LabelText.appendKey(family.text(), sorted);
        keyTo = family.text().size();
        suffix = part.suffix();
        place = part.place();
        labelCount = length / 2;
        if (part.boundName() == null) {
            labels = kept;
        }
    }

    private void writeLine(MetricFamily family, String[] sorted, MetricSink.Part part) {
        Utf8Buffer text = family.text();
        lineFrom = text.size();
        text.append(family.name).append(part.suffix());
        boolean braces = sorted.length > 0 || part.boundName() != null;
        if (braces) {
            text.append('{');
        }
        labelsFrom = text.size();
        LabelText.append(text, sorted);
        labelsTo = text.size();
        if (part.boundName() != null) {
            text.append(sorted.length > 0 ? "," : "").append(part.boundName()).append("=\"");
            GoNumber.append(text, part.bound());
            text.append('"');
        }
        if (braces) {
            text.append('}');
        }
        text.append(' ');
        lineTo = text.size();
    }

    /** The series in the words of a fault. */
    String text(MetricFamily family) {
        return family.name + (labelCount == 0 ? "" : '{' + family.text().text(labelsFrom, labelsTo) + '}');
    }
}
