package io.github.ecsmonitoring.exporter.http;

import java.util.ArrayList;
import java.util.List;

/** The headers of a request or an answer in their order; names are compared without regard to case. */
final class Headers {
    private final List<String> names = new ArrayList<>(8);
    private final List<String> values = new ArrayList<>(8);

    void add(String name, String value) {
        names.add(name);
        values.add(value);
    }

    /** In place of whatever the name had. */
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

    /** The value of a header that may come once. */
    String only(String name) throws BadRequest {
        String only = null;
        for (int i = 0; i < size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                if (only != null) {
                    throw new BadRequest(name + " is there twice");
                }
                only = values.get(i);
            }
        }
        return only;
    }

    /** Whether one of the header's values, lists with commas, has this word. */
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
