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
        return AdotConfig.Builder.create().configOverride(override).build().toYaml();
    }

    private static void assertRefused(Map<String, Object> override, String message) {
        AdotConfig.Builder config = AdotConfig.Builder.create();
        assertThatThrownBy(() -> config.configOverride(override))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void changesOneValueAndLeavesItsNeighbours() {
        assertThat(overridden(Map.of("processors", Map.of("batch/metrics", Map.of("timeout", "5s")))))
                .contains("""
              batch/metrics:
                timeout: 5s
                send_batch_size: 2000
            """);
    }

    @Test
    void addsAPartAndReplacesAList() {
        assertThat(overridden(Map.of(
                        "extensions", Map.of("pprof", Map.of("endpoint", "127.0.0.1:1777")),
                        "service", Map.of("extensions", List.of("health_check", "sigv4auth", "pprof")))))
                .contains(
                        "  pprof:\n    endpoint: \"127.0.0.1:1777\"\n",
                        "  extensions:\n    - health_check\n    - sigv4auth\n    - pprof\n");
    }

    @Test
    void nullTakesAKeyAway() {
        String yaml = overridden(
                Map.of("receivers", Map.of("prometheus", Collections.singletonMap("scrape_on_shutdown", null))));
        assertThat(yaml).doesNotContain("scrape_on_shutdown").contains("discovery_reload_on_startup");
    }

    @Test
    void nullForWhatIsNotThereIsNothing() {
        assertThat(overridden(Map.of("connectors", Collections.singletonMap("sum", null))))
                .isEqualTo(overridden(Map.of()));
    }

    @Test
    void aPartWithoutSettingsIsAnEmptyMap() {
        assertThat(overridden(Map.of("exporters", Map.of("debug", Map.of())))).contains("  debug: {");
    }

    @Test
    void laterCallsWin() {
        String yaml = AdotConfig.Builder.create()
                .configOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "info")))))
                .configOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "debug")))))
                .build()
                .toYaml();
        assertThat(yaml).contains("level: debug\n").doesNotContain("level: info\n");
    }

    @Test
    void whatTheCallerDoesWithItLaterChangesNothing() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> exporter = new HashMap<>(Map.of("names", list));
        Map<String, Object> override = new HashMap<>(Map.of("exporters", Map.of("debug", exporter)));
        AdotConfig.Builder config = AdotConfig.Builder.create().configOverride(override);
        list.add("late");
        exporter.put("late", true);
        override.put("receivers", Map.of("late", 1));
        assertThat(config.build().toYaml())
                .contains("  debug:\n    names:\n      - a\n")
                .doesNotContain("late");
    }

    @Test
    void newKeysAreSortedSinceAMapOfHasAnotherOrderInEachRun() {
        assertThat(overridden(Map.of(
                        "exporters",
                        Map.of("debug", Map.of("f", 1, "a", 1, "c", List.of(Map.of("e", 1, "d", 2)), "b", true)))))
                .contains("  debug:\n    a: 1\n    b: true\n    c:\n      - d: 2\n        e: 1\n    f: 1\n");
    }

    @Test
    void refusesWhatOnlyTheDeploymentKnows() {
        assertRefused(
                Map.of("exporters", Map.of("awsemf", Map.of("region", Aws.REGION))),
                "configOverride at exporters > awsemf > region must be "
                        + "known at synth, got a token: put it into the environment of the container and write ${env:NAME}");
        assertRefused(
                Map.of("exporters", Map.of("awsemf", Map.of("regions", List.of("eu-west-1", Aws.REGION)))),
                "configOverride at exporters > awsemf "
                        + "> regions must be known at synth, got a token: put it into the environment of the container and write ${env:NAME}");
    }

    @Test
    void refusesAKeyThatOnlyTheDeploymentKnows() {
        assertRefused(
                Map.of("exporters", Map.of(Aws.REGION, "x")),
                "configOverride at exporters must be "
                        + "known at synth, got a token: put it into the environment of the container and write ${env:NAME}");
    }

    @Test
    void refusesWhatYamlCannotSay() {
        assertRefused(null, "configOverride must be a map, got null");
        assertRefused(
                Map.of("service", new TreeSet<>(List.of("a"))),
                "configOverride at service must be made of maps, lists, text, numbers and booleans, got TreeSet [a]");
        assertRefused(
                Map.of("exporters", Map.of("timeout", Duration.seconds(5))),
                "configOverride at exporters > timeout must be made of maps, lists, text, numbers and booleans, got Duration Duration.seconds(5)");
        assertRefused(
                Map.of("exporters", Map.of(8080, true)),
                "configOverride at exporters must have keys that are text, got Integer 8080");
        assertRefused(Map.of("", 1), "configOverride must have keys that are text, got String ");
    }

    @Test
    void refusesASectionThatNoCollectorHas() {
        assertRefused(
                Map.of("processor", Map.of("batch/metrics", Map.of("timeout", "5s"))),
                "configOverride must have keys of [connectors, exporters, "
                        + "extensions, processors, receivers, service], since a collector starts with no other, got processor");
        assertRefused(
                Map.of("service", Map.of("telemtry", Map.of("logs", Map.of("level", "info")))),
                "configOverride at service must have keys of "
                        + "[extensions, pipelines, telemetry], since a collector starts with no other, got telemtry");
        assertRefused(
                Collections.singletonMap("exporter", null),
                "configOverride must have keys of [connectors, exporters, extensions, processors, "
                        + "receivers, service], since a collector starts with no other, got exporter");
    }

    @Test
    void isReadableWhileItFits() {
        assertThat(overridden(bigList(1000))).contains("\n    - aaaaaaaaaaaaaaaaaaa\n");
    }

    @Test
    void isOnOneLineWhenOnlyThatFits() {
        String yaml = overridden(bigList(1180));
        assertThat(yaml.length()).isBetween(20_000, 32 * 1024);
        assertThat(yaml.lines()).hasSize(1);
        assertThat(yaml).startsWith("{extensions: {health_check: {endpoint: \"127.0.0.1:13133\"}, ");
    }

    @Test
    void refusesWhatATaskDefinitionCannotHold() {
        AdotConfig.Builder config = AdotConfig.Builder.create().configOverride(bigList(2000));
        assertThatThrownBy(config::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the collector's configuration must be "
                        + "32768 bytes at most, since the task definition may have 65536, got \\d{5}: take fewer scrape jobs, a shorter metric profile or a "
                        + "smaller configOverride");
    }

    private static Map<String, Object> bigList(int size) {
        return Map.of("exporters", Map.of("x", new ArrayList<>(Collections.nCopies(size, "a".repeat(19)))));
    }
}
