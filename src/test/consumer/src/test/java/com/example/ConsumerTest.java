package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecsmonitoring.EcsCluster;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.grafana.GrafanaAccountAccess;
import io.github.ecsmonitoring.grafana.GrafanaAuthentication;
import io.github.ecsmonitoring.grafana.GrafanaNetworkAccess;
import io.github.ecsmonitoring.grafana.GrafanaSaml;
import io.github.ecsmonitoring.grafana.GrafanaVpcConnection;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.grafana.IGrafanaWorkspace;
import io.github.ecsmonitoring.network.MonitoringEndpoints;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.TrustedAccounts;
import io.github.ecsmonitoring.prometheus.WorkspaceWriterRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ClusterAttributes;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sns.Topic;

class ConsumerTest {
    private final App app = new App();

    @Test
    void synthesizesAllConstructsOfTheLibrary() throws Exception {
        Stack stack = new Stack(app, "Orders");
        Key key = new Key(stack, "Key");
        PrometheusWorkspace workspace = PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .alias("orders")
                .retentionDays(30)
                .outOfOrderWindow(Duration.minutes(5))
                .ruleQueryOffset(Duration.seconds(30))
                .limitSeries(Map.of("environment", "test"), 100_000)
                .limitOtherSeries(1_000_000)
                .logGroup(new LogGroup(stack, "Logs"))
                .queryLogging(new LogGroup(stack, "QueryLogs"), 1_000_000)
                .encryptionKey(key)
                .writers(TrustedAccounts.accounts("444455556666"))
                .readers(TrustedAccounts.organization("o-a1b2c3d4e5"))
                .build();
        WorkspaceWriterRole.Builder.create(stack, "Writer")
                .workspace(workspace)
                .trusted(TrustedAccounts.organization("o-a1b2c3d4e5"))
                .build();
        EcsMonitoring monitoring = EcsMonitoring.Builder.create(stack, "Monitoring")
                .workspace(workspace)
                .grafana(GrafanaWorkspace.Builder.create(stack, "Grafana").build())
                .alerts(Receiver.email("oncall@example.com"))
                .encryptionKey(key)
                .build();
        FargateTaskDefinition task = task(stack);
        monitoring.monitor(task, ScrapeJob.of("orders", 8080));
        monitoring.monitorAll(app);
        Cluster cluster = new EcsCluster(stack, "Environment").getCluster();
        FargateService.Builder.create(stack, "Checkout")
                .cluster(cluster)
                .taskDefinition(task)
                .build();
        MonitoringEndpoints.Builder.create(stack, "Endpoints")
                .vpc(cluster.getVpc())
                .workspace(workspace)
                .subnets(SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                        .build())
                .build();
        Tags.of(stack).add("team", "shop");

        Template template = Template.fromStack(stack);
        template.hasResourceProperties(
                "AWS::Grafana::Workspace",
                Map.of("GrafanaVersion", "12.4", "Tags", List.of(Map.of("Key", "team", "Value", "shop"))));
        template.resourceCountIs("AWS::APS::ResourcePolicy", 1);
        template.hasResourceProperties(
                "AWS::APS::Workspace",
                Map.of(
                        "WorkspaceConfiguration",
                        Map.of("OutOfOrderTimeWindowInSeconds", 300, "RuleQueryOffsetInSeconds", 30)));
        template.resourceCountIs("AWS::EC2::VPCEndpoint", 5);
        template.resourceCountIs("AWS::Lambda::Function", 1);
        template.resourceCountIs("AWS::Events::Rule", 3);
        // Ten of the workspace, two of the function, and one each of the service, the log group and the dead man's
        // switch.
        template.resourceCountIs("AWS::CloudWatch::Alarm", 15);
        String containers = template.findResources("AWS::ECS::TaskDefinition").toString();
        for (String part : List.of(
                "Name=ECS_SERVICE_NAME, Value=Checkout",
                "Condition=START, ContainerName=adot",
                "Enabled=true",
                "Drop=[ALL]")) {
            assertTrue(containers.contains(part), () -> "expected " + part + " in " + containers);
        }
        assertBundledImage(Path.of(app.synth().getDirectory()));
    }

    /** With resource types that the oldest aws-cdk-lib does not know. */
    @Test
    void createsADaemonForManagedInstances() {
        Stack stack = new Stack(app, "ManagedInstances");
        EcsMonitoring monitoring = EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutGrafana()
                .withoutAlerts()
                .build();
        monitoring.monitorHosts(
                Cluster.fromClusterAttributes(
                        stack,
                        "Cluster",
                        ClusterAttributes.builder()
                                .clusterName("shop")
                                .vpc(new Vpc(stack, "Vpc"))
                                .hasEc2Capacity(false)
                                .build()),
                List.of("arn:aws:ecs:eu-west-1:123456789012:capacity-provider/shop"));
        Template template = Template.fromStack(stack);
        template.hasResourceProperties("AWS::ECS::Daemon", Map.of("Critical", false));
        template.hasResourceProperties("AWS::ECS::DaemonTaskDefinition", Map.of("PidMode", "shared"));
        template.resourceCountIs("AWS::ECS::Service", 0);
        template.resourceCountIs("AWS::ECS::TaskDefinition", 0);
    }

    @Test
    void createsAGrafanaWorkspaceWithAllKindsOfOptions() {
        Stack stack = new Stack(app, "Grafana");
        Vpc vpc = Vpc.Builder.create(stack, "Vpc")
                .natGateways(0)
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("Grafana")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build()))
                .build();
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Workspace").build();
        MonitoringEndpoints.Builder.create(stack, "Endpoints")
                .vpc(vpc)
                .workspace(workspace)
                .forGrafana()
                .build();
        GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(stack, "Grafana")
                .authentication(
                        GrafanaAuthentication.saml(GrafanaSaml.metadataUrl("https://idp.example.com/metadata.xml")
                                .roleAttribute("role")
                                .adminRoles("platform")
                                .loginValidity(Duration.hours(8))))
                .accountAccess(GrafanaAccountAccess.organization("ou-ab12-cd34ef56"))
                .networkAccess(GrafanaNetworkAccess.ofVpcEndpoints(vpc.addInterfaceEndpoint(
                        "GrafanaWorkspace",
                        InterfaceVpcEndpointOptions.builder()
                                .service(InterfaceVpcEndpointAwsService.GRAFANA_WORKSPACE)
                                .build())))
                .vpcConnection(GrafanaVpcConnection.of(vpc))
                .logGroups(new LogGroup(stack, "Logs"))
                .snsTopics(new Topic(stack, "Topic"))
                .tag("team", "shop")
                .build();
        workspace.grantQuery(grafana);
        IGrafanaWorkspace imported = GrafanaWorkspace.fromWorkspaceId(stack, "Imported", "g-0a1b2c3d4e");
        assertTrue(imported.getWorkspaceArn().endsWith(":/workspaces/g-0a1b2c3d4e"), imported::getWorkspaceArn);

        Template template = Template.fromStack(stack);
        template.hasResourceProperties(
                "AWS::Grafana::Workspace", Map.of("AccountAccessType", "ORGANIZATION", "PluginAdminEnabled", true));
        template.resourceCountIs("AWS::EC2::VPCEndpoint", 10);
    }

    @Test
    void notifiesAllKindsOfReceivers() {
        Stack stack = new Stack(app, "Alerts");
        Secret secret = Secret.Builder.create(stack, "PagerDuty")
                .encryptionKey(new Key(stack, "SecretKey"))
                .build();
        Function function = Function.Builder.create(stack, "Function")
                .runtime(Runtime.NODEJS_22_X)
                .handler("index.handler")
                .code(Code.fromInline("exports.handler = async () => {};"))
                .build();
        Alarm alarm = Alarm.Builder.create(stack, "Alarm")
                .metric(Metric.Builder.create()
                        .namespace("Shop")
                        .metricName("Errors")
                        .build())
                .threshold(1)
                .evaluationPeriods(1)
                .build();
        List<Receiver> receivers = List.of(
                Receiver.email("oncall@example.com"),
                Receiver.slack("T0123ABCD", "C0123ABCD"),
                Receiver.pagerDuty(secret),
                Receiver.lambda(function),
                Receiver.topic(new Topic(stack, "Topic")));
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutGrafana()
                .alerts(receivers.toArray(Receiver[]::new))
                .build();
        receivers.forEach(receiver -> receiver.addAlarm(alarm));

        Template template = Template.fromStack(stack);
        // Of the receivers, and that of the dead man's switch.
        template.resourceCountIs("AWS::SNS::Topic", 5);
        template.resourceCountIs("AWS::Chatbot::SlackChannelConfiguration", 1);
        // An alarm of the stack, ten of the workspace, and one each of the log group and the dead man's switch.
        template.resourceCountIs("AWS::CloudWatch::Alarm", 13);
        // PagerDuty and the function have a rule for each alarm.
        template.resourceCountIs("AWS::Events::Rule", 26);
    }

    @Test
    void writesToAWorkspaceOfAnotherStack() {
        Stack observability = new Stack(app, "Observability");
        EcsMonitoring monitoring =
                EcsMonitoring.Builder.create(observability, "Monitoring").build();
        Stack workload = new Stack(app, "Workload");
        monitoring.monitor(task(workload));
        Template.fromStack(workload).resourceCountIs("AWS::ECS::TaskDefinition", 1);
        Template.fromStack(observability).resourceCountIs("AWS::APS::RuleGroupsNamespace", 5);
    }

    @Test
    void doesNotChangeTasksThatAreNotMonitored() {
        Stack stack = new Stack(app, "Orders");
        task(stack);
        assertEquals(
                List.of("AWS::ECS::TaskDefinition", "AWS::IAM::Role"),
                Stream.of(Template.fromStack(stack).toJSON().get("Resources"))
                        .flatMap(resources -> ((Map<?, ?>) resources).values().stream())
                        .map(resource -> ((Map<?, ?>) resource).get("Type"))
                        .sorted()
                        .toList());
    }

    private static FargateTaskDefinition task(Stack stack) {
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Task")
                .cpu(256)
                .memoryLimitMiB(512)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build());
        return task;
    }

    private static void assertBundledImage(Path assembly) throws Exception {
        try (Stream<Path> files = Files.walk(assembly)) {
            assertTrue(
                    files.anyMatch(file -> file.endsWith("node-exporter.jar")),
                    "expected the exporter's jar among the assets");
        }
    }
}
