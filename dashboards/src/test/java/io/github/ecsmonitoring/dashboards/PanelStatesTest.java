package io.github.ecsmonitoring.dashboards;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluates queries of panels whose colors judge: nothing absent is good or bad, and nothing old is good. */
class PanelStatesTest {
    @TempDir
    private Path dir;

    @BeforeAll
    static void promtoolIsInstalled() {
        PromtoolTest.promtoolIsInstalled();
    }

    @Test
    void aCollectorFailsOnlyIfItWorkedWithinTheLastHour() throws Exception {
        assertResult("ecs-node", "Collectors", 0, """
                up{TARGET,instance="a"} 1x80
                up{TARGET,instance="b"} 1x80
                up{TARGET,instance="down"} 0x80
                node_scrape_collector_success{TARGET,instance="a",collector="cpu"} 1x80
                node_scrape_collector_success{TARGET,instance="b",collector="cpu"} 1x80
                node_scrape_collector_success{TARGET,instance="a",collector="filesystem"} 1x60 0x20
                node_scrape_collector_success{TARGET,instance="b",collector="filesystem"} 1x80
                node_scrape_collector_success{TARGET,instance="a",collector="hwmon"} 0x80
                node_scrape_collector_success{TARGET,instance="b",collector="hwmon"} 1x80
                node_scrape_collector_success{TARGET,instance="a",collector="nfs"} 0x80
                node_scrape_collector_success{TARGET,instance="down",collector="textfile"} 1x80
                """, """
                {collector="cpu"} 1
                {collector="filesystem"} 3
                {collector="hwmon"} 1
                {collector="nfs"} 0
                """);
    }

    @Test
    void theHealthOfATaskIsThatOfItsWorstContainer() throws Exception {
        assertResult("ecs-task", "Tasks", 5, """
                up{TARGET,instance="good"} 1x80
                up{TARGET,instance="starting"} 1x80
                up{TARGET,instance="bad"} 1x80
                up{TARGET,instance="unchecked"} 1x80
                up{TARGET,instance="down"} 0x80
                ecs_container_stats_up{TARGET,instance="good",container_name="app"} 1x80
                ecs_container_stats_up{TARGET,instance="good",container_name="adot"} 1x80
                ecs_container_health{TARGET,instance="good",container_name="app",state="HEALTHY"} 1x80
                ecs_container_health{TARGET,instance="good",container_name="app",state="UNKNOWN"} 0x80
                ecs_container_health{TARGET,instance="good",container_name="app",state="UNHEALTHY"} 0x80
                ecs_container_health{TARGET,instance="starting",container_name="app",state="HEALTHY"} 1x80
                ecs_container_health{TARGET,instance="starting",container_name="web",state="HEALTHY"} 0x80
                ecs_container_health{TARGET,instance="starting",container_name="web",state="UNKNOWN"} 1x80
                ecs_container_health{TARGET,instance="bad",container_name="app",state="HEALTHY"} 1x80
                ecs_container_health{TARGET,instance="bad",container_name="web",state="UNHEALTHY"} 1x80
                ecs_container_stats_up{TARGET,instance="unchecked",container_name="app"} 1x80
                ecs_container_health{TARGET,instance="down",container_name="app",state="HEALTHY"} 1x80
                """, """
                {account_id="1",ecs_cluster="shop",ecs_service="orders",instance="bad",region="eu"} 3
                {account_id="1",ecs_cluster="shop",ecs_service="orders",instance="good",region="eu"} 1
                {account_id="1",ecs_cluster="shop",ecs_service="orders",instance="starting",region="eu"} 2
                {account_id="1",ecs_cluster="shop",ecs_service="orders",instance="unchecked",region="eu"} 0
                """);
    }

    @Test
    void aRestartedContainerRunsAndAnExitedOneHasItsExitCode() throws Exception {
        assertResult("ecs-task", "Containers", 4, """
                up{TARGET,instance="a"} 1x80
                ecs_container_stats_up{TARGET,instance="a",container_name="app"} 1x80
                ecs_container_exit_code{TARGET,instance="a",container_name="app"} 137x80
                ecs_container_exit_code{TARGET,instance="a",container_name="migrate"} 0x80
                ecs_container_exit_code{TARGET,instance="a",container_name="worker"} 139x80
                """, """
                {container_name="app",ecs_service="orders",instance="a"} 0.5
                {container_name="migrate",ecs_service="orders",instance="a"} 0
                {container_name="worker",ecs_service="orders",instance="a"} 139
                """);
    }

    @Test
    void unhealthyAndFailedContainersAreCounted() throws Exception {
        assertResult("ecs-task", "Unhealthy or failed", 0, """
                up{TARGET,instance="a"} 1x80
                ecs_up{TARGET,instance="a"} 1x80
                ecs_container_health{TARGET,instance="a",container_name="app",state="UNHEALTHY"} 1x80
                ecs_container_exit_code{TARGET,instance="a",container_name="worker"} 139x80
                ecs_container_exit_code{TARGET,instance="a",container_name="migrate"} 0x80
                """, "{} 2\n");
    }

    @Test
    void noUnhealthyContainerIsZeroWhileATaskReports() throws Exception {
        assertResult("ecs-task", "Unhealthy or failed", 0, """
                up{TARGET,instance="a"} 1x80
                ecs_up{TARGET,instance="a"} 1x80
                """, "{} 0\n");
    }

    @Test
    void withoutAReportingTaskNothingIsKnown() throws Exception {
        String series = """
                up{TARGET,instance="a"} 0x80
                ecs_up{TARGET,instance="a"} 1x80
                ecs_task_clock_synchronized{TARGET,instance="a"} 1x80
                ecs_container_health{TARGET,instance="a",container_name="app",state="UNHEALTHY"} 0x80
                """;
        for (String panel : List.of(
                "Tasks reporting",
                "Unhealthy or failed",
                "Restarts in the last hour",
                "Tasks without metadata",
                "Containers without statistics",
                "Clocks not synchronized")) {
            assertResult("ecs-task", panel, 0, series, "");
        }
    }

    @Test
    void exportersThatDoNotAnswerAreCounted() throws Exception {
        assertResult("ecs-node", "Exporters not answering", 0, """
                up{TARGET,instance="a"} 1x80
                up{TARGET,instance="b"} 0x80
                """, "{} 1\n");
        assertResult("ecs-node", "Exporters not answering", 0, """
                up{TARGET,instance="a"} 1x80
                """, "{} 0\n");
        assertResult("ecs-node", "Exporters not answering", 0, "", "");
    }

    @Test
    void aFileSystemThatFillsUpIsFullInFourHours() throws Exception {
        assertResult("ecs-node", "File systems", 3, """
                up{TARGET,instance="a"} 1x80
                node_filesystem_readonly{TARGET,instance="a",device="/dev/a",fstype="xfs"} 0x80
                node_filesystem_size_bytes{TARGET,instance="a",device="/dev/a",fstype="xfs"} 1024x80
                node_filesystem_avail_bytes{TARGET,instance="a",device="/dev/a",fstype="xfs"} 822-1x80
                node_filesystem_readonly{TARGET,instance="a",device="/dev/b",fstype="xfs"} 0x80
                node_filesystem_size_bytes{TARGET,instance="a",device="/dev/b",fstype="xfs"} 1024x80
                node_filesystem_avail_bytes{TARGET,instance="a",device="/dev/b",fstype="xfs"} 822-10x80
                node_filesystem_readonly{TARGET,instance="a",device="/dev/c",fstype="xfs"} 1x80
                node_filesystem_size_bytes{TARGET,instance="a",device="/dev/c",fstype="xfs"} 1024x80
                node_filesystem_avail_bytes{TARGET,instance="a",device="/dev/c",fstype="xfs"} 0x80
                """, """
                {device="/dev/a",ecs_service="orders",fstype="xfs",instance="a"} 0.5
                {device="/dev/b",ecs_service="orders",fstype="xfs",instance="a"} 1
                """);
    }

    /**
     * Evaluates a query of a panel after 70 minutes.
     *
     * @param series lines of a series and its values each minute
     * @param expected lines of labels and a value
     */
    private void assertResult(String dashboard, String panel, int query, String series, String expected)
            throws Exception {
        StringBuilder test =
                new StringBuilder("rule_files: []\nevaluation_interval: 1m\ntests:\n- interval: 1m\n  input_series:");
        String target = "job=\"node\",account_id=\"1\",region=\"eu\",ecs_cluster=\"shop\",ecs_service=\"orders\"";
        series.replace("TARGET", target).lines().forEach(line -> {
            String[] parts = line.split(" ", 2);
            test.append("\n  - series: '")
                    .append(parts[0])
                    .append("'\n    values: '")
                    .append(parts[1])
                    .append("'");
        });
        test.append(series.isEmpty() ? " []" : "")
                .append("\n  promql_expr_test:\n  - expr: '")
                .append(expr(dashboard, panel, query))
                .append("'\n    eval_time: 70m\n    exp_samples:");
        expected.lines().forEach(line -> {
            String[] parts = line.split(" ", 2);
            test.append("\n    - labels: '")
                    .append(parts[0])
                    .append("'\n      value: ")
                    .append(parts[1]);
        });
        test.append(expected.isEmpty() ? " []\n" : "\n");
        PromtoolTest.promtool(List.of("test", "rules"), List.of(Files.writeString(dir.resolve("panel.yaml"), test)));
    }

    private static String expr(String dashboard, String panel, int query) {
        return DashboardReader.queries().stream()
                .filter(each ->
                        each.dashboard().equals(dashboard) && each.panel().equals(panel))
                .skip(query)
                .findFirst()
                .orElseThrow()
                .expr()
                .replaceAll("\"\\$\\w+\"", "\".*\"");
    }
}
