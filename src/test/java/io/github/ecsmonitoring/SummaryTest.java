package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app prints when the CLI runs it. */
class SummaryTest {
    @TempDir
    Path folder;

    private String stderr(String context, int status, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SummaryApp.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("CDK_CONTEXT_JSON", context);
        builder.environment().put("CDK_OUTDIR", folder.resolve("cdk.out").toString());
        builder.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20");
        Path errors = folder.resolve("stderr");
        Process process = builder.redirectError(errors.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(status);
        return Files.readString(errors, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"@aws-cdk/core:annotationsInValidationReport\": true}"})
    void isPrintedOnceWithAnyFlags(String context) throws Exception {
        assertThat(stderr(context, 0)).containsOnlyOnce("ECS monitoring: ").contains("""
                    ECS monitoring: monitored 4 task definitions and 0 clusters
                      reserved: 224 MiB in each of 4 task definitions
                      excluded: Central/Legacy
                      not monitored: Central/Anywhere: task definition Central/Anywhere must have compatibility FARGATE, EC2 or MANAGED_INSTANCES, got EXTERNAL: \
                    outside of AWS the collector cannot detect the account and the availability zone, which label every series
                      not monitored: Foreign/Audit, Foreign/Tax: workspace Central/Prometheus must be in the same account, got 222222222222, 111111111111: \
                    the CDK has no references between accounts; create an EcsMonitoring in each account, or import the workspace with \
                    PrometheusWorkspace.fromWorkspaceArn
                      note: nobody can sign in to Grafana Prod/Workload/Monitoring/Grafana yet: set grafanaAdmins(...) of the EcsMonitoring \
                    to ids of IAM Identity Center users or groups, or assign them in the workspace's console after the deployment
                      note: nobody is notified of alerts in workspace Central/Prometheus: set alerts(...) of the EcsMonitoring, or withoutAlerts()
                      note: workspace Central/Prometheus is in another region than what it monitors (us-east-1, eu-west-1): \
                    the CDK passes the workspace id through a Lambda function in each stack if both set crossRegionReferences, else synth fails; \
                    create an EcsMonitoring in each region, or import the workspace with PrometheusWorkspace.fromWorkspaceArn
                      cost: about 14.08 USD a month at list prices of us-east-1, not of eu-west-1, see monitoring-cost.json
                      cost: counted once, since unknown: Central/Orders, Far/Search, Far/Stock, Prod/Workload/Shop
                      next: cdk deploy --all
                    """);
    }

    @Test
    void isNotPrintedIfSynthFails() throws Exception {
        assertThat(stderr("{}", 1, "error"))
                .contains("task definition Central/TooSmall has 512 MiB of memory, but its containers reserve 736")
                .doesNotContain("ECS monitoring: ");
    }
}
