package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.TaskFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.LaunchTemplateOverrides;
import software.amazon.awscdk.services.autoscaling.MixedInstancesPolicy;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

class InstanceMemoryCheckTest {
    private static final String PLACEMENT =
            " have at most 1024 MiB, of which ECS offers about 952, so it would not place the task: choose a larger instance type or reserve less "
                    + "[ack: @ecs-monitoring/task:instanceMemory]";

    private final App app = Synth.app();
    private final Stack stack = new Stack(app, "Demo");
    private final EcsMonitoring monitoring = EcsMonitoring.Builder.create(stack, "Monitoring")
            .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN))
            .withoutGrafana()
            .build();

    private Cluster cluster(String instanceType) {
        Cluster cluster = new Cluster(stack, "Ec2");
        addCapacity(cluster, "Instances", instanceType);
        return cluster;
    }

    private static void addCapacity(Cluster cluster, String id, String instanceType) {
        cluster.addCapacity(
                id,
                AddCapacityOptions.builder()
                        .instanceType(new InstanceType(instanceType))
                        .machineImage(EcsOptimizedImage.amazonLinux2023())
                        .build());
    }

    private TaskDefinition run(Cluster cluster, String id, int mebibytes) {
        TaskDefinition task =
                Ec2TaskDefinition.Builder.create(stack, id + "Task").build();
        task.addContainer(
                "app", TaskFixture.appOptions().memoryReservationMiB(mebibytes).build());
        Ec2Service.Builder.create(stack, id)
                .cluster(cluster)
                .taskDefinition(task)
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .build();
        return task;
    }

    private List<String> warnings() {
        return app.synth().getStackByName("Demo").getMessages().stream()
                .filter(message -> message.getEntry().getType().equals("aws:cdk:warning"))
                .map(message -> message.getId() + ": " + message.getEntry().getData())
                .toList();
    }

    @Test
    void warnsAboutATaskThatDoesNotFitBesideTheDaemon() {
        run(cluster("t2.micro"), "Checkout", 512);
        monitoring.monitorAll(stack);
        assertThat(warnings())
                .containsExactly(
                        "/Demo/CheckoutTask/EcsMonitoring: service Demo/Checkout runs task definition Demo/CheckoutTask, which reserves 736 MiB "
                                + "(app 512 + node-exporter 64 + adot 160) beside 224 MiB of daemons; instances of cluster Demo/Ec2 (t2.micro)"
                                + PLACEMENT);
    }

    @Test
    void warnsAboutATaskWithoutSidecarsThatDoesNotFitBesideTheDaemon() {
        Cluster cluster = cluster("t3.micro");
        run(cluster, "Checkout", 768);
        monitoring.monitorHosts(cluster);
        assertThat(warnings())
                .containsExactly(
                        "/Demo/Ec2/EcsHostMonitoring: service Demo/Checkout runs task definition Demo/CheckoutTask, which reserves 768 MiB "
                                + "(app 768) beside 224 MiB of daemons; instances of cluster Demo/Ec2 (t3.micro)"
                                + PLACEMENT);
    }

    @Test
    void warnsAboutASidecarsMemoryWithoutADaemon() {
        Cluster cluster = cluster("t3.micro");
        monitoring.exclude(cluster);
        run(cluster, "Checkout", 800);
        monitoring.monitorAll(stack);
        assertThat(warnings()).singleElement().asString().contains("reserves 1024 MiB (app 800 + ", "; instances of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t3.small", "m5.large", "i3.large"})
    void acceptsLargerAndUnknownInstances(String type) {
        run(cluster(type), "Checkout", 512);
        monitoring.monitorAll(stack);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void acceptsATypeThatIsKnownAtDeployment() {
        String type = CfnParameter.Builder.create(stack, "Type").build().getValueAsString();
        run(cluster(type), "Checkout", 512);
        monitoring.monitorAll(stack);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void theLargestInstanceOfTheClusterCounts() {
        Cluster cluster = cluster("t2.micro");
        addCapacity(cluster, "Larger", "t2.small");
        run(cluster, "Checkout", 512);
        addCapacity(new Cluster(stack, "Other"), "Small", "t2.nano");
        monitoring.monitorAll(stack);
        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsLaunchTemplatesOfCapacityProviders(boolean mixed) {
        Cluster cluster = new Cluster(stack, "Ec2");
        LaunchTemplate template = LaunchTemplate.Builder.create(stack, "Template")
                .machineImage(EcsOptimizedImage.amazonLinux2023())
                .instanceType(new InstanceType(mixed ? "m5.large" : "t3.micro"))
                .userData(UserData.forLinux())
                .role(Role.Builder.create(stack, "InstanceRole")
                        .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                        .build())
                .build();
        AutoScalingGroup.Builder group =
                AutoScalingGroup.Builder.create(stack, "Group").vpc(cluster.getVpc());
        AsgCapacityProvider provider = AsgCapacityProvider.Builder.create(stack, "Capacity")
                .autoScalingGroup(
                        mixed
                                ? group.mixedInstancesPolicy(MixedInstancesPolicy.builder()
                                                .launchTemplate(template)
                                                .launchTemplateOverrides(
                                                        List.of(override("t3.micro"), override("t2.micro")))
                                                .build())
                                        .build()
                                : group.launchTemplate(template).build())
                .build();
        cluster.addAsgCapacityProvider(provider);
        run(cluster, "Checkout", 512);
        monitoring.monitorAll(stack);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("instances of cluster Demo/Ec2 (" + (mixed ? "t3.micro, t2.micro" : "t3.micro") + ")");
    }

    private static LaunchTemplateOverrides override(String type) {
        return LaunchTemplateOverrides.builder()
                .instanceType(new InstanceType(type))
                .build();
    }
}
