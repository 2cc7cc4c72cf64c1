package io.github.ecsmonitoring.dashboards.lab;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The values of an expression over time, by labels. */
record RangeResult(Map<Map<String, String>, NavigableMap<Long, Double>> series) {
    /** Points of a query: Prometheus limits the samples that one query loads. */
    private static final int POINTS = 30;

    static RangeResult query(PrometheusServer server, String expr, long from, long to, int step)
            throws IOException, InterruptedException {
        Map<Map<String, String>, NavigableMap<Long, Double>> all = new LinkedHashMap<>();
        for (long start = from; start <= to; start += (long) POINTS * step) {
            long end = Math.min(start + (POINTS - 1L) * step, to);
            Map<String, Object> answer = server.api(
                    "query_range",
                    Map.of("query", expr, "start", "" + start, "end", "" + end, "step", String.valueOf(step)));
            if (!"success".equals(answer.get("status"))
                    || answer.containsKey("warnings")
                    || answer.containsKey("infos")) {
                throw new IOException(answer + ": " + expr);
            }
            add(answer, all);
        }
        return new RangeResult(all);
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> answer, Map<Map<String, String>, NavigableMap<Long, Double>> all) {
        Map<String, Object> data = (Map<String, Object>) answer.get("data");
        for (Object each : (List<Object>) data.get("result")) {
            Map<String, Object> series = (Map<String, Object>) each;
            NavigableMap<Long, Double> values = all.computeIfAbsent(
                    new HashMap<>((Map<String, String>) series.get("metric")), labels -> new TreeMap<>());
            for (Object point : (List<Object>) series.get("values")) {
                List<Object> pair = (List<Object>) point;
                values.put(((Double) pair.get(0)).longValue(), number((String) pair.get(1)));
            }
        }
    }

    static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
