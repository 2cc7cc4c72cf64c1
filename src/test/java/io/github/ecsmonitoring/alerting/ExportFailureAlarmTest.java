package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;

class ExportFailureAlarmTest {
    private final Stack stack = Synth.stack();
    private final ILogGroup logs = LogGroup.fromLogGroupName(stack, "Logs", "/ecs/sidecars");

    @Test
    void countsLinesOfTheLogGroup() {
        ExportFailureAlarm.of(logs);
        Map<String, Object> filter = Synth.properties(stack, "AWS::Logs::MetricFilter");
        assertThat(filter)
                .containsEntry("LogGroupName", "/ecs/sidecars")
                .extractingByKey("MetricTransformations")
                .asString()
                .matches(
                        "\\[\\{MetricName=ExportFailures-DemoLogs\\w{8}, MetricNamespace=EcsMonitoring, MetricValue=1}]");
        assertThat(Synth.properties(stack, "AWS::CloudWatch::Alarm"))
                .containsEntry("MetricName", "ExportFailures-DemoLogs" + metricSuffix(filter))
                .containsEntry("Statistic", "Sum")
                .containsEntry("Threshold", 1)
                .containsEntry("TreatMissingData", "notBreaching")
                .containsEntry(
                        "AlarmDescription",
                        "Collectors lose metrics or traces: search \"Exporting failed\" in log group /ecs/sidecars");
    }

    private static String metricSuffix(Map<String, Object> filter) {
        String name = (String)
                Synth.map(Synth.list(filter.get("MetricTransformations")).get(0))
                        .get("MetricName");
        return name.substring("ExportFailures-DemoLogs".length());
    }

    /** A pattern in quotes matches lines that contain the text between them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"level":"error","msg":"Exporting failed. Dropping data.","error":"no more retries left","dropped_items":62} | true
            {"level":"error","msg":"Exporting failed. Rejecting data.","error":"sending queue is full","rejected_items":62} | true
            {"level":"info","msg":"Exporting failed, will retry the request after interval.","interval":"4.1s"} | false
            {"level":"info","msg":"Everything is ready. Begin running and processing data."} | false
            """)
    void matchesLinesAboutLostDataOnly(String line, boolean matches) {
        ExportFailureAlarm.of(logs);
        String pattern =
                (String) Synth.properties(stack, "AWS::Logs::MetricFilter").get("FilterPattern");
        assertThat(pattern).startsWith("\"").endsWith("\"");
        assertThat(line.contains(pattern.substring(1, pattern.length() - 1))).isEqualTo(matches);
    }

    @Test
    void aLogGroupHasOneFilter() {
        assertThat(ExportFailureAlarm.of(logs)).isSameAs(ExportFailureAlarm.of(logs));
        Template.fromStack(stack).resourceCountIs("AWS::Logs::MetricFilter", 1);
    }
}
