package io.github.ecsmonitoring.exporter.exposition;

import java.util.Arrays;

/** One series: the range of its text in the buffer of its {@link SeriesCache}, and its value in this scrape. */
final class Series {
    /** Names and values in turn, in the order in which they were added. */
    private final String[] labels;

    private final SampleRole role;

    /** The line up to its value: {@code node_cpu_seconds_total{cpu="0",mode="idle"}} and a space. */
    private final int lineFrom;

    private final int lineTo;
    /** The labels in the line, without braces and without {@code le} or {@code quantile}. */
    private final int labelsFrom;

    private final int labelsTo;
    /** After the line come the label values in the order of their names, each followed by a zero byte. */
    private final int keyTo;

    double value;

    /** Appends the text of a new series; the labels are the first {@code length} elements of the array. */
    Series(String name, String[] labels, int length, SampleRole role, Utf8Buffer text) {
        this.labels = Arrays.copyOf(labels, length);
        this.role = role;
        String[] sorted = LabelText.sortedByName(this.labels, name);
        boolean braces = length > 0 || role.hasBound();
        lineFrom = text.size();
        text.append(name).append(role.suffix()).append(braces ? "{" : "");
        labelsFrom = text.size();
        LabelText.append(text, sorted);
        labelsTo = text.size();
        if (role.hasBound()) {
            role.appendBound(text.append(length > 0 ? "," : ""));
        }
        text.append(braces ? "} " : " ");
        lineTo = text.size();
        LabelText.appendKey(text, sorted);
        keyTo = text.size();
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

    /** Orders as client_golang does: fewer labels first, then by label values in the order of their names. */
    int compareTo(Series other, Utf8Buffer text) {
        if (labels.length != other.labels.length) {
            return Integer.compare(labels.length, other.labels.length);
        }
        int byKey = text.compare(lineTo, keyTo, other.lineTo, other.keyTo);
        if (byKey != 0) {
            return byKey;
        }
        int byText = text.compare(labelsFrom, labelsTo, other.labelsFrom, other.labelsTo);
        return byText != 0 ? byText : Integer.compare(role.position(), other.role.position());
    }

    /** Appends the line of this series and its value, for example {@code node_load1 0.21}. */
    void appendLine(Utf8Buffer out, Utf8Buffer text) {
        out.append(text, lineFrom, lineTo);
        GoNumber.append(out, value);
        out.append('\n');
    }

    /** The labels in braces; empty without labels. */
    String labels(Utf8Buffer text) {
        return labels.length == 0 ? "" : '{' + text.text(labelsFrom, labelsTo) + '}';
    }
}
