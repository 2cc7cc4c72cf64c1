package io.github.ecsmonitoring.exporter.exposition;

/** Sorts, compares and writes labels. The arrays hold names and values in turn. */
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

    /** Compares the names (at {@code first} 0) or the values (1) of as many labels, as Go compares strings. */
    static int compare(String[] labels, String[] others, int first) {
        for (int i = first; i < labels.length; i += 2) {
            int order = compare(labels[i], others[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** By UTF-8 bytes, which is by code points: in UTF-16, surrogates come before other large characters. */
    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean oneIsSurrogate = Character.isSurrogate(a) != Character.isSurrogate(b);
                return oneIsSurrogate && Math.min(a, b) >= Character.MIN_SURROGATE ? b - a : a - b;
            }
        }
        return one.length() - other.length();
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
     * The labels sorted by name: the same array if they are in order. An insertion sort, since labels are few.
     *
     * @throws NullPointerException if a label name or value of {@code metric} is null
     */
    static String[] sortedByName(String[] labels, String metric) {
        requireNoNull(labels, metric);
        if (isSorted(labels)) {
            return labels;
        }
        String[] sorted = labels.clone();
        for (int i = 2; i < sorted.length; i += 2) {
            for (int j = i; j > 0 && sorted[j - 2].compareTo(sorted[j]) > 0; j -= 2) {
                swap(sorted, j - 2, j);
                swap(sorted, j - 1, j + 1);
            }
        }
        return sorted;
    }

    private static void requireNoNull(String[] labels, String metric) {
        for (int i = 0; i < labels.length; i += 2) {
            if (labels[i] == null || labels[i + 1] == null) {
                throw new NullPointerException("label of " + metric + " is null: " + labels[i] + '=' + labels[i + 1]);
            }
        }
    }

    private static boolean isSorted(String[] labels) {
        for (int i = 2; i < labels.length; i += 2) {
            if (labels[i - 2].compareTo(labels[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void swap(String[] labels, int a, int b) {
        String label = labels[a];
        labels[a] = labels[b];
        labels[b] = label;
    }
}
