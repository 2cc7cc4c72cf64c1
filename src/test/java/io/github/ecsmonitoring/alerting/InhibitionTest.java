package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.awscdk.Stack;

/**
 * A real Alertmanager with the definition of {@code alerts(receivers)} mutes the consequences of a cause, and no
 * others.
 */
@Timeout(180)
class InhibitionTest {
    /** Cause, consequence, and the labels in which both must agree. */
    private static final List<String> PAIRS = List.of(
            "EcsServiceStopped -> EcsServiceTelemetryGone, of the same account_id region ecs_cluster ecs_task_family",
            "EcsServiceStopped -> EcsClusterTelemetryGone, of the same account_id region ecs_cluster ecs_task_family",
            "EcsClusterTelemetryGone -> EcsServiceTelemetryGone, of the same account_id region ecs_cluster",
            "EcsClusterTelemetryGone -> EcsHostTelemetryGone, of the same account_id region ecs_cluster",
            "EcsClusterTelemetryGone -> EcsTargetDown, of the same account_id region ecs_cluster",
            "EcsServiceTelemetryGone -> EcsTargetDown, of the same account_id region ecs_cluster ecs_service",
            "EcsNodeFilesystemAlmostFull -> EcsNodeFilesystemFillingUp, of the same account_id region ecs_cluster instance device",
            "EcsNodeMemoryAlmostFull -> EcsNodeMemoryFillingUp, of the same account_id region ecs_cluster instance",
            "EcsTaskMemoryAlmostFull -> EcsTaskMemoryFillingUp, of the same account_id region ecs_cluster instance",
            "EcsSloBudgetBurningFast -> EcsSloBudgetBurningSlowly, of the same account_id region ecs_cluster ecs_service slo");

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Pattern NAMES = Pattern.compile("alertname=~?\"(.*)\"");

    private static Map<String, Object> configuration;

    @TempDir
    Path folder;

    @BeforeAll
    static void synthesize() {
        RunningAlertManager.assumeInstalled(InhibitionTest.class);
        configuration = configuration();
    }

    /** The configuration with receivers that send nothing. */
    private static Map<String, Object> configuration() {
        Stack stack = Synth.stack();
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutGrafana()
                .alerts(Receiver.email("oncall@example.com"))
                .build();
        Map<String, Object> workspace = DeployedTemplate.of(stack, Map.of())
                .properties("AWS::APS::Workspace")
                .get(0);
        Map<String, Object> config =
                yaml(yaml(workspace.get("AlertManagerDefinition")).get("alertmanager_config"));
        config.remove("templates");
        config.put(
                "receivers",
                Synth.list(config.get("receivers")).stream()
                        .map(receiver -> Map.of("name", Synth.map(receiver).get("name")))
                        .toList());
        return config;
    }

    private static Map<String, Object> yaml(Object text) {
        return Synth.map(new Load(LoadSettings.builder().build()).loadFromString(text.toString()));
    }

    @Test
    void eachBundledPairIsTested() {
        List<String> pairs = new ArrayList<>();
        for (Object rule : Synth.list(configuration.get("inhibit_rules"))) {
            for (String source : names(Synth.map(rule).get("source_matchers"))) {
                names(Synth.map(rule).get("target_matchers")).forEach(target -> pairs.add(source + " -> " + target));
            }
        }
        assertThat(PAIRS).extracting(pair -> MutedPair.parse(pair).names()).containsExactlyInAnyOrderElementsOf(pairs);
    }

    private static List<String> names(Object matchers) {
        return Synth.list(matchers).stream()
                .flatMap(matcher -> NAMES.matcher(matcher.toString()).results())
                .flatMap(name -> Stream.of(name.group(1).split("\\|")))
                .toList();
    }

    @ParameterizedTest
    @FieldSource("PAIRS")
    void aCauseMutesItsConsequenceAndThatOfNothingElse(String text) throws Exception {
        MutedPair pair = MutedPair.parse(text);
        ExpectedAlerts rules = ExpectedAlerts.read();
        Map<String, String> source = rules.named(pair.source()).get(0);
        for (Map<String, String> target : pair.targets(rules, source)) {
            assertThat(states(source, pair.twins(target))).isEqualTo(pair.expected());
        }
    }

    @Test
    void aServiceThatIsGoneMutesNoInstanceOfItsCluster() throws Exception {
        ExpectedAlerts rules = ExpectedAlerts.read();
        Map<String, String> instance = rules.named("EcsTargetDown").stream()
                .filter(labels -> !labels.containsKey("ecs_service"))
                .findFirst()
                .orElseThrow();
        Map<String, String> task = rules.named("EcsTargetDown").stream()
                .filter(labels -> "orders".equals(labels.get("ecs_service")))
                .findFirst()
                .orElseThrow();
        Map<String, String> service = rules.named("EcsServiceTelemetryGone").stream()
                .filter(new MutedPair("", "", List.of("account_id", "region", "ecs_cluster", "ecs_service"))
                        .agreesWith(task))
                .findFirst()
                .orElseThrow();
        assertThat(states(service, Map.of(MutedPair.SAME, task, "instance", instance)))
                .isEqualTo(Map.of(MutedPair.SAME, "suppressed", "instance", "active"));
    }

    /** The states of the targets by their names, while the source fires. */
    private Map<String, String> states(Map<String, String> source, Map<String, Map<String, String>> targets)
            throws IOException, InterruptedException {
        Path run = Files.createTempDirectory(folder, "alertmanager-");
        Path config = Files.writeString(run.resolve("alertmanager.yml"), Synth.JSON.writeValueAsString(configuration));
        try (RunningAlertManager alertManager = RunningAlertManager.start(run, config)) {
            List<Map<String, String>> all = new ArrayList<>(targets.values());
            all.add(source);
            alertManager.fire(all);
            Map<Map<String, String>, JsonNode> firing = awaitTheSourceToBeNoticed(alertManager);
            Map<String, String> states = new TreeMap<>();
            targets.forEach((name, labels) -> states.put(name, state(firing.get(labels), firing.get(source))));
            return states;
        }
    }

    /** All alerts, after Alertmanager has noticed the source, which it does in the background. */
    private static Map<Map<String, String>, JsonNode> awaitTheSourceToBeNoticed(RunningAlertManager alertManager)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < end && alertManager.firing().stream().noneMatch(InhibitionTest::isMuted)) {
            Thread.sleep(50);
        }
        return byLabels(alertManager.firing());
    }

    private static boolean isMuted(JsonNode alert) {
        return alert.at("/status/state").asText().equals("suppressed");
    }

    private static Map<Map<String, String>, JsonNode> byLabels(List<JsonNode> alerts) {
        Map<Map<String, String>, JsonNode> byLabels = new LinkedHashMap<>();
        for (JsonNode alert : alerts) {
            Map<String, String> labels = new TreeMap<>();
            alert.get("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            byLabels.put(labels, alert);
        }
        return byLabels;
    }

    private static String state(JsonNode alert, JsonNode source) {
        String state = alert.at("/status/state").asText();
        List<String> inhibitedBy = alert.at("/status/inhibitedBy")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        List<String> expected =
                state.equals("suppressed") ? List.of(source.get("fingerprint").asText()) : List.of();
        return inhibitedBy.equals(expected) ? state : state + " by " + inhibitedBy;
    }
}
