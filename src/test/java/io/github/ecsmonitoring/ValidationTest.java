package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
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

/**
 * The CDK's own validation of templates against resource schemas. It takes a second per synth, so it is enabled in
 * these tests only, which run in their own JVM (the execution {@code validation} of the pom).
 */
class ValidationTest {
    private final App app = Synth.app(Map.of(
            "@aws-cdk/core:validateAgainstDefaultRules", true, "@aws-cdk/core:failSynthOnValidationErrors", true));

    @BeforeEach
    void isEnabled() {
        assertThat(System.getenv("CDK_VALIDATION")).isEqualTo("true");
    }

    @Test
    void acceptsTheAppsStacksWithTags() {
        Tags.of(app)
                .add(
                        "team",
                        "shop",
                        TagProps.builder()
                                .excludeResourceTypes(List.of("AWS::Grafana::Workspace"))
                                .build());
        assertThat(MonitoringAppStacks.of(app)).hasSize(3);
        assertThat(app.synth().getStacks()).hasSize(3);
    }

    /** CloudFormation has them, unlike the schema of this aws-cdk-lib: see the manual. */
    @Test
    void rejectsTagsOfAGrafanaWorkspaceIfItsErrorsFailTheSynth() throws Exception {
        GrafanaWorkspace.Builder.create(new Stack(app, "Grafana"), "Grafana")
                .tag("team", "shop")
                .build();
        assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
        assertThat(Files.readString(Path.of(app.getOutdir(), "validation-report.json")))
                .contains("Tags: Additional properties are not allowed", "Grafana/Grafana/Resource")
                .containsOnlyOnce("\"ruleName\"");
    }

    @ParameterizedTest
    @EnumSource
    void acceptsTheExamples(Examples example) {
        example.create(app);
        assertThat(app.synth().getStacks().size()
                        + app.synth().getNestedAssemblies().size())
                .isPositive();
    }

    @Test
    void acceptsAWorkspaceWithAllOptions() {
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
                .encryptionKey(new Key(stack, "Key"))
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

    @Test
    void acceptsAllKindsOfReceivers() {
        Stack stack = new Stack(app, "Alerts");
        Secret secret = Secret.Builder.create(stack, "PagerDuty")
                .encryptionKey(new Key(stack, "Key"))
                .build();
        List<Receiver> receivers = List.of(
                Receiver.email("oncall@example.com"),
                Receiver.slack("T0123ABCD", "C0123ABCD"),
                Receiver.pagerDuty(secret),
                Receiver.topic(new Topic(stack, "Topic")));
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
        assertThat(app.synth().getStacks()).hasSize(1);
    }

    @Test
    void acceptsGrafanaOnEcsWithAllOptions() {
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
                .accessLogs(new Bucket(stack, "AccessLogs"))
                .deletionProtection()
                .database(GrafanaDatabase.postgres(Secret.fromSecretNameV2(stack, "Database", "grafana")))
                .desiredCount(2)
                .arm64()
                .content(GrafanaContent.of(
                        PrometheusWorkspace.Builder.create(stack, "Prometheus").build()))
                .build();
        assertThat(app.synth().getStacks()).hasSize(1);
    }

    @Test
    void acceptsContentPublishedFromAVpcAndRoles() {
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
        assertThat(app.synth().getStacks()).hasSize(1);
    }

    /** CloudFormation has it, and so has aws-cdk-lib since 2.272: see the manual. */
    @Test
    void rejectsOnePropertyOfAManagedDaemonIfItsErrorsFailTheSynth() throws Exception {
        ManagedInstancesApp.monitored(app);
        assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
        assertThat(Files.readString(Path.of(app.getOutdir(), "validation-report.json")))
                .contains(
                        "Critical: Additional properties are not allowed",
                        "Shop/Cluster/EcsHostMonitoring/ManagedInstances/Daemon")
                .containsOnlyOnce("\"ruleName\"");
    }

    @Test
    void rejectsAnUnknownProperty() {
        Stack stack = new Stack(app, "Demo");
        CfnResource.Builder.create(stack, "Wrong")
                .type("AWS::APS::Workspace")
                .properties(Map.of("Alais", "x"))
                .build();
        assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
    }
}
