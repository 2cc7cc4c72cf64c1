package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.prometheus.AlertRule;
import io.github.ecsmonitoring.prometheus.PrometheusRule;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.RecordingRule;
import io.github.ecsmonitoring.prometheus.RuleGroup;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** The rules of a workspace extend the metric profile of everything that writes to it. */
class RuleProfilesTest {
    private final Stack stack = Synth.stack();
    private final PrometheusWorkspace workspace =
            PrometheusWorkspace.Builder.create(stack, "Workspace").build();

    private FargateTaskDefinition task() {
        FargateTaskDefinition task = new FargateTaskDefinition(stack, "Task");
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("app:1"))
                        .build());
        return task;
    }

    private EcsMonitoring monitoring(MetricProfile profile) {
        return EcsMonitoring.Builder.create(stack, "Monitoring")
                .workspace(workspace)
                .profile(profile)
                .withoutGrafana()
                .build();
    }

    private void addRules(PrometheusRule... rules) {
        workspace.addRules("own", RuleGroup.of("own", rules));
    }

    private static AlertRule reading(String expr) {
        return AlertRule.of("Own", expr);
    }

    /** The configuration of the only collector in the template. */
    private String config() {
        Object environment = Synth.container(stack, "adot").get("Environment");
        return Synth.list(environment).stream()
                .filter(variable -> Synth.map(variable).get("Name").equals("AOT_CONFIG_CONTENT"))
                .map(variable -> Synth.map(variable).get("Value").toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void addsTheMetricsOfRulesThatAreAddedBeforeOrAfterTheTask() {
        addRules(reading("rate(node_forks_total[5m]) > 100"));
        monitoring(MetricProfile.ESSENTIAL).monitor(task());
        workspace.addRules("later", RuleGroup.of("later", reading("node_procs_blocked + otelcol_process_uptime > 5")));
        assertThat(config())
                .contains("|forks_total|")
                .contains("|procs_blocked|")
                .contains("|process_uptime|");
    }

    @Test
    void leavesTheConfigurationUnchangedWithoutFurtherMetrics() {
        monitoring(MetricProfile.ESSENTIAL).monitor(task());
        Stack other = Synth.stack();
        FargateTaskDefinition task = new FargateTaskDefinition(other, "Task");
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("app:1"))
                        .build());
        EcsMonitoring.Builder.create(other, "Monitoring")
                .withoutGrafana()
                .build()
                .monitor(task);
        addRules(reading("orders_total > node_load1 and on () up"));
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
                .contains("AOT_CONFIG_CONTENT")
                .isEqualTo(Synth.container(other, "adot").get("Environment").toString());
    }

    @Test
    void extendsTheProfileOfInstances() {
        Cluster cluster = Cluster.Builder.create(stack, "Cluster").build();
        monitoring(MetricProfile.ESSENTIAL).monitorHosts(cluster);
        addRules(reading("node_md_disks_required > 1"));
        assertThat(config()).contains("|md_disks_required|");
    }

    @Test
    void extendsTheProfileOfTasksThatMonitorAllFinds() {
        EcsMonitoring monitoring = monitoring(MetricProfile.ESSENTIAL);
        task();
        monitoring.monitorAll(stack);
        addRules(reading("node_procs_blocked > 5"));
        assertThat(config()).contains("|procs_blocked|");
    }

    @Test
    void needsNoStabilizationOfAspects() {
        Stack old = new Stack(Synth.app(Map.of("@aws-cdk/core:aspectStabilization", false)), "Old");
        EcsMonitoring monitoring =
                EcsMonitoring.Builder.create(old, "Monitoring").withoutGrafana().build();
        FargateTaskDefinition task = new FargateTaskDefinition(old, "Task");
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("app:1"))
                        .build());
        monitoring.monitorAll(old);
        ((PrometheusWorkspace) monitoring.getWorkspace())
                .addRules("own", RuleGroup.of("own", reading("node_procs_blocked > 5")));
        assertThat(Synth.container(old, "adot").get("Environment").toString()).contains("|procs_blocked|");
    }

    @Test
    void extendsACustomProfileToo() {
        monitoring(MetricProfile.ESSENTIAL.plus("node_vmstat_.*")).monitor(task());
        addRules(reading("rate(node_vmstat_pgfault[5m]) > node_procs_blocked"));
        assertThat(config())
                .contains("|procs_blocked|")
                .contains("|node_vmstat_.*")
                .doesNotContain("pgfault");
    }

    @Test
    void keepsWhatAPatternSelects() {
        monitoring(MetricProfile.ESSENTIAL).monitor(task());
        addRules(
                reading("count({__name__=~\"node_netstat_Tcp_.*|node_softnet_dropped.*|orders_.*\"}) > 1"),
                reading("count by (__name__) ({__name__=~\".+\"}) > 1000"),
                reading("count({job=\"node\"}) > 1000"));
        assertThat(config())
                .contains("|node_netstat_Tcp_.*")
                .contains("|softnet_dropped_total")
                .doesNotContain("context_switches")
                .doesNotContain("orders_");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "rate(node_cpu_second_total[5m]) > 1 | metric node_cpu_second_total is not exposed by the exporter or the collector: did you mean "
                        + "node_cpu_seconds_total? Otherwise add it to the profile, if a text file or an application exposes it: "
                        + "MetricProfile.ESSENTIAL.plus(\"node_cpu_second_total\")",
                "node_memory_MemAvailable > 1        | metric node_memory_MemAvailable is not exposed by the exporter or the collector: did you mean "
                        + "node_memory_MemAvailable_bytes? Otherwise add it to the profile, if a text file or an application exposes it: "
                        + "MetricProfile.ESSENTIAL.plus(\"node_memory_MemAvailable\")",
                "node_backup > 1                     | metric node_backup is not exposed by the exporter or the collector: add it to the profile, if a text file or an "
                        + "application exposes it: MetricProfile.ESSENTIAL.plus(\"node_backup\")",
                "ecs_container_restart_total > 1     | metric ecs_container_restart_total is not exposed by the exporter or the collector: did you mean "
                        + "ecs_container_restarts_total? ",
                "otelcol_exporter_queue_sizes > 1    | metric otelcol_exporter_queue_sizes is not exposed by the exporter or the collector: did you mean "
                        + "otelcol_exporter_queue_size? ",
                "count({__name__=~\"node_cpus_.*\"}) > 1 | no metric that the exporter or the collector exposes matches \"node_cpus_.*\"",
            })
    void rejectsANameThatNothingExposes(String expr, String problem) {
        monitoring(MetricProfile.ESSENTIAL).monitor(task());
        addRules(reading(expr));
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(
                        "[Demo/Workspace/EcsMonitoringRuleProfiles] rules own, group own, alert Own: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_backup_age_seconds", "node_backup_.*"})
    void theProfileDeclaresMetricsOfTextFiles(String declared) {
        monitoring(MetricProfile.ESSENTIAL.plus(declared)).monitor(task());
        addRules(reading("node_backup_age_seconds > 86400"));
        assertThat(config()).contains(declared.substring("node_".length()));
    }

    @Test
    void oneOfSeveralTasksMayDeclareAMetric() {
        monitoring(MetricProfile.ESSENTIAL).monitor(task());
        FargateTaskDefinition batch = new FargateTaskDefinition(stack, "Batch");
        batch.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("app:1"))
                        .build());
        TaskMonitoring.Builder.create(stack, "BatchMonitoring")
                .taskDefinition(batch)
                .workspace(workspace)
                .profile(MetricProfile.ESSENTIAL.plus("node_batch_rows"))
                .build();
        addRules(reading("node_batch_rows > 1"));
        assertThat(Synth.template(stack)).isNotEmpty();
    }

    @Test
    void recordedSeriesAndFullProfilesNeedNothing() {
        monitoring(MetricProfile.FULL).monitor(task());
        addRules(
                RecordingRule.of("node_load_per_cpu", "node_load1 / node_backup_age_seconds"),
                reading("node_load_per_cpu > 1"));
        assertThat(config()).contains("regex: target_info").doesNotContain("load1");
    }

    @Test
    void recordedSeriesAreNotScraped() {
        monitoring(MetricProfile.ESSENTIAL).monitor(task());
        addRules(RecordingRule.of("node_load_per_core", "node_load1 / node_load5"), reading("node_load_per_core > 1"));
        assertThat(config()).contains("|load5|").doesNotContain("load_per_core");
    }

    @Test
    void rejectsRulesThatAnAspectAddsTooLate() {
        monitoring(MetricProfile.ESSENTIAL).monitor(task());
        Construct leaf = new Construct(stack, "Late");
        Aspects.of(leaf)
                .add(
                        node -> addRules(reading("node_procs_blocked > 5")),
                        AspectOptions.builder().priority(950).build());
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(
                        "rules were added to workspace Demo/Workspace after the metric profiles had been extended: add them before synth, or by an "
                                + "Aspect with a priority below 900");
    }
}
