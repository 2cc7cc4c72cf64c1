package io.github.ecsmonitoring.exporter.http;

import java.util.ArrayList;
import java.util.List;

/** A decoded parameter of a query such as {@code collect[]=cpu&collect%5B%5D=meminfo}. */
public record QueryParameter(String name, String value) {

    /** As Go does, drops parameters with a semicolon or a malformed escape. */
    static List<QueryParameter> parse(String query) {
        List<QueryParameter> parameters = new ArrayList<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (!pair.isEmpty() && pair.indexOf(';') < 0 && name != null && value != null) {
                parameters.add(new QueryParameter(name, value));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return PercentEncoding.decode(text.replace('+', ' '));
    }
}
