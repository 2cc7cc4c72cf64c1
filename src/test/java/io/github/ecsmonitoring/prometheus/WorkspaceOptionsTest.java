package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;

class WorkspaceOptionsTest {
    private static final String LOGS = "arn:aws:logs:eu-west-1:111122223333:log-group:";

    private final Stack stack = new Stack(
            Synth.app(),
            "Demo",
            StackProps.builder()
                    .env(Environment.builder()
                            .account("111122223333")
                            .region("eu-west-1")
                            .build())
                    .build());

    private PrometheusWorkspace.Builder workspace() {
        return PrometheusWorkspace.Builder.create(stack, "Prometheus").withoutBundledRules();
    }

    private Object configuration() {
        return Synth.properties(stack, "AWS::APS::Workspace").get("WorkspaceConfiguration");
    }

    @Test
    void evaluatesRulesFifteenSecondsInThePastByDefault() {
        workspace().build();
        assertThat(configuration()).isEqualTo(Map.of("RuleQueryOffsetInSeconds", 15));
    }

    @Test
    void writesTheWholeConfiguration() throws Exception {
        workspace()
                .retentionDays(400)
                .outOfOrderWindow(Duration.minutes(10))
                .ruleQueryOffset(Duration.hours(24))
                .limitSeries(Map.of("environment", "test", "team", "shop"), 100_000)
                .limitSeries(Map.of("__name__", "node_cpu_seconds_total"), 0)
                .limitOtherSeries(5_000_000_000L)
                .build();
        assertThat(Synth.JSON.readTree(Synth.JSON.writeValueAsString(configuration())))
                .isEqualTo(Synth.JSON.readTree("""
            {
              "RetentionPeriodInDays": 400,
              "OutOfOrderTimeWindowInSeconds": 600,
              "RuleQueryOffsetInSeconds": 86400,
              "LimitsPerLabelSets": [
                {
                  "LabelSet": [{"Name": "environment", "Value": "test"}, {"Name": "team", "Value": "shop"}],
                  "Limits": {"MaxSeries": 100000}
                },
                {
                  "LabelSet": [{"Name": "__name__", "Value": "node_cpu_seconds_total"}],
                  "Limits": {"MaxSeries": 0}
                },
                {
                  "LabelSet": [],
                  "Limits": {"MaxSeries": 5000000000}
                }
              ]
            }
            """));
    }

    @Test
    void acceptsZeroAsWindowAndOffset() {
        workspace()
                .outOfOrderWindow(Duration.seconds(0))
                .ruleQueryOffset(Duration.seconds(0))
                .build();
        assertThat(configuration())
                .isEqualTo(Map.of("OutOfOrderTimeWindowInSeconds", 0, "RuleQueryOffsetInSeconds", 0));
    }

    @Test
    void acceptsTokens() {
        Duration seconds = Duration.seconds(Token.asNumber(Map.of("Ref", "Seconds")));
        workspace()
                .outOfOrderWindow(seconds)
                .ruleQueryOffset(seconds)
                .alias(Fn.ref("Alias"))
                .build();
        assertThat(configuration())
                .isEqualTo(Map.of(
                        "OutOfOrderTimeWindowInSeconds", Map.of("Ref", "Seconds"),
                        "RuleQueryOffsetInSeconds", Map.of("Ref", "Seconds")));
    }

    @ParameterizedTest
    @ValueSource(ints = {600_001, 600_500, 601_000, 900_000, 500, 1})
    void rejectsAWindowOutsideOfAmpsRange(int milliseconds) {
        Duration window = Duration.millis(milliseconds);
        PrometheusWorkspace.Builder builder = workspace();
        assertThatThrownBy(() -> builder.outOfOrderWindow(window))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("outOfOrderWindow must be 0 to 600 whole seconds, got " + milliseconds / 1000.0 + " s");
    }

    @Test
    void rejectsAnOffsetOutsideOfAmpsRange() {
        PrometheusWorkspace.Builder builder = workspace();
        Duration offset = Duration.days(2);
        assertThatThrownBy(() -> builder.ruleQueryOffset(offset))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ruleQueryOffset must be 0 to 86400 whole seconds, got 172800.0 s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a-b      | x      | 1  | label name of a series limit must match [a-zA-Z_][a-zA-Z0-9_]*, got \"a-b\"",
                "1a       | x      | 1  | label name of a series limit must match [a-zA-Z_][a-zA-Z0-9_]*, got \"1a\"",
                "team     | ` `    | 1  | label team of a series limit must have printable ASCII characters, at least one of them not blank, got \" \"",
                "team     | größe  | 1  | label team of a series limit must have printable ASCII characters, at least one of them not blank, got \"größe\"",
                "__name__ | a-b    | 1  | label __name__ of a series limit must be a metric name, [a-zA-Z_:][a-zA-Z0-9_:]*, got \"a-b\"",
                "team     | shop   | -1 | maxSeries must be 0 or more, got -1",
            })
    void rejectsASeriesLimitThatAmpWouldReject(String name, String value, long maxSeries, String message) {
        PrometheusWorkspace.Builder builder = workspace();
        assertThatThrownBy(() -> builder.limitSeries(Map.of(name, value), maxSeries))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void rejectsSeriesLimitsWithoutOrWithTheSameLabels() {
        PrometheusWorkspace.Builder builder =
                workspace().limitSeries(Map.of("a", "1", "b", "2"), 1).limitOtherSeries(2);
        assertThatThrownBy(() -> builder.limitSeries(Map.of(), 1))
                .hasMessage(
                        "labels of a series limit must be one or more, got none: use limitOtherSeries for the series "
                                + "without a limit of their own");
        assertThatThrownBy(() -> builder.limitSeries(Map.of("b", "2", "a", "1"), 3))
                .hasMessage("label sets of series limits must be unique, got {a=1, b=2} twice");
        assertThatThrownBy(() -> builder.limitOtherSeries(3))
                .hasMessage("label sets of series limits must be unique, got {} twice");
    }

    @Test
    void rejectsMoreThanAHundredSeriesLimits() {
        PrometheusWorkspace.Builder builder = workspace();
        for (int i = 1; i <= 100; i++) {
            builder.limitSeries(Map.of("team", "team-" + i), 1000);
        }
        assertThatThrownBy(() -> builder.limitOtherSeries(1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a workspace can have at most 100 series limits, got 101: set one for a label that the others share");
    }

    @Test
    void logsRulesAndExpensiveQueries() {
        workspace()
                .logGroup(LogGroup.fromLogGroupName(stack, "Rules", "/aws/vendedlogs/prometheus/rules"))
                .queryLogging(LogGroup.fromLogGroupArn(stack, "Queries", LOGS + "queries"), 1_000_000)
                .build();
        assertThat(Synth.properties(stack, "AWS::APS::Workspace"))
                .hasToString("{LoggingConfiguration={LogGroupArn=" + LOGS + "/aws/vendedlogs/prometheus/rules:*}, "
                        + "QueryLoggingConfiguration={Destinations=[{CloudWatchLogs={LogGroupArn=" + LOGS
                        + "queries:*}, "
                        + "Filters={QspThreshold=1000000}}]}, WorkspaceConfiguration={RuleQueryOffsetInSeconds=15}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:logs:eu-central-1:111122223333:log-group:a | logGroup must be in the region of the workspace, eu-west-1, got eu-central-1: AMP writes to no other one",
                "arn:aws:logs:eu-west-1:444455556666:log-group:a    | logGroup must be in the account of the workspace, 111122223333, got 444455556666: AMP writes to no other one",
            })
    void rejectsALogGroupElsewhere(String arn, String message) {
        PrometheusWorkspace.Builder builder = workspace().logGroup(LogGroup.fromLogGroupArn(stack, "Logs", arn));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void rejectsALogGroupWhoseArnIsTooLong() {
        ILogGroup group = LogGroup.fromLogGroupArn(stack, "Logs", LOGS + "a".repeat(480));
        PrometheusWorkspace.Builder builder = workspace().queryLogging(group, 0);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("log group of queryLogging must have an ARN of at most 512 characters that looks like "
                        + "arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*, got \"" + LOGS + "a".repeat(480) + ":*\"");
        assertThatThrownBy(() -> builder.queryLogging(group, -1))
                .hasMessage("minSamples of queryLogging must be 0 or more, got -1");
    }

    @Test
    void rejectsAnAliasAndAKeyOfAnotherRegion() {
        IKey alias = Alias.fromAliasName(stack, "Alias", "alias/prometheus");
        PrometheusWorkspace.Builder withAlias = workspace().encryptionKey(alias);
        assertThatThrownBy(withAlias::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "encryptionKey must be a key, got the alias Demo/Alias: pass its key, for example with Key.fromKeyArn");
        String arn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        PrometheusWorkspace.Builder elsewhere = PrometheusWorkspace.Builder.create(stack, "Elsewhere")
                .logicalId("Elsewhere")
                .encryptionKey(Key.fromKeyArn(stack, "Key", arn));
        assertThatThrownBy(elsewhere::build)
                .hasMessage(
                        "encryptionKey must be in the region of the workspace, eu-west-1, got eu-central-1: pass a key of this region");
    }

    @Test
    void keyAndWorkspaceHaveNoDependencyCycle() {
        Key key = Key.Builder.create(stack, "Key").build();
        workspace()
                .encryptionKey(key)
                .writers(TrustedAccounts.accounts("444455556666"))
                .build();
        assertThat(Synth.resource(stack, "AWS::KMS::Key").toString()).doesNotContain("PrometheusWorkspace");
    }

    @Test
    void tagsReachWorkspaceAndRules() {
        PrometheusWorkspace workspace = workspace().build();
        workspace.addRules(
                "orders", "groups: [{name: orders, rules: [{record: 'orders:rate5m', expr: 'sum(orders)'}]}]");
        Tags.of(workspace).add("team", "shop");
        assertThat(Synth.properties(stack, "AWS::APS::Workspace").get("Tags")).hasToString("[{Key=team, Value=shop}]");
        assertThat(Template.fromStack(stack)
                        .findResources("AWS::APS::RuleGroupsNamespace")
                        .values())
                .allSatisfy(
                        rules -> assertThat(Synth.map(rules.get("Properties")).get("Tags"))
                                .hasToString("[{Key=team, Value=shop}]"));
    }
}
