package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every line that Cortex does not get as it is in the template: {@code -} in the template, {@code +} in Cortex. */
@Tag("e2e")
class CortexDifferencesTest {
    private static final String EMULATOR = "http://127.0.0.1:9";

    private final SynthesizedAlerting template = SynthesizedAlerting.of(AlertStacks.everyReceiver());

    @Test
    void receiversHaveOtherEndpoints() {
        assertThat(changes(
                        template.alertManager(),
                        CortexDifferences.endpoints(EMULATOR).changedAlertManager(template.alertManager())))
                .isEqualTo("""
                    -         - topic_arn: "arn:aws:sns:eu-west-1:123456789012:EcsMonitoringAlertsemailoncallexamplecom063DA971"
                    +         - api_url: http://127.0.0.1:9
                    +           topic_arn: "arn:aws:sns:eu-west-1:123456789012:EcsMonitoringAlertsemailoncallexamplecom063DA971"
                    -         - topic_arn: "arn:aws:sns:eu-west-1:123456789012:EcsMonitoringAlertsslackC0123ABCD37AE668C"
                    +         - api_url: http://127.0.0.1:9
                    +           topic_arn: "arn:aws:sns:eu-west-1:123456789012:EcsMonitoringAlertsslackC0123ABCD37AE668C"
                    -         - routing_key:
                    -             aws_secrets_manager:
                    -               secret_arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:PagerDutyE745F663"
                    -               secret_key: routing_key
                    -               refresh_interval: 5m
                    +         - routing_key: 0123456789abcdef0123456789abcdef
                    +           url: http://127.0.0.1:9/v2/enqueue
                    -         - topic_arn: "arn:aws:sns:eu-west-1:123456789012:MonitoringPrometheusDeadMansSwitchHeartbeats7ED72F33"
                    +         - api_url: http://127.0.0.1:9
                    +           topic_arn: "arn:aws:sns:eu-west-1:123456789012:MonitoringPrometheusDeadMansSwitchHeartbeats7ED72F33"
                    """);
    }

    @Test
    void quickTestsHaveShorterIntervals() {
        assertThat(changes(
                        CortexDifferences.endpoints(EMULATOR).changedAlertManager(template.alertManager()),
                        CortexDifferences.quick(EMULATOR).changedAlertManager(template.alertManager())))
                .isEqualTo("""
                    -     group_wait: 30s
                    -     group_interval: 300s
                    +     group_wait: 2s
                    +     group_interval: 5s
                    -         group_wait: 0s
                    -         group_interval: 60s
                    +         group_wait: 2s
                    +         group_interval: 5s
                    """);
    }

    @Test
    void quickTestsEvaluateRulesMoreOften() throws Exception {
        String rules = Files.readString(Path.of("../dashboards/rules/ecs-node.yaml"));
        assertThat(template.rules().get("ecs-node")).isEqualTo(rules);
        assertThat(changes(rules, CortexDifferences.quick(EMULATOR).changedRules(rules))
                        .lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("- +(interval|for): \\d+[ms]|\\+ +(interval|for): 5s"));
        assertThat(CortexDifferences.endpoints(EMULATOR).changedRules(rules)).isEqualTo(rules);
    }

    /** Lines that are removed and added, with the longest common subsequence as what stays. */
    private static String changes(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> changed = after.lines().toList();
        int[][] common = new int[old.size() + 1][changed.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = changed.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(changed.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        StringBuilder lines = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < changed.size()) {
            if (i < old.size() && j < changed.size() && old.get(i).equals(changed.get(j))) {
                i++;
                j++;
            } else if (i < old.size() && (j == changed.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.append("- ").append(old.get(i++)).append('\n');
            } else {
                lines.append("+ ").append(changed.get(j++)).append('\n');
            }
        }
        return lines.toString();
    }
}
