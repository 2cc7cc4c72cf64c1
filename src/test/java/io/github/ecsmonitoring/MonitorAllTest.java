package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.task.HostMonitoring;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedFargateService;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedTaskImageOptions;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.constructs.Construct;

/**
 * One monitorAll call for an app, with both settings of the feature flag for the order in which the CDK runs Aspects.
 */
class MonitorAllTest extends MonitorAllFixture {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void monitorsTasksCreatedBeforeAndAfterTheCall(boolean stabilization) {
        start(stabilization);
        task(stack, "Before");
        task(new Construct(stack, "Inner"), "Nested");
        monitoring().monitorAll(stack);
        task(stack, "After");
        Stack other = new Stack(app, "Other");
        task(other, "Elsewhere");
        assertThat(containers(Synth.template(stack)))
                .isEqualTo(
                        Map.of("DemoBefore", INSTRUMENTED, "DemoInnerNested", INSTRUMENTED, "DemoAfter", INSTRUMENTED));
        assertThat(containers(Synth.template(other))).isEqualTo(Map.of("OtherElsewhere", "[app]"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ordersContainersAddedByAnotherAspect(boolean stabilization) {
        start(stabilization);
        task(stack, "Orders");
        monitoring().monitorAll(stack);
        Aspects.of(app).add(addingSidecar());
        assertThat(containers(Synth.template(stack)))
                .isEqualTo(Map.of(
                        "DemoOrders", "[app after adot, node-exporter, adot after node-exporter, proxy after adot]"));
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
    void otherAspectsVisitCreatedConstructs(boolean stabilization) {
        start(stabilization);
        cluster("Ec2", true);
        task(stack, "Orders");
        monitoring().monitorAll(stack);
        Tags.of(app).add("team", "shop");
        PermissionsBoundary.of(app)
                .apply(ManagedPolicy.fromManagedPolicyArn(
                        stack, "Boundary", "arn:aws:iam::123456789012:policy/boundary"));
        Template template = Template.fromStack(stack);
        assertThat(template.findResources("AWS::IAM::Role"))
                .hasSizeGreaterThan(4)
                .allSatisfy((id, role) -> assertThat(Synth.map(role.get("Properties")))
                        .as(id)
                        .containsEntry("PermissionsBoundary", "arn:aws:iam::123456789012:policy/boundary"));
        assertThat(template.findResources("AWS::IAM::Role")
                        .get("OrdersExecutionRole2A1CE4F0")
                        .toString())
                .contains("{Key=team, Value=shop}");
        assertThat(template.findResources("AWS::ECS::Service").values())
                .singleElement()
                .asString()
                .contains("DAEMON", "{Key=team, Value=shop}");
        assertThat(template.findResources("AWS::ECS::TaskDefinition"))
                .hasSize(2)
                .allSatisfy(
                        (id, task) -> assertThat(task.toString()).contains("node-exporter", "{Key=team, Value=shop}"));
    }

    /** A Java Aspect on an app of this size overflows the stack. */
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

    /** All tasks are monitored in one callback; see CallbackSteps. */
    @Test
    void monitorsAHundredTasks() {
        for (int i = 0; i < 100; i++) {
            task(i % 50 == 0 ? stack = new Stack(app, "Stack" + i) : stack, "Task" + i);
        }
        monitoring().monitorAll(app);
        for (String id : List.of("Stack0", "Stack50")) {
            assertThat(containers(Synth.template((Stack) app.getNode().findChild(id))))
                    .hasSize(50)
                    .allSatisfy((family, task) -> assertThat(task).isEqualTo(INSTRUMENTED));
        }
    }

    /** The CDK has already visited the scope itself when it reaches the leaf. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void monitorsAScopeThatIsATaskDefinition(boolean stabilization) {
        start(stabilization);
        TaskDefinition orders = task(stack, "Orders");
        task(stack, "Stock");
        monitoring().monitorAll(orders);
        assertThat(containers(Synth.template(stack)))
                .isEqualTo(Map.of("DemoOrders", INSTRUMENTED, "DemoStock", "[app]"));
    }

    @Test
    void monitorsStacksOfAnAppAndServicesOfPatterns() {
        monitoring().monitorAll(app);
        Stack workload = new Stack(app, "Workload");
        ApplicationLoadBalancedFargateService.Builder.create(workload, "Shop")
                .memoryLimitMiB(1024)
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .taskImageOptions(ApplicationLoadBalancedTaskImageOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build())
                .build();
        assertThat(containers(Synth.template(workload)))
                .isEqualTo(Map.of("WorkloadShopTaskDef", "[web after adot, node-exporter, adot after node-exporter]"));
        assertThat(Synth.container(workload, "adot").get("Environment").toString())
                .contains("{Name=ECS_SERVICE_NAME, Value=Shop}");
    }

    @Test
    void usesTheNameOfAServiceCreatedLater() {
        monitoring().monitorAll(stack);
        TaskDefinition task = task(stack, "Orders");
        FargateService.Builder.create(stack, "Payments")
                .cluster(new Cluster(stack, "Cluster"))
                .taskDefinition(task)
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .build();
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
                .contains("{Name=ECS_SERVICE_NAME, Value=Payments}");
        assertThat(DependencyCycles.find(DependencyCycles.ofTemplate(Synth.template(stack))))
                .isEmpty();
    }

    @Test
    void monitorsInstancesOfClustersWithEc2Capacity() {
        monitoring().monitorAll(stack);
        Cluster ec2 = cluster("Ec2", true);
        Cluster fargate = cluster("Fargate", false);
        Template.fromStack(stack).resourceCountIs("AWS::ECS::Service", 1);
        assertThat(HostMonitoring.find(ec2)).isPresent();
        assertThat(HostMonitoring.find(fargate)).isEmpty();
        assertThat(containers(Synth.template(stack)).values())
                .containsExactly("[node-exporter, adot after node-exporter]");
        assertThat(warnings()).isEmpty();
    }
}
