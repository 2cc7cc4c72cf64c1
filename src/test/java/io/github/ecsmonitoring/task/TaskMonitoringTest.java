package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.AdotImages;
import io.github.ecsmonitoring.adot.CloudWatchMetrics;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.XRayTraces;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.FirelensConfig;
import software.amazon.awscdk.services.ecs.FirelensLogRouterDefinitionOptions;
import software.amazon.awscdk.services.ecs.FirelensLogRouterType;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.ssm.SecureStringParameterAttributes;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

class TaskMonitoringTest {
    private final TaskFixture fixture = new TaskFixture();

    private Object dependsOn(String container) {
        return Synth.container(fixture.stack, container).get("DependsOn");
    }

    private void assertRejected(ITaskDefinition task, String message) {
        Map<String, Object> before = Synth.template(fixture.stack);
        TaskMonitoring.Builder monitoring = fixture.monitoring().taskDefinition(task);
        assertThatThrownBy(monitoring::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(Synth.template(fixture.stack)).isEqualTo(before);
    }

    @Test
    void startsExporterThenCollectorThenApp() {
        TaskFixture.addApp(fixture.task, "before");
        fixture.monitoring().build();
        TaskFixture.addApp(fixture.task, "after");
        assertThat(dependsOn("before")).hasToString("[{Condition=START, ContainerName=adot}]");
        assertThat(dependsOn("after")).hasToString("[{Condition=START, ContainerName=adot}]");
        assertThat(dependsOn("adot")).hasToString("[{Condition=START, ContainerName=node-exporter}]");
        assertThat(dependsOn("node-exporter")).isNull();
    }

    @Test
    void keepsAnExistingDependency() {
        ContainerDefinition app = TaskFixture.addApp(fixture.task, "app");
        TaskMonitoring monitoring = fixture.monitoring().build();
        app.addContainerDependencies(ContainerDependency.builder()
                .container(monitoring.getCollectorContainer())
                .condition(ContainerDependencyCondition.START)
                .build());
        assertThat(dependsOn("app")).hasToString("[{Condition=START, ContainerName=adot}]");
    }

    @Test
    void appDependsOnCollectorFalseKeepsTheAppsOrder() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring().appDependsOnCollector(false).build();
        assertThat(dependsOn("app")).isNull();
        assertThat(dependsOn("adot")).hasToString("[{Condition=START, ContainerName=node-exporter}]");
    }

    @Test
    void doesNotOrderTheLogRouter() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.task.addFirelensLogRouter(
                "router",
                FirelensLogRouterDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/router:1"))
                        .firelensConfig(FirelensConfig.builder()
                                .type(FirelensLogRouterType.FLUENTBIT)
                                .build())
                        .build());
        fixture.monitoring().build();
        assertThat(dependsOn("router")).isNull();
    }

    @Test
    void keepsTheAppsContainerAsTheDefault() {
        fixture.monitoring().build();
        ContainerDefinition app = TaskFixture.addApp(fixture.task, "app");
        assertThat(fixture.task.getDefaultContainer()).isSameAs(app);
    }

    @Test
    void appliesOptionsToTheSidecars() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring()
                .scrape(ScrapeJob.of("orders", 8080))
                .scrapeInterval(Duration.seconds(15))
                .labels(Map.of("team", "shop"))
                .collector(AdotSidecar.Builder.create()
                        .image(AdotImages.of("registry.example/adot:v0.50.0"))
                        .memoryReservationMiB(200)
                        .memoryLimitMiB(300)
                        .cpu(64)
                        .build())
                .exporter(NodeExporterSidecar.Builder.create()
                        .image(NodeExporterImage.fromRegistry("registry.example/exporter:1"))
                        .build())
                .build();
        Map<String, Object> adot = Synth.container(fixture.stack, "adot");
        assertThat(adot)
                .containsEntry("Image", "registry.example/adot:v0.50.0")
                .containsEntry("MemoryReservation", 200)
                .containsEntry("Memory", 300)
                .containsEntry("Cpu", 64);
        assertThat(adot.get("Environment").toString())
                .contains(
                        "job_name: orders",
                        "127.0.0.1:8080",
                        "scrape_interval: 15s",
                        "team: shop",
                        "limit_mib: 234",
                        "Value=240MiB");
        assertThat(Synth.container(fixture.stack, "node-exporter"))
                .containsEntry("Image", "registry.example/exporter:1");
    }

    @Test
    void grantsPermissionsOfFeaturesAndJobs() {
        TaskFixture.addApp(fixture.task, "app");
        Secret token = Secret.fromSsmParameter(StringParameter.fromSecureStringParameterAttributes(
                fixture.stack,
                "Token",
                SecureStringParameterAttributes.builder()
                        .parameterName("/orders/token")
                        .build()));
        fixture.monitoring()
                .scrape(ScrapeJob.of("orders", 8080).bearerToken(token))
                .profile(MetricProfile.ESSENTIAL.plus("node_vmstat_.*"))
                .feature(XRayTraces.create(), CloudWatchMetrics.ofOtlp())
                .configOverride(Map.of("exporters", Map.of("awsxray", Map.of("num_workers", 2))))
                .build();
        Map<String, Object> adot = Synth.container(fixture.stack, "adot");
        assertThat(adot.get("Secrets"))
                .hasToString("[{Name=SCRAPE_SECRET_orders, ValueFrom={Fn::Join=[, [arn:, {Ref=AWS::Partition}, :ssm:, "
                        + "{Ref=AWS::Region}, :, {Ref=AWS::AccountId}, :parameter/orders/token]]}}]");
        assertThat(adot.get("Environment").toString())
                .contains("Name=AWS_REGION", "Name=CLOUDWATCH_METRICS_URL", "node_vmstat_.*", "num_workers: 2");
        String policies = Template.fromStack(fixture.stack)
                .findResources("AWS::IAM::Policy")
                .toString();
        assertThat(policies)
                .contains("{Action=[cloudwatch:PutMetricData, xray:PutTraceSegments], Effect=Allow, Resource=*}")
                .contains(
                        "{Action=[ssm:DescribeParameters, ssm:GetParameter, ssm:GetParameterHistory, ssm:GetParameters], Effect=Allow, Resource={Fn::Join=");
    }

    @Test
    void rejectsAnAppOnAPortOfAFeature() {
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions()
                        .portMappings(List.of(
                                PortMapping.builder().containerPort(4318).build()))
                        .build());
        fixture.monitoring().feature(OtlpMetrics.create()).build();
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining(
                        "container app of task definition Demo/Orders must not use a port of the sidecars "
                                + "[9100, 8888, 13133, 4317, 4318], got 4318");
    }

    @Test
    void namesTheTaskDefinitionOfAnInvalidScrapeJob() {
        TaskMonitoring.Builder monitoring =
                fixture.monitoring().scrape(ScrapeJob.of("orders", 8080), ScrapeJob.of("orders", 8081));
        assertThatThrownBy(monitoring::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task definition Demo/Orders: scrape jobs of a "
                        + "task must have different names other than node and adot, got a second \"orders\"");
    }

    @Test
    void appliesLogGroup() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring()
                .logGroup(LogGroup.fromLogGroupName(fixture.stack, "Given", "given"))
                .build();
        assertThat(Synth.container(fixture.stack, "adot")
                        .get("LogConfiguration")
                        .toString())
                .contains("awslogs-group=given");
        Template.fromStack(fixture.stack).resourceCountIs("AWS::Logs::LogGroup", 0);
    }

    @Test
    void monitorsATaskForEc2InAwsvpcMode() {
        TaskDefinition ec2 = Ec2TaskDefinition.Builder.create(fixture.stack, "Ec2")
                .networkMode(NetworkMode.AWS_VPC)
                .build();
        assertThat(TaskMonitoring.find(ec2)).isEmpty();
        TaskMonitoring monitoring = fixture.monitoring().taskDefinition(ec2).build();
        assertThat(TaskMonitoring.find(ec2)).containsSame(monitoring);
    }

    @Test
    void doesNotChangeOtherTaskDefinitionsOfTheStack() {
        TaskFixture unmonitored = new TaskFixture();
        addTask(unmonitored, "Stock");
        Map<String, Object> before = taskDefinitions(unmonitored);
        TaskDefinition stock = addTask(fixture, "Stock");
        fixture.monitoring().taskDefinition(stock).build();
        Map<String, Object> after = taskDefinitions(fixture);
        assertThat(before).doesNotContainValue(null);
        assertThat(after).extracting("Orders").isEqualTo(before.get("Orders"));
        assertThat(after).extracting("Stock").isNotEqualTo(before.get("Stock"));
    }

    private static TaskDefinition addTask(TaskFixture fixture, String id) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(fixture.stack, id)
                .cpu(256)
                .memoryLimitMiB(512)
                .build();
        TaskFixture.addApp(task, "app");
        return task;
    }

    /** By construct id; adds the app's container to the fixture's own task. */
    private static Map<String, Object> taskDefinitions(TaskFixture fixture) {
        TaskFixture.addApp(fixture.task, "app");
        Map<String, Object> resources = Synth.map(Synth.template(fixture.stack).get("Resources"));
        Map<String, Object> found = new TreeMap<>();
        for (String id : List.of("Orders", "Stock")) {
            Construct task = (Construct) fixture.stack.getNode().findChild(id);
            found.put(id, resources.get(fixture.stack.getLogicalId((CfnElement)
                    task.getNode().getDefaultChild())));
        }
        return found;
    }

    @Test
    void rejectsATaskDefinitionThatIsAlreadyMonitored() {
        fixture.monitoring().build();
        TaskMonitoring.Builder again = TaskMonitoring.Builder.create(fixture.stack, "Again")
                .taskDefinition(fixture.task)
                .workspace(fixture.workspace);
        assertThatThrownBy(again::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "task definition Demo/Orders is already monitored by Demo/Monitoring and has one set of sidecars: pass all options "
                                + "and scrape jobs to the first call");
    }

    @Test
    void rejectsAnImportedTaskDefinition() {
        assertRejected(
                TaskDefinition.fromTaskDefinitionArn(
                        fixture.stack, "Imported", "arn:aws:ecs:eu-west-1:123456789012:task-definition/orders:1"),
                "task definition Demo/Imported is imported: containers can only be added to a task definition that is created in this app");
    }

    @Test
    void rejectsWindows() {
        TaskDefinition windows = FargateTaskDefinition.Builder.create(fixture.stack, "Windows")
                .cpu(1024)
                .memoryLimitMiB(2048)
                .runtimePlatform(RuntimePlatform.builder()
                        .operatingSystemFamily(OperatingSystemFamily.WINDOWS_SERVER_2022_CORE)
                        .cpuArchitecture(CpuArchitecture.X86_64)
                        .build())
                .build();
        assertRejectedWithoutSynth(
                windows,
                "task definition Demo/Windows must run on LINUX, got operatingSystemFamily "
                        + "WINDOWS_SERVER_2022_CORE: the sidecars have no images for Windows");
    }

    @Test
    void rejectsATaskWithoutANetwork() {
        TaskDefinition none = Ec2TaskDefinition.Builder.create(fixture.stack, "None")
                .networkMode(NetworkMode.NONE)
                .build();
        assertRejectedWithoutSynth(
                none,
                "task definition Demo/None must have networkMode AWS_VPC, BRIDGE or HOST, got NONE: the "
                        + "collector would reach neither the exporter nor the workspace");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100})
    void rejectsAHostPortOffsetOutsideOfTheRange(int offset) {
        TaskMonitoring.Builder builder = fixture.monitoring();
        assertThatThrownBy(() -> builder.hostPortOffset(offset))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hostPortOffset must be 1 to 99, got " + offset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adot", "node-exporter"})
    void rejectsAContainerNamedLikeASidecar(String name) {
        TaskFixture.addApp(fixture.task, name);
        assertRejected(
                fixture.task,
                "task definition Demo/Orders already has a container named " + name
                        + ", the name of a sidecar: rename the container");
    }

    @Test
    void rejectsATakenIdBeforeGrantingAnything() {
        TaskFixture.addApp(fixture.task, "app");
        new Construct(fixture.stack, "Monitoring");
        assertRejected(
                fixture.task,
                "Demo already has a construct with the id Monitoring, which monitoring needs: "
                        + "choose another id for one of them");
    }

    @Test
    void rejectsAConstructWithTheReservedId() {
        TaskFixture.addApp(fixture.task, "app");
        new Construct(fixture.task, "EcsMonitoring");
        assertRejected(
                fixture.task,
                "Demo/Orders already has a construct with the id EcsMonitoring, which monitoring needs: "
                        + "choose another id for one of them");
    }

    @Test
    void rejectsInvalidLabelsImmediately() {
        TaskMonitoring.Builder builder = fixture.monitoring();
        assertThatThrownBy(() -> builder.labels(Map.of("job", "x")))
                .hasMessage("label job is set by the library: choose another name");
    }

    @Test
    void rejectsAnImmutableRoleUnlessGrantPermissionsIsFalse() {
        IRole role = Role.fromRoleArn(
                fixture.stack,
                "Role",
                "arn:aws:iam::123456789012:role/orders",
                FromRoleArnOptions.builder().mutable(false).build());
        TaskDefinition task = TaskDefinition.Builder.create(fixture.stack, "Fixed")
                .compatibility(Compatibility.FARGATE)
                .cpu("256")
                .memoryMiB("512")
                .taskRole(role)
                .build();
        assertThatThrownBy(() -> fixture.monitoring().taskDefinition(task).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "role Demo/Role cannot be extended (it is imported or immutable) and lacks aps:RemoteWrite")
                .hasMessageContaining("\"Resource\": \"" + TaskFixture.WORKSPACE_ARN + "\"");
        assertThat(task.findContainer("adot")).isNull();
        assertThat(fixture.stack.getNode().tryFindChild("Monitoring")).isNull();
        fixture.monitoring().taskDefinition(task).grantPermissions(false).build();
        assertThat(task.findContainer("adot")).isNotNull();
    }

    @Test
    void rejectsAServiceNameThatIsAToken() {
        TaskMonitoring.Builder builder = fixture.monitoring();
        assertThatThrownBy(() -> builder.serviceName(Fn.ref("Service")))
                .hasMessage(
                        "serviceName must be a name that is known at synth, got a token: a reference to the service would be a dependency cycle");
        assertThatThrownBy(() -> builder.serviceName(""))
                .hasMessage("serviceName must be a name that is known at synth, got \"\"");
    }

    @Test
    void requiresWorkspaceAndTaskDefinition() {
        assertThatThrownBy(() -> TaskMonitoring.Builder.create(fixture.stack, "M")
                        .taskDefinition(fixture.task)
                        .build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("workspace");
        assertThatThrownBy(() -> TaskMonitoring.Builder.create(fixture.stack, "M")
                        .workspace(fixture.workspace)
                        .build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("taskDefinition");
    }

    /** For a task definition that cannot be synthesized without a container. */
    private void assertRejectedWithoutSynth(TaskDefinition task, String message) {
        assertThatThrownBy(() -> fixture.monitoring().taskDefinition(task).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(List.of("adot", "node-exporter")).allMatch(name -> task.findContainer(name) == null);
    }
}
