package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedFargateService;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedTaskImageOptions;
import software.constructs.Construct;

/** Which tasks a monitorAll call monitors, and which it leaves unchanged. */
class MonitorAllChoicesTest extends MonitorAllFixture {
    private static void userApp(App app, Consumer<Stack> monitoring) {
        Stack stack = new Stack(app, "Demo");
        task(stack, "Orders");
        task(new Construct(stack, "Inner"), "Nested");
        Cluster cluster = new Cluster(stack, "Ec2");
        cluster.addCapacity(
                "Instances",
                AddCapacityOptions.builder()
                        .instanceType(new InstanceType("t3.medium"))
                        .machineImage(EcsOptimizedImage.amazonLinux2023())
                        .build());
        monitoring.accept(stack);
    }

    private static Map<String, Object> userTemplate(Consumer<Stack> monitoring) {
        App app = Synth.app();
        userApp(app, monitoring);
        return Synth.template((Stack) app.getNode().findChild("Demo"));
    }

    @Test
    void doesNotChangeExcludedConstructs() {
        Map<String, Object> without = userTemplate(stack -> {});
        assertThat(userTemplate(stack -> {
                    EcsMonitoring monitoring =
                            monitoring(new Stack((App) stack.getNode().getRoot(), "Observability"), "Monitoring");
                    monitoring.monitorAll(stack);
                    monitoring.exclude(stack);
                }))
                .isEqualTo(without);
        assertThat(userTemplate(stack -> monitoring(stack, "Monitoring").monitorAll(stack)))
                .isNotEqualTo(without);
    }

    @Test
    void keepsAnExistingDaemon() {
        EcsMonitoring monitoring = monitoring();
        Cluster ec2 = cluster("Ec2", true);
        HostMonitoring daemon = monitoring.monitorHosts(ec2);
        monitoring.monitorAll(stack);
        assertThat(containers(Synth.template(stack)).values())
                .containsExactly("[node-exporter, adot after node-exporter]");
        assertThat(HostMonitoring.find(ec2)).containsSame(daemon);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void excludesTasksClustersAndSubtrees() {
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
    void excludesTheTaskDefinitionsOfServices() {
        TaskDefinition orders = task(stack, "Orders");
        FargateService service = service(stack, "Checkout", orders);
        ApplicationLoadBalancedFargateService shop = pattern("Shop")
                .taskImageOptions(ApplicationLoadBalancedTaskImageOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build())
                .build();
        TaskDefinition shared = task(stack, "Shared");
        shared.getDefaultContainer()
                .addPortMappings(PortMapping.builder().containerPort(8080).build());
        ApplicationLoadBalancedFargateService given =
                pattern("Given").taskDefinition((FargateTaskDefinition) shared).build();
        task(stack, "Stock");
        EcsMonitoring monitoring = monitoring();
        monitoring.monitorAll(stack);
        monitoring.exclude(service);
        monitoring.exclude(shop.getService());
        monitoring.exclude(given);
        assertThat(containers(Synth.template(stack)))
                .isEqualTo(Map.of(
                        "DemoOrders", "[app]",
                        "DemoShopTaskDef", "[web]",
                        "DemoShared", "[app]",
                        "DemoStock", INSTRUMENTED));
    }

    private static FargateService service(Stack stack, String id, TaskDefinition task) {
        return FargateService.Builder.create(stack, id)
                .cluster(new Cluster(stack, id + "Cluster"))
                .taskDefinition(task)
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .build();
    }

    private ApplicationLoadBalancedFargateService.Builder pattern(String id) {
        return ApplicationLoadBalancedFargateService.Builder.create(stack, id)
                .memoryLimitMiB(1024)
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build());
    }

    @Test
    void rejectsExclusionsWithoutEffect() {
        TaskDefinition orders = task(stack, "Orders");
        EcsMonitoring monitoring = monitoring();
        monitoring.exclude(orders.getDefaultContainer());
        monitoring.exclude(orders.getNode().getDefaultChild());
        monitoring.exclude(new Construct(stack, "Nothing"));
        monitoring.exclude(
                Cluster.fromClusterArn(stack, "Imported", "arn:aws:ecs:eu-west-1:123456789012:cluster/shop"));
        monitoring.monitorAll(stack);
        String rule =
                " has no effect, since this is no task definition, service or cluster of this app and contains none: pass one of them, or a construct around it";
        assertThatThrownBy(app::synth)
                .hasMessageContaining("[Demo/Monitoring] exclude(Demo/Orders/app)" + rule)
                .hasMessageContaining("[Demo/Monitoring] exclude(Demo/Orders/Resource)" + rule)
                .hasMessageContaining("[Demo/Monitoring] exclude(Demo/Nothing)" + rule)
                .hasMessageContaining("[Demo/Monitoring] exclude(Demo/Imported)" + rule);
    }

    @Test
    void anExclusionAppliesToWhatIsCreatedLater() {
        Construct inner = new Construct(stack, "Inner");
        EcsMonitoring monitoring = monitoring();
        monitoring.exclude(inner);
        monitoring.monitorAll(stack);
        service(stack, "Checkout", task(inner, "Nested"));
        assertThat(containers(Synth.template(stack))).isEqualTo(Map.of("DemoInnerNested", "[app]"));
    }

    @Test
    void keepsExplicitMonitoring() {
        EcsMonitoring monitoring = monitoring();
        TaskDefinition orders = task(stack, "Orders");
        monitoring.monitorAll(stack);
        monitoring.exclude(stack);
        TaskMonitoring explicit = monitoring.monitor(orders, ScrapeJob.of("orders", 8080));
        assertThat(Synth.container(stack, "adot").get("Environment").toString()).contains("job_name: orders");
        assertThat(TaskMonitoring.find(orders)).containsSame(explicit);
    }

    @Test
    void aSecondCallIsANoOp() {
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
    void theInnerCallApplies(boolean outerFirst) {
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
    void rejectsASecondMonitoringOfTheSameScope() {
        EcsMonitoring other = monitoring(stack, "Other");
        monitoring().monitorAll(app);
        assertThatThrownBy(() -> other.monitorAll(app))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "tasks of the app are already monitored by Demo/Monitoring, got a second monitorAll call by Demo/Other: call it for parts of the scope");
    }
}
