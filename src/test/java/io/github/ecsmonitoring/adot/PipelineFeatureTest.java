package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/** One golden file per feature, and one for all of them together. */
class PipelineFeatureTest {
    private static AdotConfig with(PipelineFeature... features) {
        return AdotConfig.Builder.create()
                .options(CollectorOptions.DEFAULTS.withFeatures(List.of(features)))
                .build();
    }

    @Test
    void sendsOtlpMetricsToTheWorkspaceWithPrometheusNames() throws IOException {
        AdotConfig config = with(OtlpMetrics.create());
        Snapshot.assertText("golden/adot-otlp-metrics.yaml", config.toYaml());
        assertThat(config.ports()).containsExactly(9100, 8888, 13133, 4317, 4318);
        assertThat(config.environment()).isEmpty();
        assertThat(config.permissions()).isEmpty();
    }

    @Test
    void knowsTheAppsMetricsForTheEstimateOfCosts() {
        AdotConfig config = with(
                OtlpMetrics.create().expectedSeries(60),
                StatsD.create().expectedSeries(20).port(9125),
                XRayTraces.create(),
                CloudWatchMetrics.ofOtlp());
        assertThat(config.appSources())
                .containsExactly(
                        new AppSource("OTLP", Optional.of(60), 60), new AppSource("StatsD", Optional.of(20), 60));
    }

    @Test
    void rejectsAnExpectedNumberOfSeriesThatCannotBe() {
        OtlpMetrics otlp = OtlpMetrics.create();
        StatsD statsD = StatsD.create();
        assertThatThrownBy(() -> otlp.expectedSeries(-1))
                .hasMessage("expectedSeries of OtlpMetrics must be 0 or more, got -1");
        assertThatThrownBy(() -> otlp.expectedSeries(1, Duration.millis(500)))
                .hasMessage("exportInterval of OtlpMetrics must be a second or more, got 0.5 s");
        assertThatThrownBy(() -> statsD.expectedSeries(-1))
                .hasMessage("expectedSeries of StatsD must be 0 or more, got -1");
    }

    @Test
    void sendsTracesToXRay() throws IOException {
        AdotConfig config = with(XRayTraces.create());
        Snapshot.assertText("golden/adot-xray-traces.yaml", config.toYaml());
        assertThat(config.ports()).containsExactly(9100, 8888, 13133, 4317, 4318);
        assertThat(config.environment()).containsOnlyKeys("AWS_REGION");
        assertThat(config.permissions())
                .hasToString("[IamPermission[target=X-Ray, actions=[xray:PutTraceSegments], resourceArn=*, equal={}]]");
    }

    @Test
    void sendsOtlpMetricsToCloudWatchWithUnchangedNames() throws IOException {
        AdotConfig config = with(CloudWatchMetrics.ofOtlp());
        Snapshot.assertText("golden/adot-cloudwatch-otlp.yaml", config.toYaml());
        assertThat(config.ports()).containsExactly(9100, 8888, 13133, 4317, 4318);
        assertThat(config.environment()).containsOnlyKeys("AWS_REGION", "CLOUDWATCH_METRICS_URL");
        assertThat(config.permissions())
                .hasToString(
                        "[IamPermission[target=CloudWatch, actions=[cloudwatch:PutMetricData], resourceArn=*, equal={}]]");
    }

    @Test
    void sendsNamedScrapedMetricsToCloudWatch() throws IOException {
        AdotConfig config = with(CloudWatchMetrics.ofPages("orders_.*", "orders_placed_total", "node_load1"));
        Snapshot.assertText("golden/adot-cloudwatch-pages.yaml", config.toYaml());
        assertThat(config.ports()).as("no OTLP").containsExactly(9100, 8888, 13133);
    }

    @Test
    void receivesStatsDAndAddsUpItsCounters() throws IOException {
        AdotConfig config = with(StatsD.create());
        Snapshot.assertText("golden/adot-statsd.yaml", config.toYaml());
        assertThat(config.ports()).containsExactly(9100, 8888, 13133, 8125);
        assertThat(config.udpPorts()).containsExactly(8125);
        assertThat(config.permissions()).isEmpty();
        assertThat(config.contactedServices()).containsExactly("aps-workspaces");
    }

    @Test
    void changesPortIntervalAndPercentilesOfStatsD() {
        AdotConfig config = with(StatsD.create()
                .port(9125)
                .aggregationInterval(Duration.seconds(10))
                .percentiles(99.9, 50, 50));
        assertThat(config.toYaml())
                .contains("endpoint: \"127.0.0.1:9125\"\n    aggregation_interval: 10s\n")
                .contains("percentiles:\n            - 50.0\n            - 99.9\n      - statsd_type: histogram\n")
                .contains("scrape_interval: 10s");
        assertThat(config.udpPorts()).containsExactly(9125);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1023, 65536})
    void rejectsAnInvalidPortOfStatsD(int port) {
        assertThatThrownBy(() -> StatsD.create().port(port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port of StatsD must be 1024 to 65535, got " + port);
    }

    @Test
    void rejectsInvalidIntervalsAndPercentilesOfStatsD() {
        assertThatThrownBy(() -> StatsD.create().aggregationInterval(Duration.seconds(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("aggregation interval of StatsD must be 10 to 240 whole seconds, got 5 s");
        assertThatThrownBy(() -> StatsD.create().percentiles())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("percentiles of StatsD must be one or more numbers from 0 to 100, got []");
        assertThatThrownBy(() -> StatsD.create().percentiles(50, 100.5, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("percentiles of StatsD must be one or more numbers from 0 to 100, got [50.0, 100.5, NaN]");
    }

    @Test
    void rejectsAPortThatIsUsedTwice() {
        assertThatThrownBy(() -> with(StatsD.create().port(9100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "port 9100 must have one user, got the exporter and StatsD: choose another port for one of them");
        assertThatThrownBy(() -> with(StatsD.create().port(4318), OtlpMetrics.create()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port 4318 must have one user, got StatsD and OTLP: choose another port for one of them");
    }

    @Test
    void rejectsAPortThatTheOffsetMovesBeyondTheLast() {
        TaskEndpoints third = new TaskEndpoints("127.0.0.1:9103", 8891, 13136, "127.0.0.1", 4321, job -> "127.0.0.1");
        AdotConfig.Builder config = AdotConfig.Builder.create()
                .options(CollectorOptions.DEFAULTS.withFeatures(
                        List.of(StatsD.create().port(65534))))
                .endpoints(third);
        assertThatThrownBy(config::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port of StatsD must be at most 65535 with hostPortOffset 3, which adds 2, got 65534: "
                        + "choose a lower port or offset");
    }

    @Test
    void rejectsTwoFeaturesWithDifferentPorts() {
        assertThatThrownBy(() -> with(StatsD.create(), StatsD.create().port(9125)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("features must agree on statsd, got ")
                .hasMessageEndingWith(": replace them by one feature");
    }

    @Test
    void usesTheCloudWatchEndpointOfTheTasksRegion() {
        Stack stack = Synth.stack();
        assertThat(stack.resolve(with(CloudWatchMetrics.ofOtlp()).environment()))
                .hasToString(
                        "{AWS_REGION={Ref=AWS::Region}, CLOUDWATCH_METRICS_URL="
                                + "{Fn::Join=[, [https://monitoring., {Ref=AWS::Region}, ., {Ref=AWS::URLSuffix}, /v1/metrics]]}}");
    }

    @Test
    void keepsCredentialsOutOfTheText() throws IOException {
        AdotConfig config = AdotConfig.Builder.create()
                .scrapeJobs(protectedJobs(Synth.stack()))
                .build();
        Snapshot.assertText("golden/adot-protected-pages.yaml", config.toYaml());
        assertThat(config.secrets()).containsOnlyKeys("SCRAPE_SECRET_admin_d1", "SCRAPE_SECRET_orders");
    }

    @Test
    void combinesAllOptions() throws IOException {
        AdotConfig config = AdotConfig.Builder.create()
                .options(CollectorOptions.DEFAULTS
                        .withScrapeInterval(Duration.minutes(1))
                        .withLabels(Map.of("team", "$hop", "environment", "production"))
                        .withProfile(MetricProfile.ESSENTIAL.plus("node_vmstat_.*", "otelcol_process_memory_rss"))
                        .withFeatures(List.of(
                                OtlpMetrics.create(),
                                XRayTraces.create(),
                                CloudWatchMetrics.ofOtlp(),
                                CloudWatchMetrics.ofPages("orders_.*"),
                                StatsD.create()))
                        .withOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "info"))))))
                .scrapeJobs(protectedJobs(Synth.stack()))
                .memoryLimitMiB(512)
                .build();
        Snapshot.assertText("golden/adot-everything.yaml", config.toYaml());
        assertThat(config.ports()).containsExactly(9100, 8888, 13133, 4317, 4318, 8125);
        assertThat(config.permissions()).hasSize(2);
    }

    @Test
    void contactsTheServicesOfAllFeatures() {
        assertThat(with(XRayTraces.create(), CloudWatchMetrics.ofOtlp()).contactedServices())
                .containsExactly("aps-workspaces", "xray", "monitoring");
    }

    @Test
    void contactsStsOnlyToAssumeARole() {
        CollectorDraft draft = new CollectorDraft();
        draft.extension("sigv4auth", Yaml.map("region", "eu-west-1", "service", "aps"));
        assertThat(draft.contactedServices()).isEmpty();
        draft.extension("sigv4auth/hub", Yaml.map("assume_role", Yaml.map("arn", "${env:ROLE}")));
        assertThat(draft.contactedServices()).containsExactly("sts");
    }

    @Test
    void ignoresADuplicateFeature() {
        assertThat(with(XRayTraces.create(), XRayTraces.create()).toYaml())
                .isEqualTo(with(XRayTraces.create()).toYaml());
    }

    @Test
    void rejectsConflictingFeatures() {
        assertThatThrownBy(() -> with(CloudWatchMetrics.ofPages("orders_.*"), CloudWatchMetrics.ofPages("up")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "features must agree on filter/cloudwatch, got "
                                + "{error_mode=propagate, metric_conditions=[not IsMatch(metric.name, \"^(?:orders_.*)$$\")]} and "
                                + "{error_mode=propagate, metric_conditions=[not IsMatch(metric.name, \"^(?:up)$$\")]}: replace them by one feature");
    }

    private static List<ScrapeJob> protectedJobs(Stack stack) {
        ISecret secret =
                software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(stack, "Secret", "orders");
        return List.of(
                ScrapeJob.of("orders", 8443)
                        .https()
                        .bearerToken(Secret.fromSecretsManager(secret, "token"))
                        .sampleLimit(2000),
                ScrapeJob.of("admin.1", 8081)
                        .path("/metrics/all")
                        .basicAuth("pro$metheus", Secret.fromSecretsManager(secret, "password")));
    }
}
