package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.grafana.IGrafana;
import io.github.ecsmonitoring.grafana.IGrafanaWorkspace;
import io.github.ecsmonitoring.internal.SharedKey;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.SummaryPrinter;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.IKey;
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
        Optional<IKey> key = settings.encryptionKeyArn().map(arn -> Key.fromKeyArn(this, "EncryptionKey", arn));
        key.ifPresent(shared -> SharedKey.set(this, shared));
        PrometheusWorkspace prometheus = prometheus(settings);
        options = EcsMonitoring.Builder.create(this, "Monitoring")
                .workspace(prometheus)
                .grafana(GrafanaWorkspace.Builder.create(this, "Grafana")
                        .authentication(settings.grafanaAuthentication()))
                .scrapeInterval(Duration.seconds(settings.scrapeIntervalSeconds()));
        key.ifPresent(options::encryptionKey);
        settings.grafanaRevision().ifPresent(options::grafanaContentRevision);
        if (settings.grafanaAdmins().isEmpty()) {
            withoutGrafanaRoles(settings);
        } else {
            options.grafanaAdmins(settings.grafanaAdmins().toArray(String[]::new));
        }
        settings.images().ifPresent(images -> options.images(images.source(this)));
        settings.alerts().ifPresentOrElse(options::alerts, this::withoutAlerts);
        monitoring = options.build();
        monitoring.getGrafana().ifPresent(this::addOutputs);
        output("PrometheusWorkspaceArn", prometheus.getWorkspaceArn());
        output("PrometheusWorkspaceId", prometheus.getWorkspaceId());
        output("PrometheusUrl", prometheus.getQueryUrl());
    }

    private void addOutputs(IGrafana grafana) {
        output("GrafanaUrl", grafana.getUrl());
        if (grafana instanceof IGrafanaWorkspace workspace) {
            output("GrafanaWorkspaceId", workspace.getWorkspaceId());
        }
        monitoring.getGrafanaPublication().ifPresent(publication -> {
            output("GrafanaContentStatus", publication.getStatus());
            output("GrafanaContentSummary", publication.getSummary());
        });
        monitoring.getGrafanaSignIn().ifPresent(signIn -> output("GrafanaNextStep", signIn));
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }

    private void withoutGrafanaRoles(AppSettings settings) {
        options.withoutGrafanaRoles();
        if (settings.usesIdentityCenter()) {
            SummaryPrinter.of(this)
                    .note(
                            "nobody can sign in to Grafana yet: set the context key " + ContextKeys.PREFIX
                                    + "grafana-admins to ids of IAM Identity Center users or groups, or assign them in the workspace's console after the deployment");
        }
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
                .logGroup(SharedKey.encrypted(LogGroup.Builder.create(this, "RuleLogs")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                        .build()));
        settings.kmsKeyArn()
                .map(arn -> Key.fromKeyArn(this, "Key", arn))
                .or(() -> SharedKey.of(this))
                .ifPresent(builder::encryptionKey);
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
