package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

class WorkspaceAlarmsTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:111122223333:workspace/ws-1";

    private final Stack stack = new Stack(
            Synth.app(),
            "Demo",
            StackProps.builder()
                    .env(Environment.builder()
                            .account("111122223333")
                            .region("eu-west-1")
                            .build())
                    .build());
    private final IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN);

    private WorkspaceAlarms.Builder alarms() {
        return WorkspaceAlarms.Builder.create(stack, "Alarms").workspace(workspace);
    }

    private List<Map<String, Object>> properties() {
        return Template.fromStack(stack).findResources("AWS::CloudWatch::Alarm").values().stream()
                .map(alarm -> Synth.map(alarm.get("Properties")))
                .toList();
    }

    private Map<String, Object> alarm(String title) {
        return properties().stream()
                .filter(each -> each.get("AlarmName").equals("Demo/Alarms: " + title))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(Object value) throws Exception {
        return Synth.JSON.readTree(Synth.JSON.writeValueAsString(value));
    }

    @Test
    void firesAsFollows() {
        assertThat(alarms().build().getAlarms()).hasSize(10).allMatch(Alarm.class::isInstance);
        assertThat(properties().stream()
                        .map(each -> "%s | %s %s | %s of %s | missing data: %s"
                                .formatted(
                                        each.get("AlarmName"),
                                        each.get("ComparisonOperator"),
                                        each.get("Threshold"),
                                        each.get("DatapointsToAlarm"),
                                        each.get("EvaluationPeriods"),
                                        each.get("TreatMissingData")))
                        .sorted()
                        .collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo("""
            Demo/Alarms: active series are near their quota | GreaterThanThreshold 40000000 | 3 of 3 | missing data: notBreaching
            Demo/Alarms: ingestion is near its quota | GreaterThanThreshold 1333332 | 3 of 3 | missing data: notBreaching
            Demo/Alarms: no samples arrive | LessThanOrEqualToThreshold 0 | 3 of 3 | missing data: breaching
            Demo/Alarms: notifications are throttled | GreaterThanThreshold 0 | 2 of 3 | missing data: notBreaching
            Demo/Alarms: notifications fail | GreaterThanThreshold 0 | 2 of 3 | missing data: notBreaching
            Demo/Alarms: notifications to an integration fail | GreaterThanThreshold 0 | 2 of 3 | missing data: notBreaching
            Demo/Alarms: rule evaluations are skipped | GreaterThanThreshold 0 | 2 of 3 | missing data: notBreaching
            Demo/Alarms: rules fail | GreaterThanThreshold 0 | 2 of 3 | missing data: notBreaching
            Demo/Alarms: samples are discarded | GreaterThanThreshold 0 | 2 of 3 | missing data: notBreaching
            Demo/Alarms: secrets of receivers cannot be read | GreaterThanThreshold 0 | 2 of 3 | missing data: notBreaching
            """);
    }

    @Test
    void usageIsAMetricOfTheWorkspace() throws Exception {
        alarms().build();
        Map<String, Object> alarm = new TreeMap<>(alarm("no samples arrive"));
        alarm.remove("AlarmDescription");
        assertThat(json(alarm)).isEqualTo(Synth.JSON.readTree("""
                    {
                      "AlarmName": "Demo/Alarms: no samples arrive",
                      "ComparisonOperator": "LessThanOrEqualToThreshold",
                      "DatapointsToAlarm": 3,
                      "Dimensions": [
                        {"Name": "Class", "Value": "None"},
                        {"Name": "Resource", "Value": "IngestionRate"},
                        {"Name": "ResourceId", "Value": "ws-1"},
                        {"Name": "Service", "Value": "Prometheus"},
                        {"Name": "Type", "Value": "Resource"}
                      ],
                      "EvaluationPeriods": 3,
                      "MetricName": "ResourceCount",
                      "Namespace": "AWS/Usage",
                      "Period": 300,
                      "Statistic": "Average",
                      "Threshold": 0,
                      "TreatMissingData": "breaching"
                    }
                    """));
    }

    @Test
    void failuresAreSummedOverAllRuleGroupsOfTheWorkspace() throws Exception {
        alarms().build();
        assertThat(json(alarm("rules fail").get("Metrics"))).isEqualTo(Synth.JSON.readTree("""
                    [{
                      "Expression": "SELECT SUM(RuleEvaluationFailures) FROM \\"AWS/Prometheus\\" WHERE Workspace = 'ws-1'",
                      "Id": "expr_1",
                      "Label": "RuleEvaluationFailures",
                      "Period": 300,
                      "ReturnData": true
                    }]
                    """));
    }

    @Test
    void namesOfTwoWorkspacesInOneStackDiffer() {
        alarms().build();
        WorkspaceAlarms.Builder.create(stack, "Others").workspace(workspace).build();
        assertThat(properties()).extracting(each -> each.get("AlarmName")).doesNotHaveDuplicates();
    }

    @Test
    void descriptionsFitIntoAnAlarm() {
        alarms().build();
        assertThat(properties())
                .allSatisfy(each ->
                        assertThat((String) each.get("AlarmDescription")).hasSizeBetween(80, 1024));
    }

    @Test
    void firesAtEightyPercentOfOtherQuotas() {
        alarms().ingestionQuota(66_666).activeSeriesQuota(2_000_000).build();
        assertThat(alarm("ingestion is near its quota")).containsEntry("Threshold", 53_332);
        assertThat(alarm("active series are near their quota")).containsEntry("Threshold", 1_600_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsAQuotaThatIsNotPositive(double quota) {
        WorkspaceAlarms.Builder builder = alarms();
        assertThatThrownBy(() -> builder.ingestionQuota(quota))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ingestionQuota must be 1 or more, got " + quota);
        assertThatThrownBy(() -> builder.activeSeriesQuota(quota))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("activeSeriesQuota must be 1 or more, got " + quota);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:aps:eu-central-1:111122223333:workspace/ws-1|region|eu-central-1, got eu-west-1",
                "arn:aws:aps:eu-west-1:444455556666:workspace/ws-1|account|444455556666, got 111122223333"
            })
    void rejectsAWorkspaceElsewhere(String line) {
        String[] parts = line.split("\\|");
        WorkspaceAlarms.Builder builder =
                alarms().workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Other", parts[0]));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alarms must be in the " + parts[1] + " of the workspace, " + parts[2]
                        + ": create them in a stack there");
    }

    @Test
    void metricHasFurtherDimensionsAndCanBeChanged() {
        Metric metric = workspace.metric("RuleGroupLastEvaluationDuration", Map.of("RuleGroup", "ecs-task;ecs-task"));
        assertThat(metric.getDimensions()).isEqualTo(Map.of("Workspace", "ws-1", "RuleGroup", "ecs-task;ecs-task"));
        assertThat(metric.getNamespace()).isEqualTo("AWS/Prometheus");
        assertThat(metric.with(MetricOptions.builder().statistic("Maximum").build())
                        .getStatistic())
                .isEqualTo("Maximum");
        assertThat(metric.getPeriod().toSeconds()).isEqualTo(Duration.minutes(5).toSeconds());
    }

    @Test
    void metricOfAWorkspaceElsewhereHasItsRegion() {
        IPrometheusWorkspace other = PrometheusWorkspace.fromWorkspaceArn(
                stack, "Other", "arn:aws:aps:eu-central-1:111122223333:workspace/ws-1");
        assertThat(other.metricActiveSeries().getRegion()).isEqualTo("eu-central-1");
        assertThat(workspace.metricActiveSeries().getRegion()).isNull();
    }

    @Test
    void rejectsAMetricNameThatWouldChangeTheQuery() {
        assertThatThrownBy(() -> workspace.metricSum("A) FROM \"AWS/EC2\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name of a workspace's metric must match [A-Za-z]{1,255}, got \"A) FROM \"AWS/EC2\"\"");
    }
}
