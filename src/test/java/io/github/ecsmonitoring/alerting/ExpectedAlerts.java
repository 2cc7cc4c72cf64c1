package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The labels of alerts as promtool's tests of the rules expect them, so that they are those that the rules produce. */
final class ExpectedAlerts {
    private static final List<Path> FOLDERS =
            List.of(Path.of("../dashboards/src/test/resources/rules"), Path.of("test/resources/slo"));
    /** Of an ECS event; EcsEventFunctionTest expects these labels. */
    private static final Map<String, String> STOPPED = Map.of(
            "alertname", "EcsServiceStopped",
            "account_id", "123456789012",
            "region", "eu-west-1",
            "ecs_cluster", "shop",
            "ecs_service", "orders",
            "ecs_task_family", "orders",
            "severity", "none",
            "team", "payments");

    private final List<Map<String, String>> alerts;

    private ExpectedAlerts(List<Map<String, String>> alerts) {
        this.alerts = alerts;
    }

    static ExpectedAlerts read() throws IOException {
        List<Map<String, String>> alerts = new ArrayList<>(List.of(STOPPED));
        for (Path folder : FOLDERS) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.test.yaml")) {
                for (Path file : files) {
                    alerts.addAll(expected(file));
                }
            }
        }
        return new ExpectedAlerts(alerts);
    }

    private static List<Map<String, String>> expected(Path file) throws IOException {
        Map<String, Object> yaml =
                Synth.map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
        return entries(yaml, "tests").stream()
                .flatMap(test -> entries(test, "alert_rule_test").stream())
                .flatMap(test -> entries(test, "exp_alerts").stream()
                        .map(alert -> labels(test.get("alertname"), alert.get("exp_labels"))))
                .toList();
    }

    private static List<Map<String, Object>> entries(Map<String, Object> yaml, String name) {
        return yaml.get(name) == null
                ? List.of()
                : Synth.list(yaml.get(name)).stream().map(Synth::map).toList();
    }

    private static Map<String, String> labels(Object alert, Object expected) {
        Map<String, String> labels = new TreeMap<>(Map.of("alertname", alert.toString()));
        if (expected != null) {
            Synth.map(expected).forEach((name, value) -> labels.put(name, value.toString()));
        }
        return labels;
    }

    /** The labels of all alerts with this name. */
    List<Map<String, String>> named(String alert) {
        Predicate<Map<String, String>> named = labels -> labels.get("alertname").equals(alert);
        return alerts.stream().filter(named).distinct().toList();
    }
}
