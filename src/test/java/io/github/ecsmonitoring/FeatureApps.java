package io.github.ecsmonitoring;

import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.app.MonitoringAppStacks;
import io.github.ecsmonitoring.grafana.GrafanaPublication;
import io.github.ecsmonitoring.grafana.GrafanaRoleAssignment;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.service.GrafanaDatabase;
import io.github.ecsmonitoring.grafana.service.GrafanaService;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.TrustedAccounts;
import io.github.ecsmonitoring.prometheus.WorkspaceAlarms;
import io.github.ecsmonitoring.prometheus.WorkspaceWriterRole;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sns.Topic;

/** Apps with all options of a feature. */
public enum FeatureApps {
    MAIN(MonitoringAppStacks::of),
    WORKSPACE(FeatureApps::workspace),
    RECEIVERS(FeatureApps::receivers),
    GRAFANA_SERVICE(FeatureApps::grafanaService),
    GRAFANA_CONTENT(FeatureApps::grafanaContent);

    private final Consumer<App> stacks;

    FeatureApps(Consumer<App> stacks) {
        this.stacks = stacks;
    }

    /** Adds the stacks to an app. */
    public void create(App app) {
        stacks.accept(app);
    }

    private static void workspace(App app) {
        Stack stack = new Stack(app, "Hub");
        PrometheusWorkspace hub = PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .alias("hub")
                .retentionDays(400)
                .outOfOrderWindow(Duration.minutes(5))
                .ruleQueryOffset(Duration.minutes(5))
                .limitSeries(Map.of("environment", "test"), 100_000)
                .limitOtherSeries(1_000_000)
                .logGroup(new LogGroup(stack, "RuleLogs"))
                .queryLogging(new LogGroup(stack, "QueryLogs"), 1_000_000)
                .encryptionKey(
                        Key.Builder.create(stack, "Key").enableKeyRotation(true).build())
                .writers(TrustedAccounts.accounts("444455556666"))
                .readers(TrustedAccounts.organization("o-a1b2c3d4e5"))
                .build();
        WorkspaceWriterRole.Builder.create(stack, "Writer")
                .workspace(hub)
                .roleName("prometheus-writer")
                .trusted(TrustedAccounts.organization("o-a1b2c3d4e5"))
                .build();
        WorkspaceAlarms.Builder.create(stack, "Alarms").workspace(hub).build();
    }

    private static void receivers(App app) {
        Stack stack = new Stack(app, "Alerts");
        Secret secret = Secret.Builder.create(stack, "PagerDuty")
                .encryptionKey(
                        Key.Builder.create(stack, "Key").enableKeyRotation(true).build())
                .build();
        List<Receiver> receivers = List.of(
                Receiver.email("oncall@example.com"),
                Receiver.slack("T0123ABCD", "C0123ABCD"),
                Receiver.pagerDuty(secret),
                Receiver.topic(
                        Topic.Builder.create(stack, "Topic").enforceSsl(true).build()));
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutGrafana()
                .alerts(receivers.toArray(Receiver[]::new))
                .build();
        Alarm alarm = Alarm.Builder.create(stack, "Alarm")
                .metric(Metric.Builder.create()
                        .namespace("Shop")
                        .metricName("Errors")
                        .build())
                .threshold(1)
                .evaluationPeriods(1)
                .build();
        receivers.forEach(receiver -> receiver.addAlarm(alarm));
    }

    private static void grafanaService(App app) {
        Stack stack = new Stack(
                app,
                "Grafana",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("123456789012")
                                .region("eu-west-1")
                                .build())
                        .build());
        GrafanaService.Builder.create(stack, "Grafana")
                .vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).natGateways(1).build())
                .certificate(Certificate.fromCertificateArn(
                        stack, "Certificate", "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d"))
                .domainName("grafana.example.com")
                .hostedZone(HostedZone.fromHostedZoneAttributes(
                        stack,
                        "Zone",
                        HostedZoneAttributes.builder()
                                .hostedZoneId("Z0123456789ABC")
                                .zoneName("example.com")
                                .build()))
                .internetFacing(Peer.ipv4("203.0.113.0/24"))
                .accessLogs(Bucket.Builder.create(stack, "AccessLogs")
                        .enforceSsl(true)
                        .build())
                .deletionProtection()
                .database(GrafanaDatabase.postgres(Secret.fromSecretNameV2(stack, "Database", "grafana")))
                .desiredCount(2)
                .arm64()
                .content(GrafanaContent.of(
                        PrometheusWorkspace.Builder.create(stack, "Prometheus").build()))
                .build();
    }

    private static void grafanaContent(App app) {
        Stack stack = new Stack(app, "Grafana");
        GrafanaWorkspace grafana =
                GrafanaWorkspace.Builder.create(stack, "Grafana").build();
        GrafanaPublication.Builder.create(stack, "Content")
                .workspace(grafana)
                .content(GrafanaContent.of(
                        PrometheusWorkspace.Builder.create(stack, "Prometheus").build()))
                .vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).build())
                .build();
        GrafanaRoleAssignment.Builder.create(stack, "Roles")
                .workspace(grafana)
                .admins("9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666")
                .build();
    }
}
