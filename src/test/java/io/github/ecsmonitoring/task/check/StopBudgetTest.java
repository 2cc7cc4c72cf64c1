package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.task.TaskFixture;
import io.github.ecsmonitoring.task.definition.ContainerOrder;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class StopBudgetTest {
    private static final Set<String> SIDECARS = Set.of("adot", "node-exporter");
    private static final DeploymentCircuitBreaker ROLL_BACK =
            DeploymentCircuitBreaker.builder().rollback(true).build();

    private final TaskFixture fixture = new TaskFixture();

    private ContainerDefinition add(TaskDefinition task, String name, int stopSeconds) {
        return task.addContainer(
                name,
                TaskFixture.appOptions()
                        .memoryReservationMiB(64)
                        .stopTimeout(Duration.seconds(stopSeconds))
                        .build());
    }

    /** Containers are ordered by Aspects, at synth. */
    private StopBudget afterSynth(TaskDefinition task) {
        Synth.template(fixture.stack);
        return StopBudget.of(TaskDemand.of(task), ContainerOrder.of(task));
    }

    private Annotations annotations() {
        return Annotations.fromStack(fixture.stack);
    }

    @Test
    void addsAppCollectorAndExporter() {
        fixture.monitoring().build();
        TaskFixture.addApp(fixture.task, "app");
        StopBudget budget = afterSynth(fixture.task);
        assertThat(budget.withSidecars()).hasToString("app 30 + adot 60 + node-exporter 10");
        assertThat(budget.withSidecars().seconds()).isEqualTo(100);
        assertThat(budget.without(SIDECARS)).hasToString("app 30");
    }

    @Test
    void countsContainersThatStopInParallelOnce() {
        fixture.monitoring().build();
        add(fixture.task, "web", 20);
        add(fixture.task, "worker", 45);
        assertThat(afterSynth(fixture.task).withSidecars()).hasToString("worker 45 + adot 60 + node-exporter 10");
    }

    @Test
    void addsContainersThatDependOnEachOther() {
        fixture.monitoring().build();
        ContainerDefinition db = add(fixture.task, "db", 40);
        ContainerOrder.startAfter(add(fixture.task, "web", 15), db);
        StopBudget budget = afterSynth(fixture.task);
        assertThat(budget.withSidecars()).hasToString("web 15 + db 40 + adot 60 + node-exporter 10");
        assertThat(budget.without(SIDECARS)).hasToString("web 15 + db 40");
    }

    @Test
    void followsLinksInBridgeMode() {
        TaskDefinition bridge =
                Ec2TaskDefinition.Builder.create(fixture.stack, "Bridge").build();
        add(bridge, "web", 20);
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring()
                .taskDefinition(bridge)
                .scrape(ScrapeJob.of("orders", 8080))
                .build();
        assertThat(afterSynth(bridge).withSidecars()).hasToString("adot 60 + web 20");
    }

    @Test
    void endsForCyclicDependencies() {
        ContainerDefinition one = add(fixture.task, "one", 10);
        ContainerDefinition two = add(fixture.task, "two", 20);
        ContainerOrder.startAfter(one, two);
        ContainerOrder.startAfter(two, one);
        assertThat(StopBudget.of(TaskDemand.of(fixture.task), ContainerOrder.of(fixture.task))
                        .withSidecars()
                        .seconds())
                .isEqualTo(30);
    }

    @Test
    void infoShowsStartAndStop() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring().build();
        annotations()
                .hasInfo(
                        "/Demo/Orders/EcsMonitoring",
                        "the sidecars of task definition Demo/Orders add up to 72 s: 2 s to the start (node-exporter 1 + adot 1) "
                                + "and 70 s to the stop, which takes up to 100 s (app 30 + adot 60 + node-exporter 10); first samples arrive within 45 s [ack: @ecs-monitoring/task:time]");
    }

    @Test
    void infoShowsNoStartDelayIfTheAppDoesNotWait() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring()
                .appDependsOnCollector(false)
                .scrapeInterval(Duration.seconds(60))
                .build();
        annotations()
                .hasInfo(
                        "/Demo/Orders/EcsMonitoring",
                        "the sidecars of task definition Demo/Orders add up to 40 s: 0 s to the start and 40 s to the stop, which takes "
                                + "up to 70 s (adot 60 + node-exporter 10); first samples arrive within 75 s [ack: @ecs-monitoring/task:time]");
    }

    @Test
    void infoCanBeAcknowledged() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring().build();
        software.amazon.awscdk.Annotations.of(fixture.stack).acknowledgeInfo("@ecs-monitoring/task:time");
        annotations().hasNoInfo("*", Match.stringLikeRegexp(".* add up to .*"));
        annotations().hasInfo("*", Match.stringLikeRegexp(".* runs app .*"));
    }

    private void service(String id, String provider) {
        FargateService.Builder.create(fixture.stack, id)
                .cluster(new Cluster(fixture.stack, id + "Cluster"))
                .taskDefinition(fixture.task)
                .minHealthyPercent(100)
                .circuitBreaker(ROLL_BACK)
                .capacityProviderStrategies(List.of(CapacityProviderStrategy.builder()
                        .capacityProvider(provider)
                        .weight(1)
                        .build()))
                .build();
    }

    @Test
    void warnsAboutALongStopOnSpot() {
        add(fixture.task, "app", 60);
        fixture.monitoring().build();
        service("Cheap", "FARGATE_SPOT");
        service("Steady", "FARGATE");
        annotations()
                .hasWarning(
                        "/Demo/Orders/EcsMonitoring",
                        "service Demo/Cheap runs task definition Demo/Orders on FARGATE_SPOT, which kills a task 120 s after "
                                + "its notice, but the task may take 130 s to stop (app 60 + adot 60 + node-exporter 10) and then lose its last samples: "
                                + "shorten the stopTimeout of the app's containers [ack: @ecs-monitoring/task:stopOnSpot]");
        annotations().hasNoWarning("*", Match.stringLikeRegexp(".*service Demo/Steady.*"));
    }

    @Test
    void acceptsAShortStopOnSpot() {
        add(fixture.task, "app", 50);
        fixture.monitoring().build();
        service("Cheap", "FARGATE_SPOT");
        annotations().hasNoWarning("*", Match.stringLikeRegexp(".*FARGATE_SPOT.*"));
    }
}
