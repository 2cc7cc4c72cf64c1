package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedFargateService;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedTaskImageOptions;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.constructs.Construct;

/** What one call for a whole app does, with each setting of the feature flag that decides how the CDK goes through Aspects. */
class MonitorAllTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:999999999999:workspace/ws-0a1b2c3d";
    private static final String INSTRUMENTED = "[app after adot, node-exporter, adot after node-exporter]";
    private static final String STABILIZATION = "@aws-cdk/core:aspectStabilization";

    private App app = Synth.app();
    private Stack stack = new Stack(app, "Demo");

    private void start(boolean stabilization) {
        app = Synth.app(Map.of(STABILIZATION, stabilization));
        stack = new Stack(app, "Demo");
    }

    private static EcsMonitoring monitoring(Construct scope, String id) {
        IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(scope, id + "Amp", ARN);
        return EcsMonitoring.Builder.create(scope, id).workspace(workspace).withoutGrafana().build();
    }

    private EcsMonitoring monitoring() {
        return monitoring(stack, "Monitoring");
    }

    private static TaskDefinition task(Construct scope, String id) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(scope, id).cpu(256).memoryLimitMiB(1024).build();
        addContainer(task, "app");
        return task;
    }

    private static void addContainer(TaskDefinition task, String name) {
        task.addContainer(name, ContainerDefinitionOptions.builder().image(ContainerImage.fromRegistry("example/app:1")).memoryReservationMiB(256).build());
    }

    /** Per family, the containers and what each starts after. */
    private static Map<String, String> containers(Map<String, Object> template) {
        Map<String, String> containers = new TreeMap<>();
        Synth.map(template.get("Resources")).values().stream().map(Synth::map)
            .filter(resource -> resource.get("Type").equals("AWS::ECS::TaskDefinition")).map(resource -> Synth.map(resource.get("Properties")))
            .forEach(task -> containers.put(withoutHash(task.get("Family").toString()), Synth.list(task.get("ContainerDefinitions")).stream()
                .map(Synth::map).map(MonitorAllTest::line).toList().toString()));
        return containers;
    }

    private static String withoutHash(String family) {
        return family.replaceFirst("[0-9A-F]{8}$", "");
    }

    private static String line(Map<String, Object> container) {
        List<Object> after = container.containsKey("DependsOn") ? Synth.list(container.get("DependsOn")) : List.of();
        return container.get("Name") + after.stream().map(first -> " after " + Synth.map(first).get("ContainerName")).reduce("", String::concat);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void monitorsWhatIsMadeBeforeAndAfterTheCall(boolean stabilization) {
        start(stabilization);
        task(stack, "Before");
        task(new Construct(stack, "Inner"), "Nested");
        monitoring().monitorAll(stack);
        task(stack, "After");
        Stack other = new Stack(app, "Other");
        task(other, "Elsewhere");
        assertThat(containers(Synth.template(stack)))
            .isEqualTo(Map.of("DemoBefore", INSTRUMENTED, "DemoInnerNested", INSTRUMENTED, "DemoAfter", INSTRUMENTED));
        assertThat(containers(Synth.template(other))).isEqualTo(Map.of("OtherElsewhere", "[app]"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ordersContainersThatAnotherAspectAdds(boolean stabilization) {
        start(stabilization);
        task(stack, "Orders");
        monitoring().monitorAll(stack);
        Aspects.of(app).add(addingSidecar());
        assertThat(containers(Synth.template(stack))).isEqualTo(
            Map.of("DemoOrders", "[app after adot, node-exporter, adot after node-exporter, proxy after adot]"));
    }

    private static IAspect addingSidecar() {
        return node -> {
            if (node instanceof TaskDefinition task && task.findContainer("proxy") == null) {
                addContainer(task, "proxy");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void otherAspectsSeeWhatItMakes(boolean stabilization) {
        start(stabilization);
        cluster("Ec2", true);
        task(stack, "Orders");
        monitoring().monitorAll(stack);
        Tags.of(app).add("team", "shop");
        PermissionsBoundary.of(app).apply(ManagedPolicy.fromManagedPolicyArn(stack, "Boundary", "arn:aws:iam::123456789012:policy/boundary"));
        Template template = Template.fromStack(stack);
        assertThat(template.findResources("AWS::IAM::Role")).hasSizeGreaterThan(4).allSatisfy((id, role) ->
            assertThat(Synth.map(role.get("Properties"))).as(id).containsEntry("PermissionsBoundary", "arn:aws:iam::123456789012:policy/boundary"));
        assertThat(template.findResources("AWS::IAM::Role").get("OrdersExecutionRole2A1CE4F0").toString()).contains("{Key=team, Value=shop}");
        assertThat(template.findResources("AWS::ECS::Service").values()).singleElement().asString().contains("DAEMON", "{Key=team, Value=shop}");
        assertThat(template.findResources("AWS::ECS::TaskDefinition")).hasSize(2)
            .allSatisfy((id, task) -> assertThat(task.toString()).contains("node-exporter", "{Key=team, Value=shop}"));
    }

    /** Of a size at which a Java Aspect on the app itself overflows the stack. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsATaskAmongSixThousandConstructs(boolean stabilization) {
        start(stabilization);
        for (int i = 0; i < 20; i++) {
            Construct group = new Construct(stack, "Group" + i);
            for (int j = 0; j < 300; j++) {
                group = new Construct(j % 60 == 0 ? stack : group, "Part" + i + "-" + j);
            }
        }
        task(new Construct(stack, "Last"), "Orders");
        assertThat(stack.getNode().findAll()).hasSizeGreaterThan(6000);
        monitoring().monitorAll(app);
        assertThat(containers(Synth.template(stack))).isEqualTo(Map.of("DemoLastOrders", INSTRUMENTED));
    }

    /** All in one visit, in which jsii's stack grows with each request: see CallbackSteps. */
    @Test
    void monitorsAHundredTasks() {
        for (int i = 0; i < 100; i++) {
            task(i % 50 == 0 ? stack = new Stack(app, "Stack" + i) : stack, "Task" + i);
        }
        EcsMonitoring monitoring = monitoring();
        monitoring.monitorAll(app);
        assertThat(containers(Synth.template(stack))).hasSize(50).allSatisfy((family, task) -> assertThat(task).isEqualTo(INSTRUMENTED));
    }

    /** What the CDK has already passed when the leaf is found: here the scope itself. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void monitorsAScopeThatIsATaskDefinition(boolean stabilization) {
        start(stabilization);
        TaskDefinition orders = task(stack, "Orders");
        task(stack, "Stock");
        monitoring().monitorAll(orders);
        assertThat(containers(Synth.template(stack))).isEqualTo(Map.of("DemoOrders", INSTRUMENTED, "DemoStock", "[app]"));
    }

    @Test
    void monitorsStacksOfAnAppAndServicesOfPatterns() {
        monitoring().monitorAll(app);
        Stack workload = new Stack(app, "Workload");
        ApplicationLoadBalancedFargateService.Builder.create(workload, "Shop").memoryLimitMiB(1024).minHealthyPercent(100)
            .circuitBreaker(DeploymentCircuitBreaker.builder().rollback(true).build())
            .taskImageOptions(ApplicationLoadBalancedTaskImageOptions.builder().image(ContainerImage.fromRegistry("example/app:1")).build()).build();
        assertThat(containers(Synth.template(workload)))
            .isEqualTo(Map.of("WorkloadShopTaskDef", "[web after adot, node-exporter, adot after node-exporter]"));
        assertThat(Synth.container(workload, "adot").get("Environment").toString()).contains("{Name=ECS_SERVICE_NAME, Value=Shop}");
    }

    @Test
    void decidesTheServicesNameAfterTheServiceIsThere() {
        monitoring().monitorAll(stack);
        TaskDefinition task = task(stack, "Orders");
        FargateService.Builder.create(stack, "Payments").cluster(new Cluster(stack, "Cluster")).taskDefinition(task).minHealthyPercent(100)
            .circuitBreaker(DeploymentCircuitBreaker.builder().rollback(true).build()).build();
        assertThat(Synth.container(stack, "adot").get("Environment").toString()).contains("{Name=ECS_SERVICE_NAME, Value=Payments}");
        assertThat(DependencyCycles.find(DependencyCycles.ofTemplate(Synth.template(stack)))).isEmpty();
    }

    private Cluster cluster(String id, boolean ec2) {
        Cluster cluster = new Cluster(stack, id);
        if (ec2) {
            cluster.addCapacity("Instances", AddCapacityOptions.builder().instanceType(new InstanceType("t3.medium"))
                .machineImage(EcsOptimizedImage.amazonLinux2023()).build());
        }
        return cluster;
    }

    @Test
    void monitorsTheInstancesOfClustersThatHaveSome() {
        monitoring().monitorAll(stack);
        Cluster ec2 = cluster("Ec2", true);
        Cluster fargate = cluster("Fargate", false);
        Template.fromStack(stack).resourceCountIs("AWS::ECS::Service", 1);
        assertThat(HostMonitoring.find(ec2)).isPresent();
        assertThat(HostMonitoring.find(fargate)).isEmpty();
        assertThat(containers(Synth.template(stack)).values()).containsExactly("[node-exporter, adot after node-exporter]");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void leavesADaemonThatIsThereAlready() {
        EcsMonitoring monitoring = monitoring();
        Cluster ec2 = cluster("Ec2", true);
        HostMonitoring daemon = monitoring.monitorHosts(ec2);
        monitoring.monitorAll(stack);
        assertThat(containers(Synth.template(stack)).values()).containsExactly("[node-exporter, adot after node-exporter]");
        assertThat(HostMonitoring.find(ec2)).containsSame(daemon);
        assertThat(warnings()).isEmpty();
    }

    private static void userApp(App app, Consumer<Stack> monitoring) {
        Stack stack = new Stack(app, "Demo");
        task(stack, "Orders");
        task(new Construct(stack, "Inner"), "Nested");
        Cluster cluster = new Cluster(stack, "Ec2");
        cluster.addCapacity("Instances", AddCapacityOptions.builder().instanceType(new InstanceType("t3.medium"))
            .machineImage(EcsOptimizedImage.amazonLinux2023()).build());
        monitoring.accept(stack);
    }

    private static Map<String, Object> userTemplate(Consumer<Stack> monitoring) {
        App app = Synth.app();
        userApp(app, monitoring);
        return Synth.template((Stack) app.getNode().findChild("Demo"));
    }

    @Test
    void takingTheCallAwayGivesBackTheTemplate() {
        Map<String, Object> without = userTemplate(stack -> { });
        assertThat(userTemplate(stack -> {
            EcsMonitoring monitoring = monitoring(new Stack((App) stack.getNode().getRoot(), "Observability"), "Monitoring");
            monitoring.monitorAll(stack);
            monitoring.exclude(stack);
        })).isEqualTo(without);
        assertThat(userTemplate(stack -> monitoring(stack, "Monitoring").monitorAll(stack))).isNotEqualTo(without);
    }

    @Test
    void leavesOutTasksClustersAndPartsOfTheTreeWheneverItIsTold() {
        TaskDefinition orders = task(stack, "Orders");
        Construct inner = new Construct(stack, "Inner");
        task(inner, "Nested");
        task(stack, "InnerTwin");
        Cluster cluster = cluster("Ec2", true);
        EcsMonitoring monitoring = monitoring();
        monitoring.exclude(orders);
        monitoring.monitorAll(stack);
        monitoring.exclude(inner);
        monitoring.exclude(cluster);
        assertThat(containers(Synth.template(stack)))
            .isEqualTo(Map.of("DemoOrders", "[app]", "DemoInnerNested", "[app]", "DemoInnerTwin", INSTRUMENTED));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void whatIsAskedForExplicitlyStaysAsItIs() {
        EcsMonitoring monitoring = monitoring();
        TaskDefinition orders = task(stack, "Orders");
        monitoring.monitorAll(stack);
        monitoring.exclude(stack);
        TaskMonitoring explicit = monitoring.monitor(orders, ScrapeJob.of("orders", 8080));
        assertThat(Synth.container(stack, "adot").get("Environment").toString()).contains("job_name: orders");
        assertThat(TaskMonitoring.find(orders)).containsSame(explicit);
    }

    @Test
    void calledTwiceItAddsOneSet() {
        task(stack, "Orders");
        EcsMonitoring monitoring = monitoring();
        monitoring.monitorAll(stack);
        monitoring.monitorAll(stack);
        monitoring.monitorAll(app);
        assertThat(containers(Synth.template(stack))).isEqualTo(Map.of("DemoOrders", INSTRUMENTED));
        assertThat(containers(Synth.template(stack))).isEqualTo(Map.of("DemoOrders", INSTRUMENTED));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoTheNearerOneHasTheTask(boolean outerFirst) {
        Stack other = new Stack(app, "Other");
        TaskDefinition orders = task(stack, "Orders");
        TaskDefinition stock = task(other, "Stock");
        EcsMonitoring outer = monitoring(stack, "Outer");
        EcsMonitoring inner = monitoring(other, "Inner");
        (outerFirst ? outer : inner).monitorAll(outerFirst ? app : other);
        (outerFirst ? inner : outer).monitorAll(outerFirst ? other : app);
        app.synth();
        assertThat(TaskMonitoring.find(orders).orElseThrow().getWorkspace()).isSameAs(outer.getWorkspace());
        assertThat(TaskMonitoring.find(stock).orElseThrow().getWorkspace()).isSameAs(inner.getWorkspace());
    }

    @Test
    void refusesASecondOneForTheSameScope() {
        EcsMonitoring other = monitoring(stack, "Other");
        monitoring().monitorAll(app);
        assertThatThrownBy(() -> other.monitorAll(app)).isInstanceOf(IllegalArgumentException.class).hasMessage(
            "all tasks of the app are monitored by Demo/Monitoring already: Demo/Other cannot monitor them too; call monitorAll for parts of it");
    }

    private List<String> warnings() {
        return app.synth().getStacks().stream().map(CloudFormationStackArtifact::getMessages).flatMap(List::stream)
            .filter(message -> message.getEntry().getType().equals("aws:cdk:warning"))
            .map(message -> message.getId() + ": " + message.getEntry().getData()).toList();
    }
}
