package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedFargateService;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedTaskImageOptions;
import software.constructs.Construct;

class ServiceNameTest {
    private static final DeploymentCircuitBreaker ROLL_BACK =
            DeploymentCircuitBreaker.builder().rollback(true).build();

    private final TaskFixture fixture = new TaskFixture();
    private final TaskMonitoring.Builder monitoring = fixture.monitoring();
    private Cluster cluster;

    private FargateService.Builder service(Construct scope, String id) {
        if (cluster == null) {
            cluster = new Cluster(fixture.stack, "Cluster");
            TaskFixture.addApp(fixture.task, "app");
        }
        return FargateService.Builder.create(scope, id)
                .cluster(cluster)
                .taskDefinition(fixture.task)
                .minHealthyPercent(100)
                .circuitBreaker(ROLL_BACK);
    }

    private Object serviceName(Stack stack) {
        return Synth.list(Synth.container(stack, "adot").get("Environment")).stream()
                .map(Synth::map)
                .filter(entry -> entry.get("Name").equals("ECS_SERVICE_NAME"))
                .findFirst()
                .orElseThrow()
                .get("Value");
    }

    @Test
    void isTheIdOfTheOnlyService() {
        monitoring.build();
        service(fixture.stack, "Checkout").build();
        assertThat(serviceName(fixture.stack)).isEqualTo("Checkout");
    }

    @Test
    void isTheLiteralNameOfTheService() {
        monitoring.build();
        service(fixture.stack, "Checkout").serviceName("checkout-v2").build();
        assertThat(serviceName(fixture.stack)).isEqualTo("checkout-v2");
    }

    @Test
    void isTheIdIfTheNameIsAToken() {
        monitoring.build();
        service(fixture.stack, "Checkout").serviceName(Aws.STACK_NAME).build();
        assertThat(serviceName(fixture.stack)).isEqualTo("Checkout");
    }

    @Test
    void isTheServiceNameOption() {
        monitoring.serviceName("orders").build();
        service(fixture.stack, "Checkout").serviceName("checkout-v2").build();
        assertThat(serviceName(fixture.stack)).isEqualTo("orders");
    }

    @ParameterizedTest
    @CsvSource({
        "a$b, a$$b",
        "$$, $$$$",
        "${env:AWS_SECRET_ACCESS_KEY}, {Fn::Sub=$${!env:AWS_SECRET_ACCESS_KEY}}",
        "a${b, '{Fn::Sub=[a$${Dollar}{b, {Dollar=$}]}'",
    })
    void isNotExpandedByTheCollector(String name, String variable) {
        monitoring.serviceName(name).build();
        service(fixture.stack, "Checkout").build();
        assertThat(serviceName(fixture.stack)).hasToString(variable);
    }

    @Test
    void isNotExpandedByTheCollectorIfItIsAnId() {
        monitoring.build();
        service(fixture.stack, "Web ${env:HOME}").build();
        assertThat(serviceName(fixture.stack)).hasToString("{Fn::Sub=Web $${!env:HOME}}");
    }

    @Test
    void mustBeValidUnicode() {
        assertThatThrownBy(() -> monitoring.serviceName("shop\uD800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("serviceName must be valid Unicode, got an unpaired surrogate");
    }

    @Test
    void isTheFamilyForTwoServicesOrNone() {
        monitoring.build();
        service(fixture.stack, "One").build();
        service(fixture.stack, "Two").build();
        assertThat(serviceName(fixture.stack)).isEqualTo("DemoOrdersB5530E46");

        TaskFixture none = new TaskFixture();
        TaskFixture.addApp(none.task, "app");
        none.monitoring().build();
        assertThat(serviceName(none.stack)).isEqualTo(none.task.getFamily());
    }

    @Test
    void findsAServiceOfAnotherStack() {
        monitoring.build();
        Stack other = new Stack((Construct) fixture.stack.getNode().getRoot(), "Other");
        service(other, "Checkout").build();
        assertThat(serviceName(fixture.stack)).isEqualTo("Checkout");
    }

    @Test
    void isTheIdOfTheServicesPattern() {
        Stack stack = Synth.stack();
        ApplicationLoadBalancedFargateService shop = ApplicationLoadBalancedFargateService.Builder.create(stack, "Shop")
                .taskImageOptions(ApplicationLoadBalancedTaskImageOptions.builder()
                        .image(ContainerImage.fromRegistry("example/shop:1"))
                        .build())
                .minHealthyPercent(100)
                .circuitBreaker(ROLL_BACK)
                .build();
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(shop.getTaskDefinition())
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN))
                .build();
        assertThat(serviceName(stack)).isEqualTo("Shop");
        assertThat(TaskMonitoring.find(shop.getTaskDefinition())).isPresent();
    }

    @Test
    void isTheIdServiceWithoutAPattern() {
        monitoring.build();
        service(fixture.stack, "Service").build();
        assertThat(serviceName(fixture.stack)).isEqualTo("Service");
    }
}
