package io.github.ecsmonitoring.exporter.exposition;

/** Writes the labels of a sample, sorted by name and escaped, behind the key that orders it. */
final class LabelText {
    private LabelText() {}

    static void append(Utf8Buffer buffer, MetricFamily.Sample sample, String[] labels) {
        sortByName(labels);
        sample.keyFrom = buffer.size();
        for (int i = 1; i < labels.length; i += 2) {
            buffer.append(labels[i]).append('\0');
        }
        sample.textFrom = buffer.size();
        for (int i = 0; i < labels.length; i += 2) {
            buffer.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            appendEscaped(buffer, labels[i + 1], true);
            buffer.append('"');
        }
        if (labels.length > 0) {
            buffer.append('}');
        }
        sample.textTo = buffer.size();
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
    private static void sortByName(String[] labels) {
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
