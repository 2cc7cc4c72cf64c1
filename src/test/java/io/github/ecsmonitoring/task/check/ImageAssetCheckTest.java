package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.TaskFixture;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/** With the BootstraplessSynthesizer, the CDK's own error ends the synth without naming the library. */
class ImageAssetCheckTest {
    private static final String REASON =
            "stack Demo uses the BootstraplessSynthesizer, which accepts no assets, but cdk deploy would build the image of node-exporter: "
                    + "copy the image to a registry and set images(ImageSource.ecr(…)), or use another synthesizer";

    private final Stack stack = new Stack(
            Synth.app(),
            "Demo",
            StackProps.builder().synthesizer(new BootstraplessSynthesizer()).build());

    private static TaskDefinition task(Construct scope) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(scope, "Orders")
                .memoryLimitMiB(1024)
                .build();
        TaskFixture.addApp(task, "app");
        return task;
    }

    /** Restricting the default security group would require an asset. */
    private Cluster cluster() {
        return Cluster.Builder.create(stack, "Ec2")
                .vpc(Vpc.Builder.create(stack, "Vpc")
                        .restrictDefaultSecurityGroup(false)
                        .build())
                .build();
    }

    private static EcsMonitoring.Builder monitoring(Construct scope) {
        return EcsMonitoring.Builder.create(scope, "Monitoring")
                .workspace(PrometheusWorkspace.fromWorkspaceArn(scope, "Amp", TaskFixture.WORKSPACE_ARN))
                .withoutGrafana();
    }

    @Test
    void monitorAllWarnsAboutTasksAndClusters() {
        task(stack);
        cluster()
                .addCapacity(
                        "Instances",
                        AddCapacityOptions.builder()
                                .instanceType(new InstanceType("t3.medium"))
                                .machineImage(EcsOptimizedImage.amazonLinux2023())
                                .build());
        monitoring(stack).build().monitorAll(stack);
        String warning = "monitorAll for Demo does not monitor this: " + REASON
                + ". Exclude it if this is intended [ack: @ecs-monitoring/task:notMonitored]";
        Annotations annotations = Annotations.fromStack(stack);
        annotations.hasWarning("/Demo/Orders", warning);
        annotations.hasWarning("/Demo/Ec2", warning);
    }

    @Test
    void monitorAndMonitorHostsAreErrors() {
        EcsMonitoring monitoring = monitoring(stack).build();
        assertThatThrownBy(() -> monitoring.monitor(task(stack)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(REASON);
        assertThatThrownBy(() -> monitoring.monitorHosts(cluster()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(REASON);
    }

    @Test
    void imagesOfARegistryNeedNoAsset() {
        TaskDefinition task = task(stack);
        monitoring(stack).images(ImageSource.ecr("monitoring")).build().monitorAll(stack);
        assertThat(Synth.template(stack).toString()).contains("/monitoring/node-exporter:");
        assertThat(TaskMonitoring.find(task)).isPresent();
    }

    @Test
    void appliesToNestedStacksAndToTheSynthesizerOfTheApp() {
        NestedStack nested = new NestedStack(stack, "Nested");
        assertThatThrownBy(() -> monitoring(nested).build().monitor(task(nested)))
                .hasMessageStartingWith("stack Demo/Nested uses the BootstraplessSynthesizer");
        App app = new App(AppProps.builder()
                .defaultStackSynthesizer(new BootstraplessSynthesizer())
                .build());
        Stack other = new Stack(app, "Other");
        assertThatThrownBy(() -> monitoring(other).build().monitor(task(other)))
                .hasMessageStartingWith("stack Other uses the BootstraplessSynthesizer");
    }

    @Test
    void appliesToACollectorThatIsBuilt(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        EcsMonitoring monitoring = monitoring(stack)
                .images(ImageSource.ecr("monitoring"))
                .collector(AdotSidecar.Builder.create()
                        .image(ContainerImage.fromAsset(directory.toString()))
                        .build())
                .build();
        assertThatThrownBy(() -> monitoring.monitor(task(stack)))
                .hasMessageContaining("cdk deploy would build the image of adot:");
    }

    @Test
    void otherSynthesizersAcceptAssets() {
        Stack plain = Synth.stack();
        TaskDefinition task = task(plain);
        monitoring(plain).build().monitor(task);
        assertThat(task.findContainer("node-exporter")).isNotNull();
    }
}
