package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.DependencyCycles;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;
import software.amazon.awscdk.services.ecs.AppMeshProxyConfiguration;
import software.amazon.awscdk.services.ecs.AppMeshProxyConfigurationConfigProps;
import software.amazon.awscdk.services.ecs.AppMeshProxyConfigurationProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.FirelensConfig;
import software.amazon.awscdk.services.ecs.FirelensLogRouterDefinitionOptions;
import software.amazon.awscdk.services.ecs.FirelensLogRouterType;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedEc2Service;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedFargateService;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedTaskImageOptions;
import software.amazon.awscdk.services.ecs.patterns.ScheduledFargateTask;
import software.amazon.awscdk.services.ecs.patterns.ScheduledFargateTaskImageOptions;

/** The containers of each kind of monitored task. */
class TaskShapesTest {
    private static final String ON_FARGATE = """
        node-exporter: runs [--web.listen-address=127.0.0.1:9100, --scope=task]
        adot: after [node-exporter START], health [CMD, /healthcheck], scrapes [127.0.0.1:9100, 127.0.0.1:8080, 127.0.0.1:8888]
        """;
    private static final String ON_EC2_AWSVPC = """
        node-exporter: runs [--web.listen-address=127.0.0.1:9100, --scope=task, --collector.disable-defaults, --collector.ecs]
        adot: after [node-exporter START], health [CMD, /healthcheck], scrapes [127.0.0.1:9100, 127.0.0.1:8080, 127.0.0.1:8888]
        """;
    private static final String ON_EC2_BRIDGE = """
        node-exporter: runs [--web.listen-address=0.0.0.0:9100, --scope=task, --collector.disable-defaults, --collector.ecs]
        adot: after [node-exporter START], linked to [node-exporter, %s:app-8080], health [CMD, /healthcheck], \
        scrapes [node-exporter:9100, app-8080:8080, 127.0.0.1:8888]
        """;
    private static final DeploymentCircuitBreaker ROLL_BACK =
            DeploymentCircuitBreaker.builder().rollback(true).build();

    private final Stack stack = Synth.stack();

    private void monitor(TaskDefinition task) {
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN))
                .scrape(ScrapeJob.of("orders", 8080))
                .build();
    }

    private static ContainerDefinition addApp(TaskDefinition task) {
        return task.addContainer(
                "app", TaskFixture.appOptions().memoryReservationMiB(64).build());
    }

    private FargateTaskDefinition.Builder fargate() {
        return FargateTaskDefinition.Builder.create(stack, "Orders").cpu(256).memoryLimitMiB(512);
    }

    private TaskDefinition ec2(NetworkMode mode) {
        return Ec2TaskDefinition.Builder.create(stack, "Orders")
                .networkMode(mode)
                .build();
    }

    private void assertShape(String... lines) {
        assertThat(TaskShape.of(stack)).isEqualTo(String.join("", lines));
        assertThat(DependencyCycles.find(DependencyCycles.ofTemplate(Synth.template(stack))))
                .hasToString("[]");
    }

    @Test
    void fargateTaskWithoutAService() {
        TaskDefinition task = fargate().build();
        addApp(task);
        monitor(task);
        assertShape("app: after [adot START]\n", ON_FARGATE);
    }

    @Test
    void fargateTaskForArm64() {
        TaskDefinition task = fargate()
                .runtimePlatform(RuntimePlatform.builder()
                        .operatingSystemFamily(OperatingSystemFamily.LINUX)
                        .cpuArchitecture(CpuArchitecture.ARM64)
                        .build())
                .build();
        addApp(task);
        monitor(task);
        assertShape("app: after [adot START]\n", ON_FARGATE);
        assertThat(Synth.properties(stack, "AWS::ECS::TaskDefinition").get("RuntimePlatform"))
                .hasToString("{CpuArchitecture=ARM64, OperatingSystemFamily=LINUX}");
    }

    @Test
    void fargateTaskOfAServiceWithoutAName() {
        TaskDefinition task = fargate().build();
        addApp(task);
        monitor(task);
        FargateService.Builder.create(stack, "Service")
                .cluster(new Cluster(stack, "Cluster"))
                .taskDefinition(task)
                .minHealthyPercent(100)
                .circuitBreaker(ROLL_BACK)
                .build();
        assertShape("app: after [adot START]\n", ON_FARGATE);
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
                .contains("{Name=ECS_SERVICE_NAME, Value=Service}");
    }

    @Test
    void scheduledFargateTask() {
        ScheduledFargateTask nightly = ScheduledFargateTask.Builder.create(stack, "Nightly")
                .cluster(new Cluster(stack, "Cluster"))
                .schedule(Schedule.expression("cron(0 3 * * ? *)"))
                .scheduledFargateTaskImageOptions(ScheduledFargateTaskImageOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build())
                .build();
        monitor(nightly.getTaskDefinition());
        assertShape("ScheduledContainer: after [adot START]\n", ON_FARGATE);
    }

    @Test
    void fargateServiceOfAPattern() {
        ApplicationLoadBalancedFargateService shop = ApplicationLoadBalancedFargateService.Builder.create(stack, "Shop")
                .taskImageOptions(options())
                .minHealthyPercent(100)
                .circuitBreaker(ROLL_BACK)
                .build();
        monitor(shop.getTaskDefinition());
        assertShape("web: after [adot START], ports [8080]\n", ON_FARGATE);
    }

    @Test
    void ec2ServiceOfAPatternWithADynamicPort() {
        Cluster cluster = new Cluster(stack, "Cluster");
        ApplicationLoadBalancedEc2Service shop = ApplicationLoadBalancedEc2Service.Builder.create(stack, "Shop")
                .cluster(Cluster.fromClusterAttributes(
                        stack,
                        "WithInstances",
                        software.amazon.awscdk.services.ecs.ClusterAttributes.builder()
                                .clusterName("shop")
                                .vpc(cluster.getVpc())
                                .hasEc2Capacity(true)
                                .build()))
                .taskImageOptions(options())
                .memoryReservationMiB(64)
                .minHealthyPercent(100)
                .circuitBreaker(ROLL_BACK)
                .build();
        monitor(shop.getTaskDefinition());
        assertShape("web: ports [8080 on host 0]\n", ON_EC2_BRIDGE.formatted("web"));
    }

    private static ApplicationLoadBalancedTaskImageOptions options() {
        return ApplicationLoadBalancedTaskImageOptions.builder()
                .image(ContainerImage.fromRegistry("example/shop:1"))
                .containerPort(8080)
                .build();
    }

    @Test
    void ec2TaskInAwsvpcMode() {
        TaskDefinition task = ec2(NetworkMode.AWS_VPC);
        addApp(task);
        monitor(task);
        assertShape("app: after [adot START]\n", ON_EC2_AWSVPC);
    }

    @Test
    void ec2TaskInBridgeMode() {
        TaskDefinition task = ec2(NetworkMode.BRIDGE);
        addApp(task);
        monitor(task);
        // The scraped container starts first, since the collector is linked to it.
        assertShape("app:\n", ON_EC2_BRIDGE.formatted("app"));
    }

    @Test
    void ec2TaskInHostModeUsesOtherPortsThanTheDaemon() {
        TaskDefinition task = ec2(NetworkMode.HOST);
        addApp(task);
        monitor(task);
        assertShape("""
            app: after [adot START]
            node-exporter: ports [9101 on host 9101], \
            runs [--web.listen-address=127.0.0.1:9101, --scope=task, --collector.disable-defaults, --collector.ecs]
            adot: after [node-exporter START], ports [8889 on host 8889, 13134 on host 13134], health [CMD, /healthcheck, -port, 13134], \
            scrapes [127.0.0.1:9101, 127.0.0.1:8080, 127.0.0.1:8889]
            """);
    }

    @Test
    void bridgeTaskWhoseWorkerSendsOtlp() {
        TaskDefinition task = ec2(NetworkMode.BRIDGE);
        task.addContainer(
                "web", TaskFixture.appOptions().memoryReservationMiB(64).build());
        task.addContainer(
                "worker", TaskFixture.appOptions().memoryReservationMiB(64).build());
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN))
                .scrape(ScrapeJob.of("orders", 8080).container("web"))
                .feature(OtlpMetrics.create())
                .build();
        assertShape("""
            web:
            worker: after [adot START], linked to [adot]
            node-exporter: runs [--web.listen-address=0.0.0.0:9100, --scope=task, --collector.disable-defaults, --collector.ecs]
            adot: after [node-exporter START], linked to [node-exporter, web], health [CMD, /healthcheck], \
            scrapes [node-exporter:9100, web:8080, 127.0.0.1:8888]
            """);
    }

    @Test
    void hostTaskDeclaresOtlpPorts() {
        TaskDefinition task = ec2(NetworkMode.HOST);
        addApp(task);
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN))
                .feature(OtlpMetrics.create())
                .build();
        assertThat(TaskShape.of(stack))
                .contains("adot: after [node-exporter START], ports [8889 on host 8889, 13134 on host 13134, "
                        + "4317 on host 4317, 4318 on host 4318]");
    }

    @Test
    void hostPortOffsetMovesOtlpPorts() {
        TaskDefinition task = ec2(NetworkMode.HOST);
        addApp(task);
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .hostPortOffset(2)
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN))
                .feature(OtlpMetrics.create())
                .build();
        assertThat(TaskShape.of(stack))
                .contains("adot: after [node-exporter START], ports [8890 on host 8890, 13135 on host 13135, "
                        + "4319 on host 4319, 4320 on host 4320]");
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
                .contains("127.0.0.1:4319", "127.0.0.1:4320");
    }

    @Test
    void taskForFargateAndEc2IsTreatedAsFargate() {
        TaskDefinition task = TaskDefinition.Builder.create(stack, "Orders")
                .compatibility(Compatibility.EC2_AND_FARGATE)
                .networkMode(NetworkMode.AWS_VPC)
                .cpu("256")
                .memoryMiB("512")
                .build();
        addApp(task);
        monitor(task);
        assertShape("app: after [adot START]\n", ON_FARGATE);
    }

    @Test
    void fargateTaskWithALogRouter() {
        TaskDefinition task = fargate().build();
        addApp(task);
        task.addFirelensLogRouter(
                "router",
                FirelensLogRouterDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/router:1"))
                        .firelensConfig(FirelensConfig.builder()
                                .type(FirelensLogRouterType.FLUENTBIT)
                                .build())
                        .build());
        monitor(task);
        assertShape("app: after [adot START]\n", "router:\n", ON_FARGATE);
    }

    @Test
    void fargateTaskWithAnAppMeshProxy() {
        TaskDefinition task = fargate()
                .proxyConfiguration(new AppMeshProxyConfiguration(AppMeshProxyConfigurationConfigProps.builder()
                        .containerName("envoy")
                        .properties(AppMeshProxyConfigurationProps.builder()
                                .appPorts(List.of(8080))
                                .proxyEgressPort(15001)
                                .proxyIngressPort(15000)
                                .ignoredUid(1337)
                                .build())
                        .build()))
                .build();
        ContainerDefinition app = addApp(task);
        ContainerDefinition envoy =
                task.addContainer("envoy", TaskFixture.appOptions().build());
        app.addContainerDependencies(ContainerDependency.builder()
                .container(envoy)
                .condition(ContainerDependencyCondition.START)
                .build());
        monitor(task);
        assertShape("""
            app: after [envoy START, adot START]
            envoy:
            node-exporter: runs [--web.listen-address=127.0.0.1:9100, --scope=task]
            adot: after [node-exporter START, envoy START], health [CMD, /healthcheck], scrapes [127.0.0.1:9100, 127.0.0.1:8080, 127.0.0.1:8888]
            """);
    }

    @Test
    void bridgeTaskWithContainersAddedLater() {
        TaskDefinition task = ec2(NetworkMode.BRIDGE);
        monitor(task);
        task.addContainer(
                "web",
                TaskFixture.appOptions()
                        .memoryReservationMiB(64)
                        .portMappings(List.of(
                                PortMapping.builder().containerPort(8080).build()))
                        .build());
        task.addContainer(
                "worker", TaskFixture.appOptions().memoryReservationMiB(64).build());
        assertShape(ON_EC2_BRIDGE.formatted("web"), "web: ports [8080 on host 0]\n", "worker: after [adot START]\n");
    }
}
