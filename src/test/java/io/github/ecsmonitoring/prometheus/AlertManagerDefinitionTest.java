package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.constructs.Construct;

class AlertManagerDefinitionTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d";

    private static final AlertReceiver ONCALL = receiver("oncall");
    private static final AlertReceiver PAYMENTS = receiver("payments");
    private static final AlertReceiver PAGER = receiver("pager");

    private final Stack stack = Synth.stack();

    /** A topic that exists already. */
    private record Topic(String getName, Map<String, String> templates) implements AlertReceiver {
        @Override
        public String getName() {
            return getName;
        }

        @Override
        public AlertIntegration bind(Construct scope, IPrometheusWorkspace workspace) {
            return new AlertIntegration(
                    "sns_configs", Map.of("topic_arn", "arn:aws:sns:eu-west-1:123456789012:" + getName), templates);
        }
    }

    private static AlertReceiver receiver(String name) {
        return new Topic(name, Map.of());
    }

    private static AlertManagerDefinition.Builder definition(AlertReceiver... receivers) {
        return AlertManagerDefinition.Builder.create(receivers);
    }

    private String text(AlertManagerDefinition definition) {
        return definition.bind(stack, PrometheusWorkspace.fromWorkspaceArn(stack, "Workspace", ARN));
    }

    @Test
    void notifiesOfAllAlertsByDefault() {
        assertThat(text(definition(ONCALL).build())).isEqualTo("""
            alertmanager_config: |
              route:
                receiver: oncall
                group_by:
                  - alertname
                  - account_id
                  - region
                  - ecs_cluster
                  - ecs_service
                group_wait: 30s
                group_interval: 300s
                repeat_interval: 14400s
              receivers:
                - name: oncall
                  sns_configs:
                    - topic_arn: "arn:aws:sns:eu-west-1:123456789012:oncall"
            """);
    }

    @Test
    void writesEveryOption() {
        AlertManagerDefinition definition = definition(ONCALL, PAGER)
                .route("team", "payments", PAYMENTS)
                .route(AlertRoute.of(
                                AlertMatcher.matching("severity", "critical|page"), AlertMatcher.notEqual("env", "dev"))
                        .to(PAGER)
                        .groupBy("...")
                        .groupWait(Duration.seconds(0))
                        .groupInterval(Duration.minutes(1))
                        .repeatInterval(Duration.days(5))
                        .continueMatching()
                        .route(AlertRoute.of(AlertMatcher.notMatching("service", "a\"b\\.c\n.*"))
                                .repeatInterval(Duration.millis(90_500))))
                .inhibit(InhibitionRule.whileFiring(AlertMatcher.equal("severity", "critical"))
                        .mute(AlertMatcher.equal("severity", "warning"))
                        .equal("alertname", "instance"))
                .template("own", "{{ define \"own\" }}x\n  y{{ end }}")
                .groupBy("alertname")
                .groupWait(Duration.seconds(10))
                .groupInterval(Duration.minutes(2))
                .repeatInterval(Duration.hours(1))
                .resolveTimeout(Duration.minutes(3))
                .build();
        assertThat(text(definition)).isEqualTo("""
            template_files:
              own: |-
                {{ define "own" }}x
                  y{{ end }}
            alertmanager_config: |
              global:
                resolve_timeout: 180s
              templates:
                - own
              route:
                receiver: "oncall, pager"
                group_by:
                  - alertname
                group_wait: 10s
                group_interval: 120s
                repeat_interval: 3600s
                routes:
                  - receiver: payments
                    matchers:
                      - "team=\\"payments\\""
                  - receiver: pager
                    matchers:
                      - "severity=~\\"critical|page\\""
                      - "env!=\\"dev\\""
                    continue: true
                    group_by:
                      - "..."
                    group_wait: 0s
                    group_interval: 60s
                    repeat_interval: 432000s
                    routes:
                      - matchers:
                          - "service!~\\"a\\\\\\"b\\\\\\\\.c\\\\n.*\\""
                        repeat_interval: 90500ms
              inhibit_rules:
                - equal:
                    - alertname
                    - instance
                  source_matchers:
                    - "severity=\\"critical\\""
                  target_matchers:
                    - "severity=\\"warning\\""
              receivers:
                - name: "oncall, pager"
                  sns_configs:
                    - topic_arn: "arn:aws:sns:eu-west-1:123456789012:oncall"
                    - topic_arn: "arn:aws:sns:eu-west-1:123456789012:pager"
                - name: payments
                  sns_configs:
                    - topic_arn: "arn:aws:sns:eu-west-1:123456789012:payments"
                - name: pager
                  sns_configs:
                    - topic_arn: "arn:aws:sns:eu-west-1:123456789012:pager"
            """);
        assertThat(definition.getReceivers()).containsExactly(ONCALL, PAGER, PAYMENTS);
    }

    @Test
    void routesCanBeAddedBeforeTheOthers() {
        assertThat(text(definition(ONCALL)
                        .route("team", "payments", PAYMENTS)
                        .build()
                        .withFirstRoute(AlertRoute.of(AlertMatcher.equal("alertname", "EcsWatchdog"))
                                .to(PAGER))))
                .contains("""
                    routes:
                      - receiver: pager
                        matchers:
                          - "alertname=\\"EcsWatchdog\\""
                      - receiver: payments
                """.indent(0));
    }

    @Test
    void warnsIfNobodyIsNotified() {
        Construct scope = new Construct(stack, "Scope");
        assertThat(definition().build().bind(scope, PrometheusWorkspace.fromWorkspaceArn(stack, "Workspace", ARN)))
                .contains("receiver: nobody")
                .endsWith("  receivers:\n    - name: nobody\n");
        Annotations.fromStack(stack)
                .hasWarning(
                        "/Demo/Scope",
                        "nobody is notified of alerts: pass receivers to AlertManagerDefinition.Builder.create(...) or route(...) "
                                + "[ack: @ecs-monitoring/alerts:nobody]");
    }

    @Test
    void letsTokensThrough() {
        String token = Lazy.string(() -> "payments");
        assertThat(stack.resolve(text(definition(ONCALL)
                                .route(AlertRoute.of(
                                                AlertMatcher.equal("team", token), AlertMatcher.matching("env", token))
                                        .to(PAYMENTS))
                                .build()))
                        .toString())
                .contains("team=");
        assertThat(AlertManagerDefinition.fromText(token).getReceivers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "team-name", "team:name", "täm"})
    void rejectsALabelThatPrometheusCannotHave(String label) {
        assertThatThrownBy(() -> AlertMatcher.equal(label, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label of an alert matcher must match [a-zA-Z_][a-zA-Z0-9_]*, got \"" + label + "\"");
    }

    @Test
    void rejectsARegularExpressionThatRe2DoesNotKnow() {
        assertThatThrownBy(() -> AlertMatcher.matching("team", "(?!a)b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "alert matcher team=~\"(?!a)b\" must have a regular expression of RE2: invalid or unsupported Perl syntax in \"(?!\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[^\\s\\S]", "x[^[:^alpha:][:alpha:]]", "a|[^\\x00-\\x{10FFFF}]+"})
    void rejectsACharacterClassWithoutACharacter(String regex) {
        assertThatThrownBy(() -> AlertMatcher.notMatching("team", regex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" can never match: [^")
                .hasMessageEndingWith(" contains no character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[^a]", "[^]a]+", "\\[^a", "[a-z^]*", ""})
    void acceptsOtherRegularExpressions(String regex) {
        assertThat(AlertMatcher.matching("team", regex)).hasToString("team=~\"" + regex.replace("\\", "\\\\") + "\"");
    }

    @Test
    void rejectsMatchersThatNoAlertFulfils() {
        List<AlertMatcher[]> impossible = List.of(
                new AlertMatcher[] {AlertMatcher.equal("team", "a"), AlertMatcher.equal("team", "b")},
                new AlertMatcher[] {AlertMatcher.equal("team", "a"), AlertMatcher.notEqual("team", "a")},
                new AlertMatcher[] {AlertMatcher.matching("team", "b+"), AlertMatcher.equal("team", "a")},
                new AlertMatcher[] {AlertMatcher.notMatching("team", "[ab]"), AlertMatcher.equal("team", "a")},
                new AlertMatcher[] {AlertMatcher.matching("team", "a|b"), AlertMatcher.notMatching("team", "[a-c]")},
                new AlertMatcher[] {AlertMatcher.matching("team", "a|b"), AlertMatcher.matching("team", "c|d")});
        assertThat(impossible)
                .allSatisfy(
                        matchers -> assertThatThrownBy(() -> AlertRoute.of(matchers))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessage(
                                        "alert matchers " + List.of(matchers)
                                                + " can never match together: a label has one value, and routes within a route also need the matchers of their parents"));
    }

    @Test
    void rejectsARouteThatContradictsItsParent() {
        AlertRoute route = AlertRoute.of(AlertMatcher.equal("team", "a"))
                .route(AlertRoute.of(AlertMatcher.equal("severity", "critical"))
                        .route(AlertRoute.of(AlertMatcher.equal("team", "b"))));
        assertThatThrownBy(definition(ONCALL).route(route)::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("alert matchers [team=\"a\", team=\"b\"] can never match together");
    }

    @Test
    void rejectsARouteThatIsNeverReached() {
        AlertManagerDefinition.Builder builder = definition(ONCALL)
                .route("team", "a", PAYMENTS)
                .route(AlertRoute.of(AlertMatcher.equal("severity", "critical"), AlertMatcher.equal("team", "a"))
                        .to(PAGER));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "alert route [severity=\"critical\", team=\"a\"] is never reached, since alert route [team=\"a\"] before it "
                                + "takes all its alerts: change their order, or call continueMatching() on the first");
        definition(ONCALL)
                .route(AlertRoute.of(AlertMatcher.equal("team", "a"))
                        .to(PAYMENTS)
                        .continueMatching())
                .route(AlertRoute.of(AlertMatcher.equal("severity", "critical"), AlertMatcher.equal("team", "a"))
                        .to(PAGER))
                .build();
    }

    @Test
    void comparesTheValuesOfRegularExpressionsToo() {
        List<AlertMatcher> covered = List.of(
                AlertMatcher.equal("team", "a"),
                AlertMatcher.matching("team", "b"),
                AlertMatcher.matching("team", "a|b"));
        assertThat(covered)
                .allSatisfy(matcher -> assertThatThrownBy(definition(ONCALL)
                                .route(AlertRoute.of(AlertMatcher.matching("team", "[a-c]"))
                                        .to(PAYMENTS))
                                .route(AlertRoute.of(matcher).to(PAGER))::build)
                        .hasMessageStartingWith("alert route [" + matcher + "] is never reached"));
        List<AlertMatcher> others = List.of(
                AlertMatcher.equal("team", "d"),
                AlertMatcher.matching("team", "a|d"),
                AlertMatcher.matching("team", "[ab]"),
                AlertMatcher.equal("severity", "a"),
                AlertMatcher.equal("team", Lazy.string(() -> "a")));
        assertThat(others)
                .allSatisfy(matcher -> definition(ONCALL)
                        .route(AlertRoute.of(AlertMatcher.matching("team", "[a-c]"))
                                .to(PAYMENTS))
                        .route(AlertRoute.of(matcher).to(PAGER))
                        .build());
    }

    @Test
    void rejectsARouteWhoseParentFulfilsAnEarlierOne() {
        AlertRoute route = AlertRoute.of(AlertMatcher.equal("team", "a"))
                .route(AlertRoute.of(AlertMatcher.matching("team", "a|b")).to(PAGER))
                .route(AlertRoute.of(AlertMatcher.equal("severity", "critical")).to(PAYMENTS));
        assertThatThrownBy(definition(ONCALL).route(route)::build)
                .hasMessageStartingWith(
                        "alert route [severity=\"critical\"] is never reached, since alert route [team=~\"a|b\"]");
    }

    @Test
    void rejectsTheNameOfNobody() {
        assertThatThrownBy(definition(ONCALL).route("team", "payments", receiver("nobody"))::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "name of a receiver must not be \"nobody\", which routes that notify nobody have: name it with withName(...)");
    }

    @Test
    void rejectsALabelTwice() {
        assertThatThrownBy(() -> definition(ONCALL).groupBy("alertname", "team", "alertname"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("groupBy must name each label once, got [alertname, team, alertname]");
    }

    @Test
    void rejectsTwoReceiversOfOneName() {
        AlertReceiver other = new Topic("oncall", Map.of("file", "text"));
        assertThatThrownBy(definition(ONCALL).route("team", "payments", other)::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "name of a receiver must be unique within an alert manager, got \"oncall\" 2 times: name them with withName(...), or pass the same receiver");
    }

    @Test
    void rejectsTwoTemplatesOfOneName() {
        AlertManagerDefinition.Builder builder = definition(ONCALL).template("own", "a");
        assertThatThrownBy(() -> builder.template("own", "b"))
                .hasMessage("name of a template must be unique within an alert manager, got \"own\" twice");
        AlertManagerDefinition clash = definition(new Topic("mail", Map.of("own", "c")))
                .template("own", "a")
                .build();
        assertThatThrownBy(() -> text(clash))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "name of a template must be unique within an alert manager, got \"own\", which the receivers use for their own");
    }

    @Test
    void rejectsMoreThanAmpAllows() {
        AlertManagerDefinition.Builder routes = definition(ONCALL);
        IntStream.range(0, 100).forEach(i -> routes.route("team", "team" + i, ONCALL));
        assertThatThrownBy(routes::build).hasMessage("alert manager definition must have at most 100 routes, got 101");

        AlertManagerDefinition.Builder inhibitions = definition(ONCALL);
        IntStream.range(0, 101)
                .forEach(i -> inhibitions.inhibit(
                        InhibitionRule.whileFiring(AlertMatcher.equal("a", "b")).mute(AlertMatcher.equal("c", "d"))));
        assertThatThrownBy(inhibitions::build)
                .hasMessage("alert manager definition must have at most 100 inhibition rules, got 101");

        AlertManagerDefinition.Builder templates = definition(ONCALL);
        IntStream.range(0, 101).forEach(i -> templates.template("template" + i, "x"));
        AlertManagerDefinition tooManyTemplates = templates.build();
        assertThatThrownBy(() -> text(tooManyTemplates))
                .hasMessage("alert manager definition must have at most 100 templates, got 101");

        AlertManagerDefinition tooLarge =
                definition(ONCALL).template("large", "é".repeat(500_000)).build();
        assertThatThrownBy(() -> tooLarge.bind(stack, PrometheusWorkspace.fromWorkspaceArn(stack, "Another", ARN)))
                .hasMessageStartingWith("alert manager definition must have at most 1000000 bytes, got 1000");
    }

    @Test
    void rejectsDurationsThatAmpWouldChange() {
        AlertManagerDefinition.Builder builder = definition(ONCALL);
        assertThatThrownBy(() -> builder.repeatInterval(Duration.hours(121)))
                .hasMessage(
                        "repeatInterval must be at most 5 days, got 5 days 1 hour: AMP sends notifications again after 5 days");
        assertThatThrownBy(() -> builder.groupInterval(Duration.seconds(0)))
                .hasMessage("groupInterval must be positive, got 0 seconds");
        assertThatThrownBy(() -> AlertRoute.of().groupBy("alertname", "..."))
                .hasMessage("groupBy must be names of labels, or \"...\" alone, got \"...\" in [alertname, ...]");
    }

    @Test
    void rejectsAnInhibitionRuleWithoutATarget() {
        assertThatThrownBy(() -> InhibitionRule.whileFiring())
                .hasMessage("whileFiring of an inhibition rule must have at least one matcher");
        AlertManagerDefinition.Builder builder =
                definition(ONCALL).inhibit(InhibitionRule.whileFiring(AlertMatcher.equal("a", "b")));
        assertThatThrownBy(builder::build)
                .hasMessage("inhibition rule [a=\"b\"] must name the alerts that it suppresses: call mute(...)");
    }
}
