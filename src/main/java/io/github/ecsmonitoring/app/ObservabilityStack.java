package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The Prometheus workspace with its rules, Grafana, and their log groups, independent of any workload. */
final class ObservabilityStack extends Stack {
    private final EcsMonitoring monitoring;

    ObservabilityStack(Construct scope, String id, AppSettings settings) {
        super(
                scope,
                id,
                StackProps.builder()
                        .description("Prometheus and Grafana workspaces for Amazon ECS")
                        .build());
        PrometheusWorkspace prometheus = PrometheusWorkspace.Builder.create(this, "Prometheus")
                .alias(settings.alias())
                .retentionDays(settings.retentionDays())
                .logGroup(LogGroup.Builder.create(this, "RuleLogs")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                        .build())
                .build();
        GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(this, "Grafana")
                .authentication(settings.grafanaAuthentication())
                .build();
        monitoring = EcsMonitoring.Builder.create(this, "Monitoring")
                .workspace(prometheus)
                .grafana(grafana)
                .scrapeInterval(Duration.seconds(settings.scrapeIntervalSeconds()))
                .build();
        CfnOutput.Builder.create(this, "GrafanaUrl").value(grafana.getUrl()).build();
        CfnOutput.Builder.create(this, "PrometheusWorkspaceArn")
                .value(prometheus.getWorkspaceArn())
                .build();
        CfnOutput.Builder.create(this, "PrometheusUrl")
                .value(prometheus.getQueryUrl())
                .build();
    }

    EcsMonitoring monitoring() {
        return monitoring;
    }
}
