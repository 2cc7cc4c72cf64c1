package io.github.ecsmonitoring.dashboards.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The answer to a query.
 *
 * @param problem an error, a warning or a note of Prometheus; empty without one
 * @param series labels of the series that have a number among their values
 * @param samples that were read
 * @param peak samples in memory at once
 * @param milliseconds until the answer had arrived
 */
record QueryOutcome(
        String query, String problem, List<Map<String, String>> series, long samples, long peak, double milliseconds) {
    @SuppressWarnings("unchecked")
    static QueryOutcome of(String query, String answer, double milliseconds) {
        Map<String, Object> json = (Map<String, Object>) Json.parse(answer);
        if (!"success".equals(json.get("status"))) {
            return new QueryOutcome(query, (String) json.get("error"), List.of(), 0, 0, milliseconds);
        }
        Map<String, Object> data = (Map<String, Object>) json.get("data");
        Map<String, Object> samples = (Map<String, Object>) ((Map<String, Object>) data.get("stats")).get("samples");
        String notes = String.valueOf(json.getOrDefault("warnings", "")) + json.getOrDefault("infos", "");
        return new QueryOutcome(
                query,
                notes,
                data.get("result") instanceof List<?> result ? series(data.get("resultType"), result) : List.of(),
                ((Double) samples.get("totalQueryableSamples")).longValue(),
                ((Double) samples.get("peakSamples")).longValue(),
                milliseconds);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> series(Object type, List<?> result) {
        if (type.equals("scalar")) {
            return List.of(Map.of());
        }
        List<Map<String, String>> series = new ArrayList<>();
        for (Object each : result) {
            Map<String, Object> one = (Map<String, Object>) each;
            List<Object> points =
                    one.containsKey("values") ? (List<Object>) one.get("values") : List.of(one.get("value"));
            if (points.stream().anyMatch(point -> !"NaN".equals(((List<Object>) point).get(1)))) {
                series.add((Map<String, String>) one.get("metric"));
            }
        }
        return series;
    }

    boolean isEmpty() {
        return series.isEmpty();
    }
}
