package io.github.ecsmonitoring.exporter.http;

import java.util.ArrayList;
import java.util.List;

/** The headers of a request or a response in their order. Names are case-insensitive. */
final class HeaderFields {
    private final List<String> names = new ArrayList<>(8);
    private final List<String> values = new ArrayList<>(8);

    void add(String name, String value) {
        names.add(name);
        values.add(value);
    }

    /** Replaces all values of the name. */
    void set(String name, String value) {
        for (int i = size() - 1; i >= 0; i--) {
            if (names.get(i).equalsIgnoreCase(name)) {
                names.remove(i);
                values.remove(i);
            }
        }
        add(name, value);
    }

    int size() {
        return names.size();
    }

    String name(int i) {
        return names.get(i);
    }

    String value(int i) {
        return values.get(i);
    }

    /** The first value, or null. */
    String first(String name) {
        for (int i = 0; i < size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return null;
    }

    List<String> all(String name) {
        List<String> all = new ArrayList<>(1);
        for (int i = 0; i < size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                all.add(values.get(i));
            }
        }
        return all;
    }

    /**
     * The value of a header that may be sent once, or null.
     *
     * @throws BadRequestException if it was sent twice
     */
    String only(String name) throws BadRequestException {
        String only = null;
        for (int i = 0; i < size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                if (only != null) {
                    throw new BadRequestException(name + " must be sent once, got it twice");
                }
                only = values.get(i);
            }
        }
        return only;
    }

    /** Whether one of the header's comma-separated values is {@code word} in any case. */
    boolean has(String name, String word) {
        for (int i = 0; i < size(); i++) {
            if (names.get(i).equalsIgnoreCase(name) && listHas(values.get(i), word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean listHas(String list, String word) {
        for (int from = 0; from <= list.length(); ) {
            int comma = list.indexOf(',', from);
            int to = comma < 0 ? list.length() : comma;
            if (list.substring(from, to).strip().equalsIgnoreCase(word)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }
}
