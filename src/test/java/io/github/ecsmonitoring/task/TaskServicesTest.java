package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.task.definition.TaskServices;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class TaskServicesTest {
    private final TaskFixture fixture = new TaskFixture();
    private final App app = (App) fixture.stack.getNode().getRoot();
    private Cluster cluster;

    private BaseService service(Stack stack, String id) {
        if (cluster == null) {
            cluster = new Cluster(fixture.stack, "Cluster");
        }
        return FargateService.Builder.create(stack, id)
                .cluster(cluster)
                .taskDefinition(fixture.task)
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .build();
    }

    private String environment() {
        return Synth.container(fixture.stack, "adot").get("Environment").toString();
    }

    @Test
    void areSharedByAllTaskDefinitionsOfAnApp() {
        TaskDefinition other = FargateTaskDefinition.Builder.create(new Stack(app, "Other"), "Other")
                .build();
        BaseService service = service(fixture.stack, "Checkout");
        TaskServices services = TaskServices.of(fixture.task);
        assertThat(TaskServices.of(other)).isSameAs(services);
        assertThat(services.thatRun(fixture.task)).containsExactly(service);
        assertThat(services.thatRun(other)).isEmpty();
        assertThat(services.on(cluster)).containsExactly(service);
    }

    @Test
    void areSearchedOnceDuringSynthesis() {
        TaskFixture.addApp(fixture.task, "app");
        TaskServices services = TaskServices.of(fixture.task);
        assertThat(services.thatRun(fixture.task)).isEmpty();
        BaseService service = service(fixture.stack, "Checkout");
        assertThat(services.thatRun(fixture.task)).isEmpty();
        app.synth();
        assertThat(services.thatRun(fixture.task)).containsExactly(service);
    }

    @Test
    void includeServicesCreatedAfterAnEarlySearch() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring().build();
        TaskDefinition other = FargateTaskDefinition.Builder.create(new Stack(app, "Other"), "Other")
                .build();
        assertThat(fixture.stack.resolve(ServiceName.of(other, TaskServices.of(other))))
                .isEqualTo(other.getFamily());
        service(fixture.stack, "Checkout");
        assertThat(environment()).contains("{Name=ECS_SERVICE_NAME, Value=Checkout}");
    }

    @Test
    void areSearchedPerStage() {
        Stage stage = new Stage(app, "Production");
        TaskDefinition inner = FargateTaskDefinition.Builder.create(new Stack(stage, "Inner"), "Inner")
                .build();
        assertThat(TaskServices.of(inner)).isNotSameAs(TaskServices.of(fixture.task));
        assertThat(TaskServices.of(inner).getNode().getScope()).isSameAs(stage);
    }
}
