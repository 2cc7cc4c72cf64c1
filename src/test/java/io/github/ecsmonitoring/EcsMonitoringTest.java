package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.PipelineFeature;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.NodeExporterSidecar;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

class EcsMonitoringTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:999999999999:workspace/ws-0a1b2c3d";

    private final Stack stack = Synth.stack();

    private EcsMonitoring.Builder monitoring() {
        return EcsMonitoring.Builder.create(stack, "Monitoring");
    }

    private static TaskDefinition task(Stack stack, String id) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(stack, id).cpu(256).memoryLimitMiB(512).build();
        task.addContainer("app", ContainerDefinitionOptions.builder().image(ContainerImage.fromRegistry("example/app:1")).build());
        return task;
    }

    private void assertMade(int prometheus, int grafana, int logGroups) {
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::APS::Workspace", prometheus);
        template.resourceCountIs("AWS::Grafana::Workspace", grafana);
        template.resourceCountIs("AWS::Logs::LogGroup", logGroups);
    }

    @Test
    void makesEverythingThatItIsNotGiven() {
        monitoring().build();
        assertMade(1, 1, 2);
        assertThat(Synth.properties(stack, "AWS::APS::Workspace").get("LoggingConfiguration").toString()).contains("MonitoringRuleLogs");
    }

    @Test
    void letsItsGrafanaQueryItsWorkspaceOnly() {
        monitoring().build();
        assertThat(Synth.properties(stack, "AWS::IAM::Policy").get("PolicyDocument").toString()).contains(
            "{Action=[aps:GetLabels, aps:GetMetricMetadata, aps:GetSeries, aps:QueryMetrics], Effect=Allow, "
                + "Resource={Fn::GetAtt=[PrometheusWorkspace, Arn]}}");
    }

    @Test
    void makesNothingThatItIsGiven() {
        IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN);
        EcsMonitoring monitoring = monitoring().workspace(workspace).withoutGrafana()
            .logGroup(LogGroup.fromLogGroupName(stack, "Logs", "given")).build();
        monitoring.monitor(task(stack, "Orders"));
        assertMade(0, 0, 0);
        assertThat(monitoring.getWorkspace()).isSameAs(workspace);
        assertThat(monitoring.getGrafana()).isEmpty();
    }

    @Test
    void letsAGivenGrafanaQueryAGivenWorkspaceOfAnotherAccount() {
        GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(stack, "Own").build();
        EcsMonitoring monitoring = monitoring().workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN)).grafana(grafana).build();
        assertThat(monitoring.getGrafana()).containsSame(grafana);
        assertThat(Synth.properties(stack, "AWS::IAM::Policy").get("PolicyDocument").toString()).contains("Resource=" + ARN);
    }

    @Test
    void addsOneSetOfContainersHoweverOftenItIsCalled() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().build();
        TaskDefinition task = task(stack, "Orders");
        TaskMonitoring first = monitoring.monitor(task);
        assertThat(monitoring.monitor(task)).isSameAs(first);
        assertThat(Synth.list(Synth.properties(stack, "AWS::ECS::TaskDefinition").get("ContainerDefinitions")))
            .extracting(container -> Synth.map(container).get("Name")).containsExactly("app", "node-exporter", "adot");
    }

    @Test
    void refusesScrapeJobsThatComeTooLate() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().build();
        TaskDefinition task = task(stack, "Orders");
        monitoring.monitor(task);
        assertThatThrownBy(() -> monitoring.monitor(task, ScrapeJob.of("orders", 8080))).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("task definition Demo/Orders is monitored by Demo/Orders/EcsTaskMonitoring already, and has one set of sidecars: "
                + "give all its options and scrape jobs to the first call");
    }

    @Test
    void passesItsDefaultsToEachTask() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().scrapeInterval(Duration.seconds(60)).labels(Map.of("environment", "test")).build();
        monitoring.monitor(task(stack, "Orders"), ScrapeJob.of("orders", 8080));
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
            .contains("scrape_interval: 60s", "environment: test", "job_name: orders");
    }

    @Test
    void passesProfileFeaturesAndOverridesToEachTask() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().profile(MetricProfile.FULL).feature(OtlpMetrics.create())
            .configOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "info"))))).build();
        monitoring.monitor(task(stack, "Orders"));
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
            .contains("endpoint: \"127.0.0.1:4317\"", "level: info", "regex: target_info").doesNotContain("action: keep");
    }

    @Test
    void refusesABadOverrideBeforeTheFirstTask() {
        EcsMonitoring.Builder monitoring = monitoring();
        assertThatThrownBy(() -> monitoring.configOverride(Map.of("service", new Object[0]))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("configOverride at service must be made of maps, lists, text, numbers and booleans, got Object[]");
    }

    @Test
    void putsEverythingOfATaskIntoTheTasksStack() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().build();
        Stack workload = new Stack((App) stack.getNode().getRoot(), "Workload");
        monitoring.monitor(task(workload, "Orders"));
        assertThat(Synth.map(Synth.template(stack).get("Resources")).values()).extracting(resource -> Synth.map(resource).get("Type"))
            .containsExactlyInAnyOrder("AWS::APS::Workspace", "AWS::APS::RuleGroupsNamespace",
                "AWS::APS::RuleGroupsNamespace", "AWS::Logs::LogGroup", "AWS::Logs::LogGroup");
        assertThat(Synth.container(workload, "adot")).isNotNull();
    }

    @Test
    void takesAWorkspaceOfEachStackWithItsOwnLogicalId() {
        monitoring().build();
        Stack other = new Stack((App) stack.getNode().getRoot(), "Other");
        EcsMonitoring.Builder.create(other, "Monitoring").build();
        assertThat(List.of(stack, other)).allSatisfy(one -> Template.fromStack(one).resourceCountIs("AWS::APS::Workspace", 1));
    }

    @Test
    void refusesAGrafanaThatIsBothGivenAndRuledOut() {
        EcsMonitoring.Builder builder = monitoring().grafana(GrafanaWorkspace.Builder.create(stack, "Own").build()).withoutGrafana();
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("grafana(...) and withoutGrafana() contradict each other: choose one");
    }

    @Test
    void refusesAnImportedTaskDefinition() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().build();
        assertThatThrownBy(() -> monitoring.monitor(TaskDefinition.fromTaskDefinitionArn(stack, "Imported",
            "arn:aws:ecs:eu-west-1:123456789012:task-definition/orders:1"))).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("task definition Demo/Imported is imported: containers can only be added to a task definition that this app makes");
    }

    @Test
    void refusesAnIntervalAtOnce() {
        EcsMonitoring.Builder builder = monitoring();
        assertThatThrownBy(() -> builder.scrapeInterval(Duration.seconds(5))).hasMessage("scrape interval must be 10 to 240 whole seconds, got 5 s");
    }

    @Test
    void passesItsSidecarsToEachTask() {
        monitoring().withoutGrafana()
            .collector(AdotSidecar.Builder.create().memoryLimitMiB(300).build())
            .exporter(NodeExporterSidecar.Builder.create().memoryLimitMiB(200).build())
            .build().monitor(task(stack, "Orders"));
        assertThat(Synth.container(stack, "adot")).containsEntry("Memory", 300);
        assertThat(Synth.container(stack, "node-exporter")).containsEntry("Memory", 200);
    }

    @Test
    void passesItsImagesSizesAndLogsToEachTaskAndInstance() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().images(ImageSource.registry("registry.example.com"))
            .upsize().logging(LogDrivers.syslog()).build();
        TaskDefinition task = task(stack, "Orders");
        task.addContainer("worker", ContainerDefinitionOptions.builder().image(ContainerImage.fromRegistry("example/app:1")).memoryReservationMiB(400).build());
        monitoring.monitor(task);
        monitoring.monitorHosts(Cluster.Builder.create(stack, "Cluster").vpc(new Vpc(stack, "Vpc")).build());
        assertMade(1, 0, 1);
        String tasks = Template.fromStack(stack).findResources("AWS::ECS::TaskDefinition").values().toString();
        assertThat(tasks).contains("Cpu=256", "Memory=1024").doesNotContain("public.ecr.aws").doesNotContain("awslogs");
        assertThat(tasks.split("registry.example.com/aws-otel-collector", -1)).hasSize(3);
        assertThat(tasks.split("registry.example.com/node-exporter", -1)).hasSize(3);
    }

    @Test
    void keepsItsLogGroupsAsLongAsItIsTold() {
        monitoring().withoutGrafana().logRetention(RetentionDays.ONE_WEEK).build();
        Template.fromStack(stack).allResourcesProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 7));
    }

    @Test
    void refusesALogGroupBesideAnotherWayToLog() {
        EcsMonitoring.Builder builder = monitoring().logGroup(LogGroup.fromLogGroupName(stack, "Logs", "given")).logging(LogDrivers.syslog());
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("logGroup(...) and logging(...) contradict each other: choose one");
    }

    @Test
    void isNotChangedByItsBuilder() {
        EcsMonitoring.Builder builder = monitoring().withoutGrafana().labels(Map.of("environment", "test"));
        EcsMonitoring monitoring = builder.build();
        builder.labels(Map.of("team", "shop"));
        monitoring.monitor(task(stack, "Orders"));
        assertThat(Synth.container(stack, "adot").get("Environment").toString()).contains("environment: test").doesNotContain("team: shop");
    }

    @Test
    void saysWhatIsNull() {
        EcsMonitoring.Builder builder = monitoring();
        assertThatThrownBy(() -> builder.feature((PipelineFeature) null)).isInstanceOf(NullPointerException.class).hasMessage("feature");
        assertThatThrownBy(() -> builder.scrapeInterval(null)).isInstanceOf(NullPointerException.class).hasMessage("interval");
        assertThatThrownBy(() -> builder.profile(null)).isInstanceOf(NullPointerException.class).hasMessage("profile");
        assertThatThrownBy(() -> builder.workspace(null)).isInstanceOf(NullPointerException.class).hasMessage("workspace");
        assertThatThrownBy(() -> builder.images(null)).isInstanceOf(NullPointerException.class).hasMessage("images");
        EcsMonitoring monitoring = builder.withoutGrafana().build();
        assertThatThrownBy(() -> monitoring.monitor(null)).isInstanceOf(NullPointerException.class).hasMessage("taskDefinition");
        assertThatThrownBy(() -> monitoring.monitor(task(stack, "Orders"), (ScrapeJob) null)).isInstanceOf(NullPointerException.class).hasMessage("job");
        assertThatThrownBy(() -> monitoring.monitorAll(null)).isInstanceOf(NullPointerException.class).hasMessage("scope");
        assertThatThrownBy(() -> monitoring.monitorHosts(null)).isInstanceOf(NullPointerException.class).hasMessage("cluster");
        assertThatThrownBy(() -> monitoring.exclude(null)).isInstanceOf(NullPointerException.class).hasMessage("construct");
    }

    @Test
    void passesAppDependsOnCollectorToEachTask() {
        monitoring().withoutGrafana().appDependsOnCollector(false).build().monitor(task(stack, "Orders"));
        assertThat(Synth.container(stack, "app").get("DependsOn")).isNull();
    }

    @Test
    void refusesLabelsAtOnce() {
        EcsMonitoring.Builder builder = monitoring();
        assertThatThrownBy(() -> builder.labels(Map.of("job", "x"))).hasMessage("label job is set by the library, choose another name");
        assertThatThrownBy(() -> builder.labels(null)).hasMessage("labels must be a map of names and values, got null");
    }

    @Test
    void givesATaskOfAnotherRegionALogGroupOfItsOwn() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN)).build();
        Stack elsewhere = new Stack((App) stack.getNode().getRoot(), "Elsewhere", StackProps.builder()
            .env(Environment.builder().account("123456789012").region("us-east-1").build()).build());
        monitoring.monitor(task(elsewhere, "Orders"));
        Template.fromStack(elsewhere).resourceCountIs("AWS::Logs::LogGroup", 1);
        assertThat(Synth.container(elsewhere, "adot").get("LogConfiguration").toString()).contains("awslogs-group={Ref=OrdersEcsTaskMonitoringLogs");
    }

    @Test
    void refusesATaskWhoseSamplesGoToAnotherWorkspace() {
        TaskDefinition task = task(stack, "Orders");
        monitoring().withoutGrafana().build().monitor(task);
        EcsMonitoring other = EcsMonitoring.Builder.create(stack, "Other").withoutGrafana()
            .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN)).build();
        assertThatThrownBy(() -> other.monitor(task)).isInstanceOf(IllegalArgumentException.class).hasMessage(
            "task definition Demo/Orders is monitored by Demo/Orders/EcsTaskMonitoring already, with workspace Demo/Monitoring/Prometheus: "
                + "Demo/Other cannot send its samples to workspace Demo/Amp as well");
    }

    @Test
    void takesATaskThatAnotherMonitorsWithTheSameWorkspace() {
        TaskDefinition task = task(stack, "Orders");
        EcsMonitoring monitoring = monitoring().withoutGrafana().workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN)).build();
        EcsMonitoring other = EcsMonitoring.Builder.create(stack, "Other").withoutGrafana()
            .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "SameAmp", ARN)).build();
        assertThat(other.monitor(task)).isSameAs(monitoring.monitor(task));
    }

    @Test
    void livesBesideAConstructOfTheUsersThatIsNamedMonitoring() {
        TaskDefinition task = task(stack, "Orders");
        new Construct(task, "Monitoring");
        assertThat(monitoring().withoutGrafana().build().monitor(task)).isNotNull();
    }

    @Test
    void twoInOneStackAreToldToShareTheirWorkspaces() {
        EcsMonitoring first = monitoring().build();
        assertThatThrownBy(() -> EcsMonitoring.Builder.create(stack, "Second").build()).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("or a second EcsMonitoring the same one by workspace(...)");
        assertThatThrownBy(() -> EcsMonitoring.Builder.create(stack, "Third").workspace(first.getWorkspace()).build())
            .hasMessageContaining("or a second EcsMonitoring the same one by grafana(...)");
        EcsMonitoring.Builder.create(stack, "Fourth").workspace(first.getWorkspace()).grafana(first.getGrafana().orElseThrow()).build();
    }

    private static Cluster cluster(Stack stack) {
        Cluster cluster = new Cluster(stack, "Cluster");
        AutoScalingGroup group = AutoScalingGroup.Builder.create(stack, "Group").vpc(cluster.getVpc())
            .launchTemplate(LaunchTemplate.Builder.create(stack, "Template").machineImage(EcsOptimizedImage.amazonLinux2023())
                .instanceType(new InstanceType("t3.medium")).userData(UserData.forLinux())
                .securityGroup(SecurityGroup.Builder.create(stack, "Instances").vpc(cluster.getVpc()).build())
                .role(Role.Builder.create(stack, "InstanceRole").assumedBy(new ServicePrincipal("ec2.amazonaws.com")).build()).build()).build();
        AsgCapacityProvider provider = AsgCapacityProvider.Builder.create(stack, "Capacity").autoScalingGroup(group).build();
        cluster.addAsgCapacityProvider(provider);
        cluster.addDefaultCapacityProviderStrategy(List.of(
            CapacityProviderStrategy.builder().capacityProvider(provider.getCapacityProviderName()).weight(1).build()));
        return cluster;
    }

    @Test
    void monitorsTheInstancesOfACapacityProviderOnceHoweverOftenItIsCalled() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().labels(Map.of("environment", "test")).build();
        Stack workload = new Stack((App) stack.getNode().getRoot(), "Workload");
        Cluster cluster = cluster(workload);
        HostMonitoring first = monitoring.monitorHosts(cluster);
        assertThat(monitoring.monitorHosts(cluster)).isSameAs(first);
        // Its launch type is no capacity provider's: a daemon runs on the instances of all of them.
        assertThat(Synth.properties(workload, "AWS::ECS::Service")).containsEntry("SchedulingStrategy", "DAEMON").containsEntry("LaunchType", "EC2")
            .doesNotContainKeys("CapacityProviderStrategy", "DesiredCount");
        assertThat(Synth.container(workload, "adot").get("Environment").toString()).contains("environment: test").doesNotContain("ECS_SERVICE_NAME");
        assertThat(DependencyCycles.find(DependencyCycles.ofTemplate(Synth.template(workload)))).isEmpty();
    }

    @Test
    void refusesInstancesWhoseSamplesGoToAnotherWorkspace() {
        Cluster cluster = cluster(stack);
        monitoring().withoutGrafana().build().monitorHosts(cluster);
        EcsMonitoring other = EcsMonitoring.Builder.create(stack, "Other").withoutGrafana()
            .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN)).build();
        assertThatThrownBy(() -> other.monitorHosts(cluster)).isInstanceOf(IllegalArgumentException.class).hasMessage(
            "cluster Demo/Cluster is monitored by Demo/Cluster/EcsHostMonitoring already, with workspace Demo/Monitoring/Prometheus: "
                + "Demo/Other cannot send its samples to workspace Demo/Amp as well");
    }
}
