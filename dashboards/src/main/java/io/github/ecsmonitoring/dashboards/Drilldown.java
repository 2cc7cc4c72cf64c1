package io.github.ecsmonitoring.dashboards;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The URL of another dashboard, with the data source, the time range and a value of each variable.
 *
 * <pre>
 * Drilldown.to("ecs-task").keep("account_id", "region").row("ecs_service", "Service")
 * /d/ecs-task?${datasource:queryparam}&amp;${account_id:queryparam}&amp;${region:queryparam}
 *     &amp;var-ecs_service=${__data.fields["Service"]}&amp;${__url_time_range}
 * </pre>
 */
record Drilldown(String uid, Map<String, String> parameters) {
    static Drilldown to(String uid) {
        return new Drilldown(uid, Map.of("datasource", "${datasource:queryparam}"));
    }

    /** Keeps what is selected. */
    Drilldown keep(String... variables) {
        Drilldown link = this;
        for (String variable : variables) {
            link = link.with(variable, "${" + variable + ":queryparam}");
        }
        return link;
    }

    /** Selects the value in a column of the same row of a table. */
    Drilldown row(String variable, String column) {
        return with(variable, "var-" + variable + "=${__data.fields[\"" + column + "\"]}");
    }

    /** Selects a label of the series. */
    Drilldown label(String variable) {
        return with(variable, "var-" + variable + "=${__field.labels." + variable + "}");
    }

    private Drilldown with(String variable, String parameter) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(variable, parameter);
        return new Drilldown(uid, all);
    }

    String url() {
        return parameters.values().stream().collect(Collectors.joining("&", "/d/" + uid + "?", "&${__url_time_range}"));
    }
}
