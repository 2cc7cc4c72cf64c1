package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The query of a scrape: {@code collect[]} names the collectors to run, {@code exclude[]} those not to run, and
 * {@code name[]} the metric families to write.
 */
record PageQuery(List<String> collect, List<String> exclude, Set<String> names) {

    /** Parses a URL's query; other parameters are ignored. */
    static PageQuery parse(String query) {
        List<String> collect = new ArrayList<>();
        List<String> exclude = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = decode(pair.substring(equals + 1));
                switch (decode(pair.substring(0, equals))) {
                    case "collect[]" -> collect.add(value);
                    case "exclude[]" -> exclude.add(value);
                    case "name[]" -> names.add(value);
                    default -> {}
                }
            }
        }
        return new PageQuery(collect, exclude, Set.copyOf(names));
    }

    /** @throws IllegalArgumentException for an invalid query; the message is the body of the response */
    CollectorSet filter(CollectorSet all) {
        if (!collect.isEmpty() && !exclude.isEmpty()) {
            throw new IllegalArgumentException("Combined collect and exclude queries are not allowed.");
        }
        try {
            return collect.isEmpty() ? exclude.isEmpty() ? all : all.without(exclude) : all.only(collect);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Couldn't create filtered metrics handler: couldn't create collector: " + e.getMessage());
        }
    }

    /** The server has rejected invalid escapes. */
    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
