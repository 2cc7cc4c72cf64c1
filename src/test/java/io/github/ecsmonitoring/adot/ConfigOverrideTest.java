package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;

class ConfigOverrideTest {
    private static String overridden(Map<String, Object> override) {
        return yaml(CollectorOptions.DEFAULTS.withOverride(override));
    }

    private static String yaml(CollectorOptions options) {
        return AdotConfig.Builder.create().options(options).build().toYaml();
    }

    private static void assertRejected(Map<String, Object> override, String message) {
        assertThatThrownBy(() -> CollectorOptions.DEFAULTS.withOverride(override))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void changesOneValueAndKeepsTheOthers() {
        assertThat(overridden(Map.of("processors", Map.of("batch/metrics", Map.of("timeout", "5s")))))
                .contains("""
              batch/metrics:
                timeout: 5s
                send_batch_size: 2000
            """);
    }

    @Test
    void addsAComponentAndReplacesAList() {
        assertThat(overridden(Map.of(
                        "extensions", Map.of("pprof", Map.of("endpoint", "127.0.0.1:1777")),
                        "service", Map.of("extensions", List.of("health_check", "sigv4auth", "pprof")))))
                .contains(
                        "  pprof:\n    endpoint: \"127.0.0.1:1777\"\n",
                        "  extensions:\n    - health_check\n    - sigv4auth\n    - pprof\n");
    }

    @Test
    void nullRemovesAKey() {
        String yaml = overridden(
                Map.of("receivers", Map.of("prometheus", Collections.singletonMap("scrape_on_shutdown", null))));
        assertThat(yaml).doesNotContain("scrape_on_shutdown").contains("discovery_reload_on_startup");
    }

    @Test
    void nullForAMissingKeyIsANoOp() {
        assertThat(overridden(Map.of("connectors", Collections.singletonMap("sum", null))))
                .isEqualTo(overridden(Map.of()));
    }

    @Test
    void acceptsAComponentWithoutSettings() {
        assertThat(overridden(Map.of("exporters", Map.of("debug", Map.of())))).contains("  debug: {");
    }

    @Test
    void laterOverridesWin() {
        String yaml = yaml(CollectorOptions.DEFAULTS
                .withOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "info")))))
                .withOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "debug"))))));
        assertThat(yaml).contains("level: debug\n").doesNotContain("level: info\n");
    }

    @Test
    void copiesTheOverride() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> exporter = new HashMap<>(Map.of("names", list));
        Map<String, Object> override = new HashMap<>(Map.of("exporters", Map.of("debug", exporter)));
        CollectorOptions options = CollectorOptions.DEFAULTS.withOverride(override);
        list.add("late");
        exporter.put("late", true);
        override.put("receivers", Map.of("late", 1));
        assertThat(yaml(options)).contains("  debug:\n    names:\n      - a\n").doesNotContain("late");
    }

    @Test
    void sortsNewKeys() {
        assertThat(overridden(Map.of(
                        "exporters",
                        Map.of("debug", Map.of("f", 1, "a", 1, "c", List.of(Map.of("e", 1, "d", 2)), "b", true)))))
                .contains("  debug:\n    a: 1\n    b: true\n    c:\n      - d: 2\n        e: 1\n    f: 1\n");
    }

    @Test
    void rejectsTokens() {
        assertRejected(
                Map.of("exporters", Map.of("awsemf", Map.of("region", Aws.REGION))),
                "configOverride at exporters > awsemf > region must be "
                        + "known at synth, got a token: set an environment variable of the container and use ${env:NAME}");
        assertRejected(
                Map.of("exporters", Map.of("awsemf", Map.of("regions", List.of("eu-west-1", Aws.REGION)))),
                "configOverride at exporters > awsemf "
                        + "> regions must be known at synth, got a token: set an environment variable of the container and use ${env:NAME}");
    }

    @Test
    void rejectsUnpairedSurrogates() {
        assertThatThrownBy(() -> ConfigOverride.check(Map.of(
                        "receivers", Map.of("file", Map.of("include", List.of("ok", "\uD800"))))))
                .hasMessage(
                        "configOverride at receivers > file > include must be valid Unicode, got an unpaired surrogate");
        assertThatThrownBy(() -> ConfigOverride.check(Map.of("receivers", Map.of("\uDC00", 1))))
                .hasMessage("configOverride at receivers must be valid Unicode, got an unpaired surrogate");
    }

    @Test
    void rejectsTokensAsKeys() {
        assertRejected(
                Map.of("exporters", Map.of(Aws.REGION, "x")),
                "configOverride at exporters must be "
                        + "known at synth, got a token: set an environment variable of the container and use ${env:NAME}");
    }

    @Test
    void rejectsValuesThatYamlCannotRepresent() {
        assertRejected(null, "configOverride must be a map, got null");
        assertRejected(
                Map.of("service", new TreeSet<>(List.of("a"))),
                "configOverride at service must consist of maps, lists, text, numbers and booleans, got TreeSet [a]");
        assertRejected(
                Map.of("exporters", Map.of("timeout", Duration.seconds(5))),
                "configOverride at exporters > timeout must consist of maps, lists, text, numbers and booleans, got Duration Duration.seconds(5)");
        assertRejected(
                Map.of("exporters", Map.of(8080, true)),
                "configOverride at exporters must have non-empty text keys, got Integer 8080");
        assertRejected(Map.of("", 1), "configOverride must have non-empty text keys, got String ");
    }

    @Test
    void rejectsAnUnknownSection() {
        assertRejected(
                Map.of("processor", Map.of("batch/metrics", Map.of("timeout", "5s"))),
                "configOverride must use the sections [connectors, exporters, "
                        + "extensions, processors, receivers, service], got processor: a collector does not start with any other");
        assertRejected(
                Map.of("service", Map.of("telemtry", Map.of("logs", Map.of("level", "info")))),
                "configOverride at service must use the sections "
                        + "[extensions, pipelines, telemetry], got telemtry: a collector does not start with any other");
        assertRejected(
                Collections.singletonMap("exporter", null),
                "configOverride must use the sections [connectors, exporters, extensions, processors, "
                        + "receivers, service], got exporter: a collector does not start with any other");
    }

    @Test
    void hasLineBreaksIfThatFits() {
        assertThat(overridden(bigList(1000))).contains("\n    - aaaaaaaaaaaaaaaaaaa\n");
    }

    @Test
    void isOnOneLineIfOnlyThatFits() {
        String yaml = overridden(bigList(1180));
        assertThat(yaml.length()).isBetween(20_000, 32 * 1024);
        assertThat(yaml.lines()).hasSize(1);
        assertThat(yaml).startsWith("{extensions: {health_check: {endpoint: \"127.0.0.1:13133\"}, ");
    }

    @Test
    void rejectsATextThatIsTooLong() {
        AdotConfig.Builder config =
                AdotConfig.Builder.create().options(CollectorOptions.DEFAULTS.withOverride(bigList(2000)));
        assertThatThrownBy(config::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "the collector's configuration must have at most 32768 bytes, got \\d{5}: "
                                + "ECS limits the whole task definition to 65536; use fewer scrape jobs, a shorter metric profile or a smaller configOverride");
    }

    private static Map<String, Object> bigList(int size) {
        return Map.of("exporters", Map.of("x", new ArrayList<>(Collections.nCopies(size, "a".repeat(19)))));
    }
}
