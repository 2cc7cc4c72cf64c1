package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.ManagedInstancesApp;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.CloudWatchMetrics;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.StatsD;
import io.github.ecsmonitoring.adot.XRayTraces;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.WorkspaceAttributes;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Stacks with one monitored task definition each, as a user writes them. */
final class MonitoredStacks {
    private MonitoredStacks() {}

    /**
     * A Fargate task with scraped metrics, OTLP metrics and traces, and CloudWatch; its workspace is in another region.
     */
    static Stack fargate() {
        Stack stack = Synth.stack();
        TaskDefinition task = withApp(FargateTaskDefinition.Builder.create(stack, "Orders")
                .cpu(256)
                .memoryLimitMiB(1024)
                .build());
        monitoring(stack, task).build();
        return stack;
    }

    /** A Fargate task that writes to the hub, with the hub's writer role. */
    static Stack writerToHub() {
        Stack stack = Synth.stack();
        TaskDefinition task = withApp(FargateTaskDefinition.Builder.create(stack, "Orders")
                .cpu(256)
                .memoryLimitMiB(1024)
                .build());
        String arn = "arn:aws:aps:" + AwsEmulator.HUB_REGION + ":444455556666:workspace/ws-hub";
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(PrometheusWorkspace.fromWorkspaceAttributes(
                        stack, "Hub", WorkspaceAttributes.of(arn).writerRoleArn(AwsEmulator.WRITER_ROLE)))
                .build();
        return stack;
    }

    /** The same task on EC2. */
    static Stack ec2() {
        Stack stack = Synth.stack();
        TaskDefinition task = withApp(Ec2TaskDefinition.Builder.create(stack, "Orders")
                .networkMode(NetworkMode.AWS_VPC)
                .build());
        monitoring(stack, task).build();
        return stack;
    }

    /** A task on ECS Managed Instances. */
    static Stack managedInstances() {
        Stack stack = Synth.stack();
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(ManagedInstancesApp.task(stack, NetworkMode.AWS_VPC))
                .workspace(workspace(stack))
                .serviceName("orders-api")
                .labels(Map.of("environment", "test"))
                .build();
        return stack;
    }

    /** The managed daemon for ECS Managed Instances. */
    static Stack managedHosts() {
        Stack stack = Synth.stack();
        Cluster cluster = ManagedInstancesApp.cluster(stack);
        ManagedInstancesApp.addProvider(stack, cluster);
        HostMonitoring.Builder.create(stack, "Hosts")
                .cluster(cluster)
                .workspace(workspace(stack))
                .labels(Map.of("environment", "test"))
                .build();
        return stack;
    }

    private static TaskMonitoring.Builder monitoring(Stack stack, TaskDefinition task) {
        return TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(workspace(stack))
                .serviceName("orders-api")
                .labels(Map.of("environment", "test"))
                .scrape(ScrapeJob.of("orders", 8080))
                .feature(
                        OtlpMetrics.create(),
                        XRayTraces.create(),
                        CloudWatchMetrics.ofOtlp(),
                        CloudWatchMetrics.ofPages("orders_.*"));
    }

    /** A Fargate task whose app sends StatsD. */
    static Stack statsD() {
        Stack stack = Synth.stack();
        TaskDefinition task = withApp(FargateTaskDefinition.Builder.create(stack, "Orders")
                .cpu(256)
                .memoryLimitMiB(1024)
                .build());
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(workspace(stack))
                .serviceName("orders-api")
                .labels(Map.of("environment", "test"))
                .feature(StatsD.create().aggregationInterval(Duration.seconds(10)))
                .build();
        return stack;
    }

    /** The daemon for the EC2 instances of a cluster. */
    static Stack hosts() {
        Stack stack = Synth.stack();
        daemon(stack).labels(Map.of("environment", "test")).build();
        return stack;
    }

    static HostMonitoring.Builder daemon(Stack stack) {
        Cluster cluster = Cluster.Builder.create(stack, "Cluster")
                .vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).build())
                .build();
        return HostMonitoring.Builder.create(stack, "Hosts").cluster(cluster).workspace(workspace(stack));
    }

    static IPrometheusWorkspace workspace(Stack stack) {
        return PrometheusWorkspace.fromWorkspaceArn(
                stack, "Amp", "arn:aws:aps:" + AwsEmulator.WORKSPACE_REGION + ":123456789012:workspace/ws-0a1b2c3d");
    }

    static TaskDefinition withApp(TaskDefinition task) {
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .memoryLimitMiB(256)
                        .build());
        return task;
    }
}
