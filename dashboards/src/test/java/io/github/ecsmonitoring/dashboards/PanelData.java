package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Generates a promtool test that evaluates every panel query with everything selected on the pages of a Fargate task, a
 * task on EC2 and an EC2 instance, and expects at least one series, and a value for each label of the legend.
 */
final class PanelData {
    private static final String CLUSTER =
            "job=\"node\",account_id=\"123456789012\",region=\"eu-west-1\",ecs_cluster=\"shop\"";
    private static final String FARGATE = CLUSTER + ",ecs_service=\"orders\",instance=\"0ab1\"";
    private static final String EC2_TASK = CLUSTER + ",ecs_service=\"reports\",instance=\"ffee\"";
    private static final String EC2_INSTANCE = CLUSTER + ",instance=\"i-0a1b2c3d\",instance_type=\"t3.medium\"";
    private static final String SCRAPED = """
            up 1
            scrape_duration_seconds 0.05
            """;
    private static final String TASK_SCOPE = """
            node_exporter_scope_info{scope="task"} 1
            """;
    /** Absent from the exporter's test page, since statfs(2) reports the file systems of the test machine. */
    private static final String FILE_SYSTEM = """
            node_filesystem_avail_bytes{device="/dev/nvme0n1p1",fstype="xfs",mountpoint="/"} 21000000000
            node_filesystem_size_bytes{device="/dev/nvme0n1p1",fstype="xfs",mountpoint="/"} 32000000000
            node_filesystem_files{device="/dev/nvme0n1p1",fstype="xfs",mountpoint="/"} 16000000
            node_filesystem_files_free{device="/dev/nvme0n1p1",fstype="xfs",mountpoint="/"} 15900000
            node_filesystem_readonly{device="/dev/nvme0n1p1",fstype="xfs",mountpoint="/"} 0
            """;

    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    private PanelData() {}

    static String promtoolTest() throws IOException {
        StringBuilder test = new StringBuilder("tests:\n- interval: 1m\n  input_series:\n");
        series().forEach(test::append);
        test.append("  promql_expr_test:\n");
        for (Dashboard dashboard : DashboardList.all()) {
            List<Map<String, Object>> variables = DashboardReader.variables(dashboard);
            for (DashboardReader.PanelQuery query : DashboardReader.queries(dashboard)) {
                String expr = everythingSelected(query.expr(), variables);
                expect(test, "count(" + expr + ") > bool 0", "{}");
                LEGEND_LABEL
                        .matcher(query.legend())
                        .results()
                        .forEach(label -> expect(
                                test,
                                "group by (named) (label_replace(" + expr + ", \"named\", \"yes\", \"" + label.group(1)
                                        + "\", \".+\"))",
                                "{named=\"yes\"}"));
            }
        }
        return test.toString();
    }

    private static void expect(StringBuilder test, String expr, String labels) {
        test.append("  - expr: '")
                .append(expr)
                .append("'\n    eval_time: 10m\n    exp_samples: [{labels: '")
                .append(labels)
                .append("', value: 1}]\n");
    }

    private static Set<String> series() throws IOException {
        Set<String> series = new LinkedHashSet<>();
        add(series, FARGATE, ExporterPages.read("ecs-collector/fargate"), ExporterPages.samples(SCRAPED + TASK_SCOPE));
        add(series, EC2_TASK, ExporterPages.read("ecs-collector/bridge"), ExporterPages.samples(SCRAPED + TASK_SCOPE));
        add(series, EC2_INSTANCE, ExporterPages.read("fixtures"), ExporterPages.samples(SCRAPED + FILE_SYSTEM));
        return series;
    }

    /** Adds the metrics of {@code MetricProfile.ESSENTIAL} and of the scraper: panels must not need others. */
    @SafeVarargs
    private static void add(Set<String> series, String contract, List<ExporterPages.Sample>... pages)
            throws IOException {
        Set<String> kept = EssentialMetrics.needed();
        kept.addAll(MetricFamilies.read("scrape").keySet());
        for (List<ExporterPages.Sample> page : pages) {
            page.stream()
                    .filter(sample -> kept.contains(sample.name()))
                    .forEach(sample -> series.add(sample.promtoolSeries(contract)));
        }
    }

    private static String everythingSelected(String expr, List<Map<String, Object>> variables) {
        String selected = expr.replace("$__rate_interval", "5m");
        for (Map<String, Object> variable : variables) {
            if (variable.containsKey("allValue")) {
                selected = selected.replace("$" + variable.get("name"), (String) variable.get("allValue"));
            }
        }
        return selected.replace("'", "''");
    }
}
