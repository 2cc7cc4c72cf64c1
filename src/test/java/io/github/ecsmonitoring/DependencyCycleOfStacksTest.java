package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.app.MonitoringAppStacks;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.kms.Key;

/** CloudFormation rejects a cycle between resources only at deployment. */
class DependencyCycleOfStacksTest {
    private static void assertNoCycle(Stack stack) {
        Map<String, Set<String>> edges = DependencyCycles.ofTemplate(Synth.template(stack));
        assertThat(edges.values()).as("edges of %s", stack.getStackName()).anyMatch(needed -> !needed.isEmpty());
        assertThat(DependencyCycles.find(edges)).as(stack.getStackName()).isEmpty();
    }

    @Test
    void stacksOfTheAppHaveNoCycle() {
        List<Stack> stacks = MonitoringAppStacks.of(Synth.app());
        assertThat(stacks).hasSize(3).allSatisfy(DependencyCycleOfStacksTest::assertNoCycle);
    }

    @Test
    void stackWithEverythingHasNoCycle() {
        App app = Synth.app();
        Stack stack = new Stack(app, "Demo");
        PrometheusWorkspace workspace = PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .encryptionKey(Key.Builder.create(stack, "Key").build())
                .build();
        EcsMonitoring monitoring = EcsMonitoring.Builder.create(stack, "Monitoring")
                .workspace(workspace)
                .build();
        TaskDefinition task =
                FargateTaskDefinition.Builder.create(stack, "Orders").build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build());
        monitoring.monitor(task, ScrapeJob.of("orders", 8080));
        FargateService.Builder.create(stack, "Service")
                .cluster(new EcsCluster(stack, "Environment").getCluster())
                .taskDefinition(task)
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .build();
        assertNoCycle(stack);
    }
}
