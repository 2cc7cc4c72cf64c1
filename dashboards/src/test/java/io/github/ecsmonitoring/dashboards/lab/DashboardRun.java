package io.github.ecsmonitoring.dashboards.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the queries of a dashboard as Grafana does: variables first, one after the other, then what their values select.
 *
 * @param values of variables, as they are inserted into queries
 * @param options the values that each query variable offers
 */
record DashboardRun(
        PrometheusServer server,
        LabDashboard dashboard,
        long now,
        int step,
        int scrapeInterval,
        Map<String, String> values,
        Map<String, List<String>> options) {
    /** Of a panel that fills half of a wide screen. */
    private static final int POINTS = 600;

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");
    /** A digit refers to a group of a regular expression. */
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:([a-zA-Z_]\\w*)|\\{([a-zA-Z_]\\w*)(?::\\w+)?})");

    /** With All selected wherever that is possible. */
    static DashboardRun everythingSelected(DashboardLab lab, LabDashboard dashboard, int scrapeInterval)
            throws IOException, InterruptedException {
        return resolved(lab, dashboard, scrapeInterval, false);
    }

    /** With the first value of each variable selected. */
    static DashboardRun firstSelected(DashboardLab lab, LabDashboard dashboard, int scrapeInterval)
            throws IOException, InterruptedException {
        return resolved(lab, dashboard, scrapeInterval, true);
    }

    private static DashboardRun resolved(DashboardLab lab, LabDashboard dashboard, int scrapeInterval, boolean first)
            throws IOException, InterruptedException {
        int step = Math.max(scrapeInterval, (dashboard.range() + POINTS - 1) / POINTS);
        Map<String, String> values = new LinkedHashMap<>();
        DashboardRun run = new DashboardRun(
                lab.server(), dashboard, lab.now(), step, scrapeInterval, values, new LinkedHashMap<>());
        values.put("__rate_interval", Math.max(step + scrapeInterval, 4 * scrapeInterval) + "s");
        values.put("__interval", step + "s");
        values.put("__range", dashboard.range() + "s");
        values.put("__range_s", String.valueOf(dashboard.range()));
        for (LabDashboard.Variable variable : dashboard.variables()) {
            values.put(variable.name(), run.value(variable, first));
        }
        return run;
    }

    private String value(LabDashboard.Variable variable, boolean first) throws IOException, InterruptedException {
        if (!variable.isQuery()) {
            return variable.current() == null ? "" : variable.current();
        }
        List<String> offered = offered(variable);
        options.put(variable.name(), offered);
        if (first || variable.allValue() == null) {
            return offered.isEmpty() ? "" : offered.get(0);
        }
        return variable.allValue();
    }

    @SuppressWarnings("unchecked")
    private List<String> offered(LabDashboard.Variable variable) throws IOException, InterruptedException {
        Matcher query = LABEL_VALUES.matcher(variable.query());
        if (!query.matches()) {
            throw new IOException(
                    "variable " + variable.name() + " must be label_values(selector, label), got " + variable.query());
        }
        Map<String, Object> answer = server.api(
                "label/" + query.group(2) + "/values",
                Map.of(
                        "match[]",
                        interpolated(query.group(1)),
                        "start",
                        String.valueOf(now - dashboard.range()),
                        "end",
                        String.valueOf(now)));
        if (!"success".equals(answer.get("status"))) {
            throw new IOException("variable " + variable.name() + ": " + answer);
        }
        return (List<String>) answer.get("data");
    }

    String interpolated(String expr) {
        return REFERENCE.matcher(expr).replaceAll(reference -> {
            String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("unknown variable " + name + " in " + expr);
            }
            return Matcher.quoteReplacement(values.get(name));
        });
    }

    /** The outcomes of the panel's queries to Prometheus. */
    List<QueryOutcome> run(LabDashboard.Panel panel) throws IOException, InterruptedException {
        List<QueryOutcome> outcomes = new ArrayList<>();
        for (LabDashboard.Query query : panel.prometheusQueries()) {
            outcomes.add(run(query));
        }
        return outcomes;
    }

    QueryOutcome run(LabDashboard.Query query) throws IOException, InterruptedException {
        Map<String, String> parameters =
                new LinkedHashMap<>(Map.of("query", interpolated(query.expr()), "stats", "all"));
        if (query.instant()) {
            parameters.put("time", String.valueOf(now));
        } else {
            // As Grafana: multiples of the step.
            parameters.put("start", String.valueOf((now - dashboard.range()) / step * step));
            parameters.put("end", String.valueOf(now / step * step));
            parameters.put("step", String.valueOf(step));
        }
        long begin = System.nanoTime();
        String answer = server.answer(query.instant() ? "query" : "query_range", parameters);
        return QueryOutcome.of(parameters.get("query"), answer, (System.nanoTime() - begin) / 1e6);
    }
}
