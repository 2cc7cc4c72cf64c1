package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A counter of ZFS; its files have two lines above the counters:
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
     * @param dataset what the file belongs to, empty if it does not say
     * @param numbers its counters of 64 bits; those of other types are not shown
     */
    record Parsed(String dataset, List<ZfsKstat> numbers) {}

    static Parsed parse(KernelText text) throws IOException {
        findHeadline(text);
        String dataset = "";
        List<ZfsKstat> numbers = new ArrayList<>();
        while (text.nextLine()) {
            if (text.fieldCount() < 3) {
                continue;
            }
            String name = text.nextString();
            String type = text.nextString();
            if (name.equals("dataset_name")) {
                // A name may have blanks in it.
                String first = text.nextString();
                dataset = text.line().substring(text.line().indexOf(first, name.length()));
            } else if (type.equals(UINT64)) {
                numbers.add(new ZfsKstat(checked(text, name), text.nextUnsigned()));
            } else if (type.equals(INT64)) {
                numbers.add(new ZfsKstat(checked(text, name), signed(text)));
            }
        }
        return new Parsed(dataset, numbers);
    }

    /** The last part of the counter's name, as a metric's name can have it. */
    String metricName() {
        return name.substring(name.lastIndexOf('.') + 1).replace('-', '_');
    }

    private static void findHeadline(KernelText text) throws IOException {
        while (text.nextLine()) {
            if (text.fieldCount() == 3
                    && text.nextString().equals("name")
                    && text.nextString().equals("type")
                    && text.nextString().equals("data")) {
                return;
            }
        }
        throw text.without("line \"name type data\"");
    }

    private static double signed(KernelText text) throws IOException {
        try {
            return Long.parseLong(text.nextString());
        } catch (NumberFormatException notANumber) {
            throw text.expected("a whole number");
        }
    }

    /** Refuses what can't be a part of a metric's name. */
    static String checked(KernelText text, String name) throws IOException {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '_'
                    || c == '-'
                    || c == '.')) {
                throw text.malformed("expected a counter's name");
            }
        }
        return name;
    }
}
