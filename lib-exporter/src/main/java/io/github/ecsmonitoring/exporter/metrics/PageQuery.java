package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.http.QueryParameter;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The query of a scrape: {@code collect[]} names the collectors to run, {@code exclude[]} those not to run, and
 * {@code name[]} the metric families to write.
 */
record PageQuery(List<String> collect, List<String> exclude, Set<String> names) {

    /** Other parameters are ignored. */
    static PageQuery of(List<QueryParameter> parameters) {
        List<String> collect = new ArrayList<>();
        List<String> exclude = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (QueryParameter each : parameters) {
            switch (each.name()) {
                case "collect[]" -> collect.add(each.value());
                case "exclude[]" -> exclude.add(each.value());
                case "name[]" -> names.add(each.value());
                default -> {}
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
}
