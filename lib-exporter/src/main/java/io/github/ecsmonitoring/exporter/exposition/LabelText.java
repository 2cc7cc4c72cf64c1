package io.github.ecsmonitoring.exporter.exposition;

/** Sorts and writes labels. The arrays hold names and values in turn. */
final class LabelText {
    private LabelText() {}

    /** Appends {@code cpu="0",mode="idle"}. */
    static void append(Utf8Buffer buffer, String[] labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (i > 0) {
                buffer.append(',');
            }
            buffer.append(labels[i]).append("=\"");
            appendEscaped(buffer, labels[i + 1], true);
            buffer.append('"');
        }
    }

    /** Appends the values, each followed by a zero byte. */
    static void appendKey(Utf8Buffer buffer, String[] labels) {
        for (int i = 1; i < labels.length; i += 2) {
            buffer.append(labels[i]).append('\0');
        }
    }

    /** Appends a label value, or a help text, in which quotes are not escaped. */
    static void appendEscaped(Utf8Buffer buffer, String text, boolean quotes) {
        if (text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && (!quotes || text.indexOf('"') < 0)) {
            buffer.append(text);
            return;
        }
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        buffer.append(quotes ? escaped.replace("\"", "\\\"") : escaped);
    }

    /**
     * The labels sorted by name, in a new array if there are several. An insertion sort, since labels are few and
     * mostly in order.
     *
     * @throws NullPointerException if a label name or value of {@code metric} is null
     */
    static String[] sortedByName(String[] labels, String metric) {
        String[] sorted = labels.length > 2 ? labels.clone() : labels;
        for (int i = 0; i < sorted.length; i += 2) {
            if (sorted[i] == null || sorted[i + 1] == null) {
                throw new NullPointerException("label of " + metric + " is null: " + sorted[i] + '=' + sorted[i + 1]);
            }
            for (int j = i; j > 0 && sorted[j - 2].compareTo(sorted[j]) > 0; j -= 2) {
                swap(sorted, j - 2, j);
                swap(sorted, j - 1, j + 1);
            }
        }
        return sorted;
    }

    private static void swap(String[] labels, int a, int b) {
        String label = labels[a];
        labels[a] = labels[b];
        labels[b] = label;
    }
}
