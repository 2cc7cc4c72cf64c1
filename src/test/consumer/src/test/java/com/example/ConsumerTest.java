package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecsmonitoring.EcsCluster;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;

class ConsumerTest {
    private final App app = new App();

    @Test
    void synthesizesAllConstructsOfTheLibrary() throws Exception {
        Stack stack = new Stack(app, "Orders");
        PrometheusWorkspace workspace = PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .alias("orders")
                .retentionDays(30)
                .logGroup(new LogGroup(stack, "Logs"))
                .encryptionKey(new Key(stack, "Key"))
                .build();
        EcsMonitoring monitoring = EcsMonitoring.Builder.create(stack, "Monitoring")
                .workspace(workspace)
                .grafana(GrafanaWorkspace.Builder.create(stack, "Grafana").build())
                .alerts(Receiver.email("oncall@example.com"))
                .build();
        FargateTaskDefinition task = task(stack);
        monitoring.monitor(task, ScrapeJob.of("orders", 8080));
        monitoring.monitorAll(app);
        FargateService.Builder.create(stack, "Checkout")
                .cluster(new EcsCluster(stack, "Environment").getCluster())
                .taskDefinition(task)
                .build();
        Tags.of(stack).add("team", "shop");

        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::Grafana::Workspace", 1);
        template.resourceCountIs("AWS::Lambda::Function", 1);
        template.resourceCountIs("AWS::Events::Rule", 3);
        // Two of the function, and one each of the service, the log group and the dead man's switch.
        template.resourceCountIs("AWS::CloudWatch::Alarm", 5);
        String containers = template.findResources("AWS::ECS::TaskDefinition").toString();
        for (String part : List.of(
                "Name=ECS_SERVICE_NAME, Value=Checkout",
                "Condition=START, ContainerName=adot",
                "Enabled=true",
                "Drop=[ALL]")) {
            assertTrue(containers.contains(part), () -> "expected " + part + " in " + containers);
        }
        assertBundledImage(Path.of(app.synth().getDirectory()));
    }

    @Test
    void writesToAWorkspaceOfAnotherStack() {
        Stack observability = new Stack(app, "Observability");
        EcsMonitoring monitoring =
                EcsMonitoring.Builder.create(observability, "Monitoring").build();
        Stack workload = new Stack(app, "Workload");
        monitoring.monitor(task(workload));
        Template.fromStack(workload).resourceCountIs("AWS::ECS::TaskDefinition", 1);
        Template.fromStack(observability).resourceCountIs("AWS::APS::RuleGroupsNamespace", 2);
    }

    @Test
    void doesNotChangeTasksThatAreNotMonitored() {
        Stack stack = new Stack(app, "Orders");
        task(stack);
        assertEquals(
                List.of("AWS::ECS::TaskDefinition", "AWS::IAM::Role"),
                Stream.of(Template.fromStack(stack).toJSON().get("Resources"))
                        .flatMap(resources -> ((Map<?, ?>) resources).values().stream())
                        .map(resource -> ((Map<?, ?>) resource).get("Type"))
                        .sorted()
                        .toList());
    }

    private static FargateTaskDefinition task(Stack stack) {
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Task")
                .cpu(256)
                .memoryLimitMiB(512)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build());
        return task;
    }

    private static void assertBundledImage(Path assembly) throws Exception {
        try (Stream<Path> files = Files.walk(assembly)) {
            assertTrue(
                    files.anyMatch(file -> file.endsWith("node-exporter.jar")),
                    "expected the exporter's jar among the assets");
        }
    }
}
