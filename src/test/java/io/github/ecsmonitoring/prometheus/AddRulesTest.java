package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Promtool;
import io.github.ecsmonitoring.Synth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class AddRulesTest {
    private static final String RULES = """
        groups:
          - name: orders
            rules:
              - record: orders:rate5m
                expr: sum(rate(orders_total[5m]))
        """;

    private final Stack stack = Synth.stack();

    private PrometheusWorkspace workspace() {
        return PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .withoutBundledRules()
                .build();
    }

    private Object data() {
        return Synth.properties(stack, "AWS::APS::RuleGroupsNamespace").get("Data");
    }

    @Test
    void installsATextAsItIs() {
        workspace().addRules("orders", RULES);
        assertThat(Synth.properties(stack, "AWS::APS::RuleGroupsNamespace"))
                .containsEntry("Name", "orders")
                .containsEntry("Data", RULES);
    }

    @Test
    void writesTypedRulesAsARulesFile(@TempDir Path folder) throws Exception {
        workspace()
                .addRules(
                        "orders",
                        RuleGroup.of(
                                        "records",
                                        RecordingRule.of("service:orders:rate5m", """
                                                sum by (ecs_service) (
                                                  rate(orders_total[5m])
                                                )
                                                """)
                                                .label("team", "shop"))
                                .limit(100)
                                .interval(Duration.seconds(30)),
                        RuleGroup.of("alerts")
                                .add(
                                        AlertRule.of("OrdersFailing", "service:orders:rate5m < 0.1")
                                                .summary(
                                                        "\"{{ $labels.ecs_service }}\" has {{ $value | humanize }} orders/s")
                                                .description("No one buys: on or off?")
                                                .runbook("https://example.com/runbooks#orders")
                                                .severity("critical")
                                                .label("paged", "yes")
                                                .keepFiringFor(Duration.hours(1))
                                                .forDuration(Duration.minutes(90)),
                                        AlertRule.of("Deadman", "vector(1)")));
        String expected = """
                groups:
                  - name: records
                    interval: 30s
                    limit: 100
                    rules:
                      - record: service:orders:rate5m
                        expr: |
                          sum by (ecs_service) (
                            rate(orders_total[5m])
                          )
                        labels:
                          team: shop
                  - name: alerts
                    rules:
                      - alert: OrdersFailing
                        expr: "service:orders:rate5m < 0.1"
                        for: 1h30m
                        keep_firing_for: 1h
                        labels:
                          severity: critical
                          paged: "yes"
                        annotations:
                          summary: "\\"{{ $labels.ecs_service }}\\" has {{ $value | humanize }} orders/s"
                          description: "No one buys: on or off?"
                          runbook_url: "https://example.com/runbooks#orders"
                      - alert: Deadman
                        expr: "vector(1)"
                """;
        assertThat(data()).isEqualTo(expected);
        Promtool.assumeInstalled();
        assertThat(Promtool.problems(Files.writeString(folder.resolve("rules.yaml"), expected)))
                .isEmpty();
    }

    @Test
    void aGroupCanBeEvaluatedLater() {
        workspace()
                .addRules(
                        "late", RuleGroup.of("late", RecordingRule.of("a", "b")).queryOffset(Duration.minutes(2)));
        assertThat(data()).hasToString("""
                groups:
                  - name: late
                    query_offset: 2m
                    rules:
                      - record: a
                        expr: b
                """);
    }

    @Test
    void installsTheFilesOfAFolder(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("orders.yaml"), RULES);
        Files.writeString(folder.resolve("payments.yml"), RULES);
        Files.writeString(folder.resolve("README.md"), "no rules");
        PrometheusWorkspace workspace = workspace();
        workspace.addRules(folder);
        assertThat(Template.fromStack(stack)
                        .findResources("AWS::APS::RuleGroupsNamespace")
                        .values())
                .extracting(rules -> Synth.map(rules.get("Properties")).get("Name"))
                .containsExactlyInAnyOrder("orders", "payments");
        assertThatThrownBy(() -> workspace.addRules(folder.resolve("orders.yaml")))
                .hasMessage(
                        "name of rules must be unique within a workspace, got \"orders\", which Demo/Prometheus has already");
    }

    @Test
    void rejectsAPathWithoutRules(@TempDir Path folder) {
        PrometheusWorkspace workspace = workspace();
        assertThatThrownBy(() -> workspace.addRules(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("folder " + folder + " must have files *.yaml or *.yml, got none");
        assertThatThrownBy(() -> workspace.addRules(Path.of("orders.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rules must be a file or a folder, got orders.yaml, which does not exist in "
                        + Path.of("").toAbsolutePath());
        assertThatThrownBy(() -> workspace.addRules("orders", new RuleGroup[0]))
                .hasMessage("rules orders must have at least one group, got none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(orders     | expr must be PromQL, got \"sum(orders\": at character 11: unexpected the end of the expression, expected an operator, \",\" or \")\"",
                "orders[5m]     | expr must be an instant vector or a scalar, got a range vector: \"orders[5m]\"",
                "''             | expr must not be empty",
            })
    void validatesTypedRulesToo(String expr, String problem) {
        PrometheusWorkspace workspace = workspace();
        RuleGroup group = RuleGroup.of("all", AlertRule.of("NoOrders", expr));
        assertThatThrownBy(() -> workspace.addRules("orders", group))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rules orders, group all, alert NoOrders: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "groups: []   | rules orders must be a Prometheus rules file with a non-empty list \"groups\"",
                "rules: []    | rules orders (line 1): keys must be groups, got \"rules\"",
                "just text    | rules orders (line 1) must be a mapping of keys to values, got \"just text\"",
                "groups: [a]  | rules orders, group 1 (line 1) must be a mapping of keys to values, got \"a\"",
                "groups: [{name: a, rules: [{record: b, exprr: c}]}] | rules orders, group a, rule 1 (line 1): keys must be record, alert, expr, for, "
                        + "keep_firing_for, labels, annotations, got \"exprr\": did you mean expr?",
            })
    void rejectsTextThatAmpWouldRejectAtDeployment(String yaml, String message) {
        PrometheusWorkspace workspace = workspace();
        assertThatThrownBy(() -> workspace.addRules("orders", yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void showsThePositionOfAYamlError() {
        PrometheusWorkspace workspace = workspace();
        assertThatThrownBy(() -> workspace.addRules("orders", "groups: [\n  - {"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rules orders must be YAML: ")
                .hasMessageContaining("line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-orders", "or ders", "orders/x", "é"})
    void rejectsANameThatAmpWouldReject(String name) {
        PrometheusWorkspace workspace = workspace();
        assertThatThrownBy(() -> workspace.addRules(name, RULES))
                .hasMessage("name of rules must match [0-9A-Za-z][-.0-9A-Z_a-z]{0,63}, got \"" + name + "\"");
    }

    @Test
    void namesHaveUpTo64Characters() {
        PrometheusWorkspace workspace = workspace();
        workspace.addRules("a".repeat(64), RULES);
        assertThatThrownBy(() -> workspace.addRules("a".repeat(65), RULES))
                .hasMessageStartingWith("name of rules must match");
    }

    @Test
    void rejectsANameTwice() {
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        assertThatThrownBy(() -> workspace.addRules("ecs-node", RULES))
                .hasMessage(
                        "name of rules must be unique within a workspace, got \"ecs-node\", which Demo/Prometheus has already");
    }

    @Test
    void filesHaveUpToAMillionBytes() {
        PrometheusWorkspace workspace = workspace();
        String comment = "# é\n";
        workspace.addRules("large", RULES + "#".repeat(1_000_000 - RULES.length()));
        assertThatThrownBy(() ->
                        workspace.addRules("orders", comment + RULES + "#".repeat(1_000_000 - RULES.length() - 4)))
                .hasMessage("rules orders must have at most 1000000 bytes, got 1000001");
    }

    @Test
    void groupAndNamespaceShare721Bytes() {
        PrometheusWorkspace workspace = workspace();
        workspace.addRules("ok", RULES.replace("name: orders", "name: " + "g".repeat(719)));
        assertThatThrownBy(() ->
                        workspace.addRules("orders", RULES.replace("name: orders", "name: " + "g".repeat(719))))
                .hasMessage("rules orders, group " + "g".repeat(719)
                        + ": the names of namespace and group must together have at most 721 bytes, got 725");
    }

    @Test
    void countsTheRulesOfAllNamespaces() {
        PrometheusWorkspace workspace = workspace();
        workspace.addRules("many", rules(1_500));
        workspace.addRules("more", rules(500));
        assertThatThrownBy(() -> workspace.addRules("orders", RULES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "workspace Demo/Prometheus must have at most 2000 rules, AMP's quota, got 2001 with rules orders: if AMP has raised it, set "
                                + "ruleQuota(...)");
    }

    @Test
    void quotasCanBeRaised() {
        PrometheusWorkspace workspace = PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .ruleQuota(3_000)
                .minRuleInterval(Duration.seconds(10))
                .build();
        workspace.addRules("many", rules(2_500));
        RuleGroup fast = RuleGroup.of("fast", RecordingRule.of("a", "b"));
        workspace.addRules("fast", fast.interval(Duration.seconds(10)));
        assertThatThrownBy(() -> workspace.addRules("faster", fast.interval(Duration.seconds(9))))
                .hasMessage(
                        "rules faster, group fast: interval must be at least 10s, AMP's quota, got 9s: if AMP has raised it, set minRuleInterval(...)");
    }

    private static RuleGroup rules(int count) {
        return RuleGroup.of(
                "rules", Collections.nCopies(count, RecordingRule.of("a", "b")).toArray(RecordingRule[]::new));
    }

    @Test
    void tokensAreLetThrough() {
        PrometheusWorkspace workspace = workspace();
        workspace.addRules("imported", Fn.importValue("Rules"));
        String account = Aws.ACCOUNT_ID;
        workspace.addRules(
                "typed",
                RuleGroup.of(
                        "typed",
                        AlertRule.of("Idle", "node_load1{account_id=\"" + account + "\"} < 1")
                                .label("account", account)
                                .summary("{{ $labels.instance }} of " + account),
                        AlertRule.of("Expression", account),
                        AlertRule.of("Threshold", "node_load5 < " + account)));
        workspace.addRules("text", RULES.replace("sum", Lazy.string(() -> "avg")));
        assertThat(Template.fromStack(stack).findResources("AWS::APS::RuleGroupsNamespace"))
                .hasSize(3);
        assertThat(workspace.getRuleMetrics().reads())
                .extracting(
                        read -> read.place() + ": " + read.selector().metric().orElse(""))
                .contains("rules typed, group typed, alert Idle: node_load1");
    }

    @Test
    void aTokenDoesNotHideAnErrorElsewhere() {
        PrometheusWorkspace workspace = workspace();
        RuleGroup group = RuleGroup.of(
                "all",
                AlertRule.of("Down", "up{account_id=\"" + Aws.ACCOUNT_ID + "\"} == 0")
                        .label("not a name", "x"));
        assertThatThrownBy(() -> workspace.addRules("orders", group))
                .hasMessage(
                        "rules orders, group all, alert Down: name of label must match [a-zA-Z_][a-zA-Z0-9_]*, got \"not a name\"");
    }

    @Test
    void theLibrarysOwnRulesAreValid() {
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        assertThat(workspace.getRuleMetrics().recorded()).contains("instance:ecs_task_memory_utilisation:ratio");
    }

    @Test
    void durationsMustBeKnown() {
        AlertRule rule = AlertRule.of("Down", "up == 0");
        Duration token = Duration.millis(Lazy.number(() -> 5));
        assertThatThrownBy(() -> rule.forDuration(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("forDuration must be known at synth, got a token");
    }

    @Test
    void rulesAreImmutable() {
        AlertRule rule = AlertRule.of("Down", "up == 0");
        rule.severity("critical");
        assertThat(rule.fields()).isEqualTo(Map.of("alert", "Down", "expr", "up == 0"));
        RuleGroup group = RuleGroup.of("a");
        group.add(rule);
        assertThat(group.fields()).hasToString("{name=a, rules=[]}");
    }
}
