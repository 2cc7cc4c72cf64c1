package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;

/** Definitions that are written by hand. */
class AlertManagerTextTest {
    private static final String DEFINITION = """
        template_files:
          own: |
            {{ define "own" }}{{ .Status }}{{ end }}
        alertmanager_config: |
          global:
            resolve_timeout: 5m
          templates: [own]
          route:
            receiver: people
            repeat_interval: 4d23h
            routes:
              - receiver: pager
                matchers: ['severity="critical"', team=~payments|orders]
                continue: true
              - matchers: '{severity=~"critical|warning", env!="dev"}'
                routes:
                  - match: {team: payments}
                    match_re: {service: "a.*"}
              - receiver: nobody
          inhibit_rules:
            - source_matchers: [severity="critical"]
              target_matchers: [severity="warning"]
              equal: [alertname]
          receivers:
            - name: people
              sns_configs:
                - topic_arn: arn:aws:sns:eu-west-1:123456789012:alerts
                  sigv4: {region: eu-west-1}
            - name: pager
              pagerduty_configs:
                - routing_key:
                    aws_secrets_manager:
                      secret_arn: arn:aws:secretsmanager:eu-west-1:123456789012:secret:pager-a1B2c3
                      secret_key: key
            - name: nobody
        """;

    private final Stack stack = Synth.stack();

    @Test
    void isUsedAsItIs(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("alert-manager.yaml"), DEFINITION);
        PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .alertManager(AlertManagerDefinition.fromFile(file))
                .build();
        assertThat(Synth.properties(stack, "AWS::APS::Workspace")).containsEntry("AlertManagerDefinition", DEFINITION);
    }

    @Test
    void mayContainTokens() {
        String topic = Lazy.string(() -> "arn:aws:sns:eu-west-1:123456789012:alerts");
        AlertManagerDefinition.fromText(DEFINITION.replace("arn:aws:sns:eu-west-1:123456789012:alerts", topic));
        AlertManagerDefinition.fromText(Lazy.string(() -> DEFINITION));
        String unknown =
                DEFINITION.replace("receiver: pager", "receiver: pagers").replace("own: |", "own: |\n    " + topic);
        assertThatThrownBy(() -> AlertManagerDefinition.fromText(unknown)).hasMessageContaining("got \"pagers\"");
    }

    /** A part of the definition, what replaces it, and the error. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "alertmanager_config: |",
                        "alertmanager: |",
                        "alert manager definition must have the key alertmanager_config with an Alertmanager configuration as text (alertmanager_config: |), and may have template_files, a map of templates by name"),
                Arguments.of(
                        "template_files:",
                        "templates:",
                        "alert manager definition must have the keys alertmanager_config and template_files only, got [templates]"),
                Arguments.of(
                        "  own: |\n    {{ define \"own\" }}{{ .Status }}{{ end }}",
                        "  - own",
                        "template_files must be a map of templates by name"),
                Arguments.of(
                        "templates: [own]",
                        "templates: [own, other]",
                        "templates must be names of template_files, [own], got [other]"),
                Arguments.of(
                        "route:",
                        "routes:",
                        "alertmanager_config must be an Alertmanager configuration with \"route\" and \"receivers\""),
                Arguments.of("receiver: people", "group_wait: 1s", "route of alertmanager_config must have a receiver"),
                Arguments.of(
                        "receiver: pager",
                        "receiver: pagers",
                        "receiver of a route must be one of [people, pager, nobody], got \"pagers\""),
                Arguments.of(
                        "name: nobody",
                        "name: pager",
                        "name of a receiver must be unique within an alert manager, got \"pager\" twice"),
                Arguments.of(
                        "repeat_interval: 4d23h",
                        "repeat_interval: 1w",
                        "repeat_interval must be at most 5d, got 1w: AMP sends notifications again after 5 days"),
                Arguments.of(
                        "repeat_interval: 4d23h",
                        "repeat_interval: 4d24h1s",
                        "repeat_interval must be at most 5d, got 4d24h1s: AMP sends notifications again after 5 days"),
                Arguments.of(
                        "repeat_interval: 4d23h",
                        "repeat_interval: 99999999999999999999s",
                        "repeat_interval must be a duration such as 30s, 5m or 1h30m, got \"99999999999999999999s\""),
                Arguments.of(
                        "repeat_interval: 4d23h",
                        "repeat_interval: 4 hours",
                        "repeat_interval must be a duration such as 30s, 5m or 1h30m, got \"4 hours\""),
                Arguments.of(
                        "repeat_interval: 4d23h",
                        "repeat_interval: 4h\n    group_wait: soon",
                        "group_wait must be a duration such as 30s, 5m or 1h30m, got \"soon\""),
                Arguments.of(
                        "repeat_interval: 4d23h",
                        "repeat_interval: 4h\n    group_interval: 0s",
                        "group_interval must be longer than 0, got 0s"),
                Arguments.of(
                        "sns_configs:",
                        "slack_configs:",
                        "receiver people must have sns_configs or pagerduty_configs, which are all that AMP has, got [slack_configs]: send to a topic, to which chats, functions and webhooks can subscribe"),
                Arguments.of(
                        "sigv4: {region: eu-west-1}",
                        "api_url: http://localhost",
                        "sns_configs of receiver people must not have api_url, which AMP rejects"),
                Arguments.of(
                        "sigv4: {region: eu-west-1}",
                        "http_config: {}",
                        "sns_configs of receiver people must not have http_config, which AMP rejects"),
                Arguments.of(
                        "sigv4: {region: eu-west-1}",
                        "sigv4: {}",
                        "sns_configs of receiver people must have sigv4 with a region, without which AMP cannot sign"),
                Arguments.of(
                        "topic_arn: arn", "phone_number: arn", "sns_configs of receiver people must have a topic_arn"),
                Arguments.of(
                        "012:alerts",
                        "012:alerts.fifo",
                        "sns_configs of receiver people must have a standard topic, got the FIFO topic arn:aws:sns:eu-west-1:123456789012:alerts.fifo, to which AMP cannot publish"),
                Arguments.of(
                        "routing_key:",
                        "routing_key: 0123\n          other:",
                        "pagerduty_configs of receiver pager must have a routing_key with aws_secrets_manager, since AMP reads it from a secret"),
                Arguments.of(
                        "severity=\"critical\"', team",
                        "severity critical', team",
                        "matchers of a route must look like team=\"payments\", with =, !=, =~ or !~, got \"severity critical\""),
                Arguments.of(
                        "team=~payments|orders",
                        "team=~(",
                        "alert matcher team=~\"(\" must have a regular expression of RE2: missing closing ) in \"(\""),
                Arguments.of(
                        "team=~payments|orders",
                        "severity=x",
                        "alert matchers [severity=\"critical\", severity=\"x\"] can never match together: a label has one value, and routes within a route also need the matchers of their parents"),
                Arguments.of(
                        "continue: true",
                        "continue: false\n      - matchers: ['severity=\"critical\"', team=~payments|orders, a=b]",
                        "alert route [severity=\"critical\", team=~\"payments|orders\", a=\"b\"] is never reached, since alert route [severity=\"critical\", team=~\"payments|orders\"] before it takes all its alerts: change their order, or call continueMatching() on the first"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void rejectsWhatAmpWouldRejectAtDeployment(String part, String replacement, String message) {
        String wrong = DEFINITION.replace(part, replacement);
        assertThat(wrong).isNotEqualTo(DEFINITION);
        assertThatThrownBy(() -> AlertManagerDefinition.fromText(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void rejectsMoreThanAmpAllows() {
        String routes = IntStream.range(0, 100)
                .mapToObj(i -> "      - match: {a: b" + i + "}\n")
                .collect(Collectors.joining());
        assertThatThrownBy(() -> AlertManagerDefinition.fromText(DEFINITION.replace(
                        "    routes:\n      - receiver: pager\n",
                        "    routes:\n" + routes + "      - receiver: pager\n")))
                .hasMessage("alert manager definition must have at most 100 routes, got 105");
        assertThatThrownBy(() -> AlertManagerDefinition.fromText(DEFINITION + "#".repeat(1_000_000)))
                .hasMessageStartingWith("alert manager definition must have at most 1000000 bytes, got 100");
        String files =
                IntStream.range(0, 100).mapToObj(i -> "  file" + i + ": x\n").collect(Collectors.joining());
        assertThatThrownBy(() -> AlertManagerDefinition.fromText(
                        DEFINITION.replace("template_files:\n", "template_files:\n" + files)))
                .hasMessage("alert manager definition must have at most 100 templates, got 101");
    }

    @Test
    void showsThePositionOfAYamlError() {
        assertThatThrownBy(() -> AlertManagerDefinition.fromText("alertmanager_config: |\n  route:\n    a: b: c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("alertmanager_config must be YAML: ")
                .hasMessageContaining("line 2");
    }

    @Test
    void readsMatchersAsAlertmanagerDoes() {
        Map.of(
                        "a=b", "[a=\"b\"]",
                        " a = \"b\" ", "[a=\"b\"]",
                        "{a=\"b\",c!~\"d,e\"}", "[a=\"b\", c!~\"d,e\"]",
                        "a=\"x\\\"y\\\\z\\nw\"", "[a=\"x\\\"y\\\\z\\nw\"]",
                        "a=\"\"", "[a=\"\"]",
                        "a=", "[a=\"\"]",
                        "a=~b,", "[a=~\"b\"]")
                .forEach((text, expected) ->
                        assertThat(AlertMatcherText.parse(text)).as(text).hasToString(expected));
        List.of("", "a", "=b", "a==\"b\" c", "a=\"b", "{}")
                .forEach(text -> assertThatThrownBy(() -> AlertMatcherText.parse(text))
                        .as(text)
                        .hasMessageStartingWith("matchers of a route must look like"));
    }
}
