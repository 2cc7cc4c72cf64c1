package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.promql.MetricUse;
import io.github.ecsmonitoring.promql.PromqlMatcher;
import io.github.ecsmonitoring.promql.PromqlMatcher.Operator;
import io.github.ecsmonitoring.promql.PromqlSelector;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;

class AdotConfigTest {
    private static AdotConfig.Builder config() {
        return AdotConfig.Builder.create();
    }

    @Test
    void defaults() throws IOException {
        Snapshot.assertText("golden/adot-default.yaml", config().build().toYaml());
    }

    @Test
    void allOptions() throws IOException {
        Snapshot.assertText(
                "golden/adot-all-options.yaml",
                config().options(CollectorOptions.DEFAULTS
                                .withScrapeInterval(Duration.minutes(1))
                                .withLabels(Map.of("team", "$hop", "environment", "production", "cost_center", "0815")))
                        .scrapeJobs(List.of(
                                ScrapeJob.of("orders", 8080)
                                        .path("/actuator/prometheus")
                                        .interval(Duration.seconds(15)),
                                ScrapeJob.of("envoy", 9901).path("/stats/$prometheus")))
                        .memoryLimitMiB(512)
                        .build()
                        .toYaml());
    }

    @Test
    void bridgeModeUsesContainerNames() throws IOException {
        Snapshot.assertText(
                "golden/adot-bridge.yaml",
                config().endpoints(new TaskEndpoints(
                                "node-exporter:9100",
                                8888,
                                13133,
                                "0.0.0.0",
                                4317,
                                job -> job.container().orElse("app-" + job.port())))
                        .scrapeJobs(List.of(
                                ScrapeJob.of("orders", 8080),
                                ScrapeJob.of("envoy", 9100).container("proxy")))
                        .build()
                        .toYaml());
    }

    @Test
    void hostModeUsesOtherPorts() throws IOException {
        Snapshot.assertText(
                "golden/adot-host-network.yaml",
                config().endpoints(
                                new TaskEndpoints("127.0.0.1:9101", 8889, 13134, "127.0.0.1", 4317, job -> "127.0.0.1"))
                        .scrapeJobs(List.of(ScrapeJob.of("orders", 9100)))
                        .build()
                        .toYaml());
    }

    @Test
    void keepsTheWriterRoleWhenRulesExtendTheProfile() {
        AdotConfig config = config().writerRole(true).build();
        PromqlSelector forks =
                new PromqlSelector(List.of(new PromqlMatcher("__name__", Operator.EQUAL, "node_forks_total")));
        MetricUse use = new MetricUse(List.of(new MetricUse.Read("rules own", forks)), Set.of());
        assertThat(config.extendedBy(use).toYaml())
                .isNotEqualTo(config.toYaml())
                .isEqualTo(config().writerRole(true)
                        .options(
                                CollectorOptions.DEFAULTS.withProfile(MetricProfile.ESSENTIAL.plus("node_forks_total")))
                        .build()
                        .toYaml());
    }

    @Test
    void assumesAWriterRole() throws IOException {
        AdotConfig config = config().writerRole(true).build();
        Snapshot.assertText("golden/adot-writer-role.yaml", config.toYaml());
        assertThat(config.environment()).containsOnlyKeys("AWS_REGION");
    }

    @Test
    void daemonOfAnInstance() throws IOException {
        Snapshot.assertText(
                "golden/adot-host.yaml",
                config().forHost()
                        .options(CollectorOptions.DEFAULTS.withLabels(Map.of("environment", "test")))
                        .build()
                        .toYaml());
    }

    @Test
    void rejectsAJobOnASidecarPortInHostMode() {
        AdotConfig.Builder config = config().endpoints(
                        new TaskEndpoints("127.0.0.1:9101", 8889, 13134, "127.0.0.1", 4317, job -> "127.0.0.1"))
                .scrapeJobs(List.of(ScrapeJob.of("orders", 8889)));
        assertThatThrownBy(config::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "port of scrape job orders must not be one of the sidecars' ports [9101, 8889, 13134], got 8889");
    }

    @Test
    void readsDeployTimeValuesFromTheEnvironment() {
        assertThat(config().build().toYaml())
                .doesNotContain("${Token")
                .containsPattern("endpoint: \"\\$\\{env:AMP_REMOTE_WRITE_URL}\"");
    }

    @ParameterizedTest
    @CsvSource({
        "on",
        "yes",
        "N",
        "null",
        "1_000",
        "12:30",
        "2026-11-22",
        "0x1F",
        "1e3",
        "'a: b'",
        "'#x'",
        "'say \"hi\"'",
        "'back\\slash'"
    })
    void keepsLabelValuesAsText(String value) {
        String yaml = config().options(CollectorOptions.DEFAULTS.withLabels(Map.of("label", value)))
                .build()
                .toYaml();
        assertThat(yaml).containsPattern("label: \"");
        assertThat(label(yaml)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | 8080 | node   | 8081 | scrape jobs of a task must have different names other than node and adot, got a second \"node\"",
                "orders | 8080 | adot   | 8081 | scrape jobs of a task must have different names other than node and adot, got a second \"adot\"",
                "orders | 8080 | orders | 8081 | scrape jobs of a task must have different names other than node and adot, got a second \"orders\"",
                "orders | 8080 | again  | 8080 | scrape jobs of a task must have different endpoints, got port 8080 and path /metrics in both orders and again",
                "orders | 8080 | own    | 9100 | port of scrape job own must not be one of the sidecars' ports [9100, 8888, 13133], got 9100",
                "orders | 8080 | own    | 8888 | port of scrape job own must not be one of the sidecars' ports [9100, 8888, 13133], got 8888",
                "orders | 8080 | own    | 13133 | port of scrape job own must not be one of the sidecars' ports [9100, 8888, 13133], got 13133",
            })
    void rejectsConflictingJobs(String name, int port, String otherName, int otherPort, String message) {
        AdotConfig.Builder config =
                config().scrapeJobs(List.of(ScrapeJob.of(name, port), ScrapeJob.of(otherName, otherPort)));
        assertThatThrownBy(config::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my-team   | x  | label name must match [a-zA-Z_][a-zA-Z0-9_]* and not start with __, got \"my-team\"",
                "__name__  | x  | label name must match [a-zA-Z_][a-zA-Z0-9_]* and not start with __, got \"__name__\"",
                "team      | '' | label team must have a non-empty value that is known at synth, got an empty string",
            })
    void rejectsInvalidLabels(String name, String value, String message) {
        assertThatThrownBy(() -> CollectorOptions.DEFAULTS.withLabels(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "team\uDFFFx", "\uDE00\uD83D"})
    void rejectsALabelWithAnUnpairedSurrogate(String value) {
        assertThatThrownBy(() -> CollectorOptions.DEFAULTS.withLabels(Map.of("team", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label team must be valid Unicode, got a value with an unpaired surrogate");
        assertThat(CollectorOptions.DEFAULTS
                        .withLabels(Map.of("team", "\uD83D\uDE00"))
                        .labels())
                .containsEntry("team", "😀");
    }

    @Test
    void rejectsALabelThatIsAToken() {
        assertThatThrownBy(() ->
                        CollectorOptions.DEFAULTS.withLabels(Map.of("team", Token.asString(Map.of("Ref", "Team")))))
                .hasMessage("label team must have a non-empty value that is known at synth, got a token");
    }

    private static Object label(String yaml) {
        Object node = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        for (String key : List.of("exporters", "prometheus_remote_write/scrape", "external_labels", "label")) {
            node = ((Map<?, ?>) node).get(key);
        }
        return node;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account_id",
                "region",
                "availability_zone",
                "ecs_cluster",
                "ecs_service",
                "ecs_task_family",
                "ecs_task_revision",
                "ecs_task_id",
                "ecs_launch_type",
                "job",
                "instance",
                "container_name",
                "instance_type"
            })
    void rejectsEachLabelOfTheContract(String name) {
        assertThatThrownBy(() -> CollectorOptions.DEFAULTS.withLabels(Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label " + name + " is set by the library: choose another name");
    }

    @Test
    void rejectsNullLabels() {
        assertThatThrownBy(() -> CollectorOptions.DEFAULTS.withLabels(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must be a map of names and values, got null");
        assertThatThrownBy(() -> CollectorOptions.DEFAULTS.withLabels(Collections.singletonMap(null, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label name must match [a-zA-Z_][a-zA-Z0-9_]* and not start with __, got null");
        assertThatThrownBy(() -> CollectorOptions.DEFAULTS.withLabels(Collections.singletonMap("team", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label team must have a non-empty value that is known at synth, got null");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 191, 122_881, Integer.MAX_VALUE})
    void rejectsAnInvalidMemoryLimit(int mebibytes) {
        AdotConfig.Builder config = config();
        assertThatThrownBy(() -> config.memoryLimitMiB(mebibytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("memoryLimitMiB must be 192 to 122880, got " + mebibytes);
    }

    @ParameterizedTest
    @CsvSource({"192, 150, 30", "122880, 96000, 19200"})
    void derivesTheMemoryLimiterFromTheLimit(int mebibytes, int limit, int spike) {
        assertThat(config().memoryLimitMiB(mebibytes).build().toYaml())
                .contains("limit_mib: " + limit + "\n", "spike_limit_mib: " + spike + "\n");
    }
}
