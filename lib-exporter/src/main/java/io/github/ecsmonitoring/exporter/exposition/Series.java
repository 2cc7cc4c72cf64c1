package io.github.ecsmonitoring.exporter.exposition;

import java.util.Arrays;

/** One series: its labels, the range of its text in the buffer of its {@link SeriesCache}, and its value. */
final class Series {
    private static final int NO_TEXT = -1;
    /** This object, its array of labels and the references to it; its labels are mostly those of other series, too. */
    private static final int OBJECT_BYTES = 80;

    private static final int LABEL_BYTES = 4;

    /** Names and values in turn, in the order in which they were added. */
    private final String[] labels;

    /** The labels in the order of their names; mostly the same array. */
    private final String[] sorted;

    private final SampleRole role;

    /** The line up to its value: {@code node_cpu_seconds_total{cpu="0",mode="idle"}} and a space. */
    private final int lineFrom;

    private final int lineLength;

    double value;

    /**
     * A new series; the labels are the first {@code length} elements of the array.
     *
     * @param keepsText whether its text stays in {@code text}; otherwise it is written anew for each page
     */
    Series(String name, String[] labels, int length, SampleRole role, Utf8Buffer text, boolean keepsText) {
        this.labels = Arrays.copyOf(labels, length);
        this.sorted = LabelText.sortedByName(this.labels, name);
        this.role = role;
        int from = text.size();
        appendText(name, text);
        lineLength = text.size() - from;
        lineFrom = keepsText ? from : NO_TEXT;
        if (!keepsText) {
            text.truncate(from);
        }
    }

    boolean has(String[] others, int length, SampleRole otherRole) {
        if (labels.length != length || !role.isSame(otherRole)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            // Labels are mostly the same objects in each scrape.
            if (labels[i] != others[i] && !labels[i].equals(others[i])) {
                return false;
            }
        }
        return true;
    }

    /** The memory that this series and its line on a page take, in bytes. */
    int bytes() {
        return OBJECT_BYTES + LABEL_BYTES * labels.length + lineLength;
    }

    /** Orders as client_golang does: fewer labels first, then by label values in the order of their names. */
    int compareTo(Series other) {
        if (labels.length != other.labels.length) {
            return Integer.compare(labels.length, other.labels.length);
        }
        int byValues = LabelText.compare(sorted, other.sorted, 1);
        int byLabels = byValues != 0 ? byValues : LabelText.compare(sorted, other.sorted, 0);
        return byLabels != 0 ? byLabels : Integer.compare(role.position(), other.role.position());
    }

    /** Appends the line of this series and its value, for example {@code node_load1 0.21}. */
    void appendLine(String name, Utf8Buffer out, Utf8Buffer text) {
        if (lineFrom == NO_TEXT) {
            appendText(name, out);
        } else {
            out.append(text, lineFrom, lineFrom + lineLength);
        }
        GoNumber.append(out, value);
        out.append('\n');
    }

    private void appendText(String name, Utf8Buffer out) {
        boolean braces = labels.length > 0 || role.hasBound();
        out.append(name).append(role.suffix()).append(braces ? "{" : "");
        LabelText.append(out, sorted);
        if (role.hasBound()) {
            role.appendBound(out.append(labels.length > 0 ? "," : ""));
        }
        out.append(braces ? "} " : " ");
    }

    /** The labels in braces, without {@code le} and {@code quantile}; empty without labels. */
    String labels() {
        if (labels.length == 0) {
            return "";
        }
        Utf8Buffer text = new Utf8Buffer().append('{');
        LabelText.append(text, sorted);
        return text.append('}').toString();
    }
}
