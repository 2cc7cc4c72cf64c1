package io.github.ecsmonitoring.exporter.exposition;

/** Writes labels, which are names and values in turn. */
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

    /** Appends the values, each ended by a zero byte. */
    static void appendKey(Utf8Buffer buffer, String[] labels) {
        for (int i = 1; i < labels.length; i += 2) {
            buffer.append(labels[i]).append('\0');
        }
    }

    /** Label values escape the quote too, help texts do not. */
    static void appendEscaped(Utf8Buffer buffer, String text, boolean quotes) {
        if (text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && (!quotes || text.indexOf('"') < 0)) {
            buffer.append(text);
            return;
        }
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        buffer.append(quotes ? escaped.replace("\"", "\\\"") : escaped);
    }

    /** An insertion sort of the pairs in place: there are few, mostly in order. */
    static void sortByName(String[] labels) {
        for (int i = 2; i < labels.length; i += 2) {
            for (int j = i; j > 0 && labels[j - 2].compareTo(labels[j]) > 0; j -= 2) {
                swap(labels, j - 2, j);
                swap(labels, j - 1, j + 1);
            }
        }
    }

    private static void swap(String[] labels, int a, int b) {
        String kept = labels[a];
        labels[a] = labels[b];
        labels[b] = kept;
    }
}
