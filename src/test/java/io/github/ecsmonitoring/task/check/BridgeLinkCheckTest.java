package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.task.TaskFixture;
import io.github.ecsmonitoring.task.TaskMonitoring;
import io.github.ecsmonitoring.task.TaskShape;
import io.github.ecsmonitoring.task.definition.BridgeLinks;
import io.github.ecsmonitoring.task.definition.ContainerOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.ssm.SecureStringParameterAttributes;
import software.amazon.awscdk.services.ssm.StringParameter;

class BridgeLinkCheckTest {
    private static final ScrapeJob ORDERS = ScrapeJob.of("orders", 8080);

    private final TaskFixture fixture = new TaskFixture();
    private final TaskDefinition task =
            Ec2TaskDefinition.Builder.create(fixture.stack, "Bridge").build();

    private ContainerDefinition add(String name, Integer... ports) {
        List<PortMapping> mappings = List.of(ports).stream()
                .map(port -> PortMapping.builder().containerPort(port).build())
                .toList();
        return task.addContainer(
                name,
                TaskFixture.appOptions()
                        .memoryReservationMiB(64)
                        .portMappings(mappings)
                        .build());
    }

    private BridgeLinks links(boolean takesFromApp, ScrapeJob... jobs) {
        ContainerDefinition exporter = add("node-exporter");
        ContainerDefinition collector = add("adot");
        BridgeLinks links = new BridgeLinks(task, exporter, collector, List.of(jobs), takesFromApp);
        links.add();
        return links;
    }

    private static List<String> errors(BridgeLinks links) {
        return BridgeLinkCheck.errors(links, "task definition Demo/Bridge");
    }

    private List<String> linksOf(String container) {
        return ContainerOrder.links(task.findContainer(container)).toList();
    }

    private static void startAfter(ContainerDefinition after, ContainerDefinition first) {
        after.addContainerDependencies(ContainerDependency.builder()
                .container(first)
                .condition(ContainerDependencyCondition.HEALTHY)
                .build());
    }

    @Test
    void linksTheNamedContainer() {
        add("web", 8080);
        add("metrics");
        assertThat(errors(links(false, ORDERS.container("metrics")))).isEmpty();
        assertThat(linksOf("adot")).containsExactly("node-exporter", "metrics");
    }

    @Test
    void linksTheOnlyContainerThatMapsThePort() {
        add("web", 8080);
        add("worker", 8081);
        assertThat(errors(links(false, ORDERS, ScrapeJob.of("worker", 8081)))).isEmpty();
        assertThat(linksOf("adot")).containsExactly("node-exporter", "web:app-8080", "worker:app-8081");
    }

    @Test
    void linksTheOnlyContainer() {
        add("web", 80);
        assertThat(errors(links(false, ORDERS))).isEmpty();
        assertThat(linksOf("adot")).containsExactly("node-exporter", "web:app-8080");
    }

    @Test
    void addsEachLinkOnce() {
        add("web");
        BridgeLinks links = links(false, ORDERS, ScrapeJob.of("envoy", 8080).path("/envoy"));
        links.add();
        assertThat(linksOf("adot")).containsExactly("node-exporter", "web:app-8080");
    }

    @Test
    void rejectsAJobWithSeveralPossibleContainers() {
        add("web");
        add("worker");
        assertThat(errors(links(false, ORDERS)))
                .containsExactly(
                        "scrape job orders of task definition Demo/Bridge must name the container of port 8080 in networkMode BRIDGE, "
                                + "since not exactly one of [web, worker] maps it: call .container(\"…\")");
    }

    @Test
    void rejectsSecretsThatALinkWouldExpose() {
        add("web", 8080);
        add("worker");
        Secret token = Secret.fromSsmParameter(StringParameter.fromSecureStringParameterAttributes(
                fixture.stack,
                "Token",
                SecureStringParameterAttributes.builder()
                        .parameterName("/orders/token")
                        .build()));
        TaskMonitoring.Builder both = fixture.monitoring()
                .taskDefinition(task)
                .scrape(ORDERS.bearerToken(token))
                .feature(OtlpMetrics.create());
        assertThatThrownBy(both::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "task definition Demo/Bridge: scrape jobs must not have secrets in networkMode BRIDGE if the app sends OTLP or StatsD, got "
                                + "[SCRAPE_SECRET_orders]: a container that sends them is linked to the collector, and a Docker link exposes all "
                                + "environment variables; use networkMode AWS_VPC, an endpoint without a secret, or no such feature");
        assertThat(task.findContainer("adot")).isNull();
        fixture.monitoring()
                .taskDefinition(task)
                .scrape(ORDERS.bearerToken(token))
                .build();
        TaskFixture.addApp(fixture.task, "app");
        assertThat(TaskShape.of(taskDefinition())).doesNotContain("linked to [adot");
    }

    @Test
    void failsTheSynthForAnAmbiguousJob() {
        fixture.monitoring().taskDefinition(task).scrape(ORDERS).build();
        add("web");
        add("worker");
        TaskFixture.addApp(fixture.task, "app");
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining(
                        "[Demo/Bridge/EcsMonitoring] scrape job orders of task definition Demo/Bridge must name the container of port 8080");
    }

    @Test
    void linksOtlpSendersToTheCollector() {
        add("web");
        add("worker");
        assertThat(errors(links(true, ORDERS.container("web")))).isEmpty();
        assertThat(linksOf("worker")).containsExactly("adot");
        assertThat(linksOf("web")).isEmpty();
    }

    @Test
    void rejectsLinksInBothDirections() {
        add("web");
        assertThat(errors(links(true, ORDERS)))
                .containsExactly(
                        "task definition Demo/Bridge in networkMode BRIDGE must not scrape every container that sends OTLP or StatsD, got "
                                + "[web]: ECS rejects links in both directions; remove the feature or the scrape jobs, or use networkMode AWS_VPC");
    }

    @Test
    void ordersContainersWithoutACycle() {
        ContainerDefinition web = add("web", 8080);
        startAfter(web, add("db"));
        add("worker");
        fixture.monitoring().taskDefinition(task).scrape(ORDERS).build();
        TaskFixture.addApp(fixture.task, "app");
        // adot is linked to web, and web starts after db, so only worker can start after adot.
        assertThat(TaskShape.of(taskDefinition())).isEqualTo("""
            web: after [db HEALTHY], ports [8080 on host 0]
            db:
            worker: after [adot START]
            node-exporter: runs [--web.listen-address=0.0.0.0:9100, --scope=task, --collector.disable-defaults, --collector.ecs]
            adot: after [node-exporter START], linked to [node-exporter, web:app-8080], health [CMD, /healthcheck], \
            scrapes [node-exporter:9100, app-8080:8080, 127.0.0.1:8888]
            """);
    }

    private Map<String, Object> taskDefinition() {
        String id = fixture.stack.getLogicalId((CfnElement) task.getNode().getDefaultChild());
        return Synth.map(Synth.map(Synth.map(Synth.template(fixture.stack).get("Resources"))
                        .get(id))
                .get("Properties"));
    }
}
