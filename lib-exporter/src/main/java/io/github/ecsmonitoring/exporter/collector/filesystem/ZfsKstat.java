package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A counter of ZFS, from a file with two header lines:
 *
 * <pre>
 * 24 1 0x01 7 2160 221611904716 7145015038451
 * name                            type data
 * dataset_name                    7    tank/home
 * nwritten                        4    12302
 * </pre>
 */
record ZfsKstat(String name, double value) {
    private static final String INT64 = "3";
    private static final String UINT64 = "4";

    /**
     * A file.
     *
     * @param dataset the dataset that it belongs to; empty if it has no such line
     * @param numbers its counters of 64 bits, without those of other types
     */
    record Parsed(String dataset, List<ZfsKstat> numbers) {}

    static Parsed parse(KernelText text) throws IOException {
        skipHeader(text);
        String dataset = "";
        List<ZfsKstat> numbers = new ArrayList<>();
        while (text.nextLine()) {
            if (text.fieldCount() < 3) {
                continue;
            }
            String name = text.nextString();
            String type = text.nextString();
            if (name.equals("dataset_name")) {
                // A name may contain blanks.
                String first = text.nextString();
                dataset = text.line().substring(text.line().indexOf(first, name.length()));
            } else if (type.equals(UINT64) || type.equals(INT64)) {
                parseNumber(text, name, type, numbers);
            }
        }
        return new Parsed(dataset, numbers);
    }

    private static void parseNumber(KernelText text, String name, String type, List<ZfsKstat> numbers) {
        try {
            numbers.add(new ZfsKstat(checked(text, name), type.equals(UINT64) ? text.nextUnsigned() : signed(text)));
        } catch (IOException e) {
            text.omit(e);
        }
    }

    /** The last part of the counter's name, with characters that a metric name can have. */
    String metricName() {
        return name.substring(name.lastIndexOf('.') + 1).replace('-', '_');
    }

    private static void skipHeader(KernelText text) throws IOException {
        while (text.nextLine()) {
            if (text.fieldCount() == 3
                    && text.nextString().equals("name")
                    && text.nextString().equals("type")
                    && text.nextString().equals("data")) {
                return;
            }
        }
        throw text.without("a line \"name type data\"");
    }

    private static double signed(KernelText text) throws IOException {
        try {
            return Long.parseLong(text.nextString());
        } catch (NumberFormatException notANumber) {
            throw text.expected("a whole number");
        }
    }

    /** Returns the name if it can be part of a metric name, and fails otherwise. */
    static String checked(KernelText text, String name) throws IOException {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || KernelNumber.isDigit(c)
                    || c == '_'
                    || c == '-'
                    || c == '.')) {
                throw text.malformed("expected a counter's name");
            }
        }
        return name;
    }
}
