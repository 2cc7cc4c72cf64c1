package io.github.ecsmonitoring;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/** An app with one stack, and a summary of its template. */
abstract class MonitorAllFixture {
    private static final String ARN = "arn:aws:aps:eu-west-1:999999999999:workspace/ws-0a1b2c3d";
    static final String INSTRUMENTED = "[app after adot, node-exporter, adot after node-exporter]";
    private static final String STABILIZATION = "@aws-cdk/core:aspectStabilization";

    App app = Synth.app();
    Stack stack = new Stack(app, "Demo");

    void start(boolean stabilization) {
        app = Synth.app(Map.of(STABILIZATION, stabilization));
        stack = new Stack(app, "Demo");
    }

    static EcsMonitoring monitoring(Construct scope, String id) {
        IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(scope, id + "Amp", ARN);
        return EcsMonitoring.Builder.create(scope, id)
                .workspace(workspace)
                .withoutGrafana()
                .build();
    }

    EcsMonitoring monitoring() {
        return monitoring(stack, "Monitoring");
    }

    static TaskDefinition task(Construct scope, String id) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(scope, id)
                .cpu(256)
                .memoryLimitMiB(1024)
                .build();
        addContainer(task, "app");
        return task;
    }

    static void addContainer(TaskDefinition task, String name) {
        task.addContainer(
                name,
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .memoryReservationMiB(256)
                        .build());
    }

    /** The containers of each task family with their dependencies. */
    static Map<String, String> containers(Map<String, Object> template) {
        Map<String, String> containers = new TreeMap<>();
        Synth.map(template.get("Resources")).values().stream()
                .map(Synth::map)
                .filter(resource -> resource.get("Type").equals("AWS::ECS::TaskDefinition"))
                .map(resource -> Synth.map(resource.get("Properties")))
                .forEach(task -> containers.put(
                        withoutHash(task.get("Family").toString()),
                        Synth.list(task.get("ContainerDefinitions")).stream()
                                .map(Synth::map)
                                .map(MonitorAllFixture::line)
                                .toList()
                                .toString()));
        return containers;
    }

    private static String withoutHash(String family) {
        return family.replaceFirst("[0-9A-F]{8}$", "");
    }

    private static String line(Map<String, Object> container) {
        List<Object> after = container.containsKey("DependsOn") ? Synth.list(container.get("DependsOn")) : List.of();
        return container.get("Name")
                + after.stream()
                        .map(first -> " after " + Synth.map(first).get("ContainerName"))
                        .reduce("", String::concat);
    }

    Cluster cluster(String id, boolean ec2) {
        Cluster cluster = new Cluster(stack, id);
        if (ec2) {
            cluster.addCapacity(
                    "Instances",
                    AddCapacityOptions.builder()
                            .instanceType(new InstanceType("t3.medium"))
                            .machineImage(EcsOptimizedImage.amazonLinux2023())
                            .build());
        }
        return cluster;
    }

    List<String> warnings() {
        return app.synth().getStacks().stream()
                .map(CloudFormationStackArtifact::getMessages)
                .flatMap(List::stream)
                .filter(message -> message.getEntry().getType().equals("aws:cdk:warning"))
                .map(message -> message.getId() + ": " + message.getEntry().getData())
                .toList();
    }
}
