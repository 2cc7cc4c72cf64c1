package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Amtool;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.AlertMatcher;
import io.github.ecsmonitoring.prometheus.AlertRoute;
import io.github.ecsmonitoring.prometheus.InhibitionRule;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** A definition with all kinds of receivers, read by Alertmanager's own parser. */
class AlertManagerRoutesTest {
    @TempDir
    Path folder;

    private Path config;

    @BeforeAll
    static void amtoolIsInstalled() {
        Amtool.assumeInstalled(AlertManagerRoutesTest.class);
    }

    @BeforeEach
    void unwrapTheDefinition() throws Exception {
        Stack stack = Synth.stack();
        Receiver pager = Receiver.pagerDuty(Secret.Builder.create(stack, "PagerDuty")
                        .encryptionKey(new Key(stack, "Key"))
                        .build())
                .withName("pager");
        AlertManagerDefinition definition = AlertManagerDefinition.Builder.create(
                        Receiver.email("oncall@example.com").withName("people"),
                        Receiver.slack("T0123ABCD", "C0123ABCD").withName("chat"))
                .route(AlertRoute.of(AlertMatcher.equal("severity", "none")).toNobody())
                .route(AlertRoute.of(AlertMatcher.matching("severity", "critical|page"))
                        .to(pager)
                        .continueMatching())
                .route(AlertRoute.of(AlertMatcher.equal("team", "payments \"x\" \\ \n\u007f\u0085\u2028\ufeff"))
                        .to(Receiver.email("payments@example.com").withName("payments"))
                        .groupBy("...")
                        .repeatInterval(Duration.days(5))
                        .route(AlertRoute.of(AlertMatcher.notMatching("env", "prod.*"))
                                .toNobody()))
                .inhibit(InhibitionRule.whileFiring(AlertMatcher.equal("severity", "critical"))
                        .mute(AlertMatcher.equal("severity", "warning"))
                        .equal("alertname", "instance"))
                .resolveTimeout(Duration.minutes(10))
                .build();
        PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .withoutBundledRules()
                .alertManager(definition)
                .build();
        unwrap(text(Synth.properties(stack, "AWS::APS::Workspace").get("AlertManagerDefinition")));
    }

    /** What CloudFormation makes of a Fn::Join. */
    private static String text(Object join) {
        return Synth.list(Synth.list(Synth.map(join).get("Fn::Join")).get(1)).stream()
                .map(part -> part instanceof String text ? text : "arn:aws:sns:eu-west-1:123456789012:topic")
                .collect(Collectors.joining());
    }

    /** Alertmanager has templates in files, and PagerDuty's key in its configuration. */
    private void unwrap(String definition) throws Exception {
        Map<String, Object> envelope = Synth.map(new Load(LoadSettings.builder().build()).loadFromString(definition));
        for (Map.Entry<String, Object> file :
                Synth.map(envelope.get("template_files")).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue().toString());
        }
        config = Files.writeString(
                folder.resolve("alertmanager.yml"),
                envelope.get("alertmanager_config")
                        .toString()
                        .replaceAll(
                                "routing_key:\n( +aws_secrets_manager:\n)( +(?:secret_arn|secret_key|refresh_interval): .*\n)+",
                                "routing_key: key\n"));
    }

    @Test
    void isValid() throws Exception {
        assertThat(Amtool.run(folder, "check-config", config.toString()))
                .contains("SUCCESS", "- 1 inhibit rules", "- 4 receivers", "- 3 templates");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alertname=EcsWatchdog severity=none       | nobody",
                "alertname=EcsTargetDown severity=warning  | people, chat",
                "alertname=EcsTargetDown severity=critical | pager",
                "alertname=EcsTargetDown severity=page     | pager",
            })
    void alertsTakeTheFirstRouteThatMatches(String labels, String receivers) throws Exception {
        String[] arguments = Stream.concat(
                        List.of("config", "routes", "test", "--config.file=" + config).stream(),
                        List.of(labels.split(" ")).stream())
                .toArray(String[]::new);
        assertThat(Amtool.run(folder, arguments).strip()).endsWith("\n" + receivers);
    }
}
