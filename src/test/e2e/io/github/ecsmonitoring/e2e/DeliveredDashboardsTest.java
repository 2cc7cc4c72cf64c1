package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.promql.Promql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Queries of the committed dashboards and rules on what a Fargate task, a task on EC2 and the daemon of an EC2 instance
 * have sent through the collector. The tests of the module dashboards run them on an emulated fleet.
 */
@Tag("e2e")
@Timeout(900)
class DeliveredDashboardsTest {
    private static final Path DASHBOARDS = Path.of("../dashboards");
    /** For rates over two minutes at the template's scrape interval. */
    private static final int SCRAPES = 4;

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:([a-zA-Z_]\\w*)|\\{([a-zA-Z_]\\w*)(?::\\w+)?})");
    /** What Grafana replaces at a range of an hour. */
    private static final Map<String, String> BUILT_IN =
            Map.of("__rate_interval", "2m", "__interval", "30s", "__range", "1h", "__range_s", "3600");

    private static Testbed testbed;

    @BeforeAll
    static void awaitScrapes() throws Exception {
        testbed = Testbed.start();
        RunningTask fargate = testbed.task(MonitoredStacks.fargate(), "--scenario=fargate");
        RunningTask ec2 = testbed.task(MonitoredStacks.ec2(), "--scenario=ec2-awsvpc");
        RunningTask host = testbed.task(MonitoredStacks.hosts(), "--scenario=ec2-host", "--imds");
        for (RunningTask task : List.of(fargate, ec2, host)) {
            task.startCollector(CollectorOverrides.NONE);
        }
        for (RunningTask task : List.of(fargate, ec2)) {
            task.startApp();
        }
        Await.until(
                "scrapes",
                Duration.ofSeconds(300),
                () -> testbed.prometheus()
                                .query("count_over_time(up{job=\"node\"}[10m]) >= " + SCRAPES)
                                .size()
                        == 3,
                testbed::describe);
    }

    @AfterAll
    static void end() {
        if (testbed != null) {
            testbed.close();
        }
    }

    @Test
    void everyPanelWhoseMetricsHaveArrivedHasData() throws Exception {
        Map<String, Boolean> panels = new TreeMap<>();
        for (Path file : files(DASHBOARDS, "*.json")) {
            JsonNode dashboard = Synth.JSON.readTree(file.toFile());
            Map<String, String> values = values(dashboard);
            for (JsonNode panel : panels(dashboard)) {
                for (JsonNode target : panel.path("targets")) {
                    if (target.path("datasource").path("type").asText().equals("prometheus")) {
                        String expr = interpolated(target.get("expr").asText(), values);
                        boolean hasData = testbed.prometheus().query(expr).size() > 0;
                        if (haveArrived(expr)) {
                            panels.merge(
                                    file.getFileName() + ": "
                                            + panel.get("title").asText(),
                                    hasData,
                                    Boolean::logicalOr);
                        }
                    }
                }
            }
        }
        MeasurementLog.print("%d panels have metrics of the pipeline", panels.size());
        assertThat(panels).hasSizeGreaterThan(30);
        assertThat(panels)
                .allSatisfy((panel, hasData) -> assertThat(hasData).as(panel).isTrue());
    }

    @Test
    void everyRuleIsEvaluatedWithoutAnError() throws Exception {
        int rules = 0;
        for (Path file : files(DASHBOARDS.resolve("rules"), "*.yaml")) {
            JsonNode rulesFile = Synth.JSON.valueToTree(
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
            for (JsonNode group : rulesFile.get("groups")) {
                for (JsonNode rule : group.get("rules")) {
                    // An error of Prometheus is an exception.
                    testbed.prometheus().query(rule.get("expr").asText());
                    rules++;
                }
            }
        }
        assertThat(rules).isGreaterThan(30);
    }

    private static boolean haveArrived(String expr) throws Exception {
        for (String metric : Promql.parse(expr).metrics()) {
            if (testbed.prometheus().query("count(" + metric + ")").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(folder, pattern)) {
            found.forEach(files::add);
        }
        return files;
    }

    /** Panels of the dashboard and of its collapsed rows. */
    private static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            panels.add(panel);
            panel.path("panels").forEach(panels::add);
        }
        return panels;
    }

    /** With All selected. */
    private static Map<String, String> values(JsonNode dashboard) {
        Map<String, String> values = new HashMap<>(BUILT_IN);
        for (JsonNode variable : dashboard.get("templating").get("list")) {
            String current = variable.path("current").path("value").asText(".*");
            values.put(variable.get("name").asText(), variable.path("allValue").asText(current));
        }
        return values;
    }

    private static String interpolated(String expr, Map<String, String> values) {
        return VARIABLE.matcher(expr)
                .replaceAll(variable -> Matcher.quoteReplacement(
                        values.get(variable.group(1) == null ? variable.group(2) : variable.group(1))));
    }
}
