package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.SummaryPrinter;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The Prometheus workspace with its rules, Grafana, and their log groups, independent of any workload. */
final class ObservabilityStack extends Stack {
    private final EcsMonitoring.Builder options;
    private final EcsMonitoring monitoring;

    ObservabilityStack(Construct scope, String id, AppSettings settings) {
        super(scope, id, settings.stackProps("Prometheus and Grafana workspaces for Amazon ECS"));
        PrometheusWorkspace prometheus = prometheus(settings);
        GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(this, "Grafana")
                .authentication(settings.grafanaAuthentication())
                .build();
        options = EcsMonitoring.Builder.create(this, "Monitoring")
                .workspace(prometheus)
                .grafana(grafana)
                .scrapeInterval(Duration.seconds(settings.scrapeIntervalSeconds()));
        settings.images().ifPresent(images -> options.images(images.source(this)));
        settings.alerts().ifPresentOrElse(options::alerts, this::withoutAlerts);
        monitoring = options.build();
        CfnOutput.Builder.create(this, "GrafanaUrl").value(grafana.getUrl()).build();
        CfnOutput.Builder.create(this, "PrometheusWorkspaceArn")
                .value(prometheus.getWorkspaceArn())
                .build();
        CfnOutput.Builder.create(this, "PrometheusUrl")
                .value(prometheus.getQueryUrl())
                .build();
    }

    private void withoutAlerts() {
        options.withoutAlerts();
        SummaryPrinter.of(this)
                .note("nobody is notified of alerts: set the context key " + ContextKeys.PREFIX + "alert-email");
    }

    private PrometheusWorkspace prometheus(AppSettings settings) {
        PrometheusWorkspace.Builder builder = PrometheusWorkspace.Builder.create(this, "Prometheus")
                .alias(settings.alias())
                .retentionDays(settings.retentionDays())
                .logGroup(LogGroup.Builder.create(this, "RuleLogs")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                        .build());
        settings.kmsKeyArn().ifPresent(arn -> builder.encryptionKey(Key.fromKeyArn(this, "Key", arn)));
        return builder.build();
    }

    /** The options of {@link #monitoring}, for monitoring that is built by itself. */
    EcsMonitoring.Builder options() {
        return options;
    }

    EcsMonitoring monitoring() {
        return monitoring;
    }
}
