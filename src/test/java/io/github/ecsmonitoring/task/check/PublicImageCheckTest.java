package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.AdotImages;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.TaskFixture;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;

class PublicImageCheckTest {
    private final TaskFixture fixture = new TaskFixture();

    @BeforeEach
    void addApp() {
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().memoryReservationMiB(64).build());
    }

    /** A VPC with public, private and isolated subnets. */
    private static Vpc vpc(Stack stack) {
        return Vpc.Builder.create(stack, "Vpc")
                .maxAzs(2)
                .natGateways(1)
                .subnetConfiguration(List.of(
                        subnets("Public", SubnetType.PUBLIC),
                        subnets("Private", SubnetType.PRIVATE_WITH_EGRESS),
                        subnets("Isolated", SubnetType.PRIVATE_ISOLATED)))
                .build();
    }

    private static SubnetConfiguration subnets(String name, SubnetType type) {
        return SubnetConfiguration.builder()
                .name(name)
                .subnetType(type)
                .cidrMask(24)
                .build();
    }

    private void serve(IVpc vpc, SubnetType type) {
        FargateService.Builder.create(fixture.stack, "Service")
                .cluster(Cluster.Builder.create(fixture.stack, "Cluster")
                        .vpc(vpc)
                        .build())
                .taskDefinition(fixture.task)
                .vpcSubnets(SubnetSelection.builder().subnetType(type).build())
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .build();
    }

    private List<String> errors() {
        return CheckFixture.errors(new PublicImageCheck(), fixture.task);
    }

    @Test
    void rejectsAServiceInIsolatedSubnets() {
        fixture.monitoring().build();
        serve(vpc(fixture.stack), SubnetType.PRIVATE_ISOLATED);
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining("[Demo/Orders/EcsMonitoring] service Demo/Service runs task definition "
                        + "Demo/Orders in isolated subnets of Demo/Vpc, where Fargate cannot pull the image of container adot from public.ecr.aws: "
                        + "copy the image to ECR and use images(ImageSource.ecr(...)) with MonitoringEndpoints, "
                        + "or choose subnets of type PRIVATE_WITH_EGRESS");
    }

    @Test
    void checksSubnetsOfAnotherStack() {
        fixture.monitoring().build();
        serve(vpc(new Stack((App) fixture.stack.getNode().getRoot(), "Network")), SubnetType.PRIVATE_ISOLATED);
        assertThat(errors()).singleElement().asString().contains("in isolated subnets of Network/Vpc");
    }

    @Test
    void acceptsSubnetsWithEgress() {
        fixture.monitoring().build();
        serve(vpc(fixture.stack), SubnetType.PRIVATE_WITH_EGRESS);
        assertThat(errors()).isEmpty();
    }

    @Test
    void acceptsPrivateCopiesOfImages() {
        fixture.monitoring().images(ImageSource.ecr("monitoring")).build();
        serve(vpc(fixture.stack), SubnetType.PRIVATE_ISOLATED);
        assertThat(errors()).isEmpty();
    }

    @Test
    void acceptsIsolatedSubnetsWithAnAddedRoute() {
        fixture.monitoring().build();
        Vpc vpc = vpc(fixture.stack);
        vpc.getIsolatedSubnets()
                .forEach(subnet -> CfnRoute.Builder.create(
                                fixture.stack, subnet.getNode().getId() + "Out")
                        .routeTableId(subnet.getRouteTable().getRouteTableId())
                        .destinationCidrBlock("0.0.0.0/0")
                        .transitGatewayId("tgw-0123456789abcdef0")
                        .build());
        serve(vpc, SubnetType.PRIVATE_ISOLATED);
        assertThat(errors()).isEmpty();
    }

    @Test
    void ignoresAnImportedVpc() {
        fixture.monitoring().build();
        serve(
                Vpc.fromVpcAttributes(
                        fixture.stack,
                        "Vpc",
                        VpcAttributes.builder()
                                .vpcId("vpc-1")
                                .availabilityZones(List.of("a", "b"))
                                .isolatedSubnetIds(List.of("subnet-1", "subnet-2"))
                                .build()),
                SubnetType.PRIVATE_ISOLATED);
        assertThat(errors()).isEmpty();
    }

    @Test
    void ignoresATaskWithoutAService() {
        fixture.monitoring().build();
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amazon/aws-otel-collector:v0.49.0",
                "docker.io/amazon/aws-otel-collector:v0.49.0",
                "quay.io/mirror/adot:v0.49.0"
            })
    void rejectsOtherPublicRegistries(String image) {
        fixture.monitoring()
                .collector(
                        AdotSidecar.Builder.create().image(AdotImages.of(image)).build())
                .build();
        serve(vpc(fixture.stack), SubnetType.PRIVATE_ISOLATED);
        assertThat(errors()).hasSize(1);
    }

    @Test
    void acceptsAPrivateRegistry() {
        fixture.monitoring()
                .collector(AdotSidecar.Builder.create()
                        .image(AdotImages.of("registry.example.com/adot:v0.49.0"))
                        .build())
                .build();
        serve(vpc(fixture.stack), SubnetType.PRIVATE_ISOLATED);
        assertThat(errors()).isEmpty();
    }
}
