package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** A stack {@code Demo} with a Fargate task definition {@code Orders} and an imported workspace. */
public final class TaskFixture {
    public static final String WORKSPACE_ARN = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d";

    public final Stack stack = Synth.stack();
    public final IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", WORKSPACE_ARN);
    public final TaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
            .cpu(256)
            .memoryLimitMiB(512)
            .build();

    public TaskMonitoring.Builder monitoring() {
        return TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(workspace);
    }

    public static ContainerDefinition addApp(TaskDefinition task, String name) {
        return task.addContainer(name, appOptions().build());
    }

    public static ContainerDefinitionOptions.Builder appOptions() {
        return ContainerDefinitionOptions.builder().image(ContainerImage.fromRegistry("example/app:1"));
    }
}
