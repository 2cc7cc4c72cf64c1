package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * Tasks on EC2 and Managed Instances share the instance's kernel, so each of them would expose the same metrics again.
 */
class ExporterScopeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        FARGATE                       | --web.listen-address=127.0.0.1:9100 --scope=task
        EC2_AND_FARGATE               | --web.listen-address=127.0.0.1:9100 --scope=task
        FARGATE_AND_MANAGED_INSTANCES | --web.listen-address=127.0.0.1:9100 --scope=task
        EC2                           | --web.listen-address=127.0.0.1:9100 --scope=task --collector.disable-defaults --collector.ecs
        MANAGED_INSTANCES             | --web.listen-address=127.0.0.1:9100 --scope=task --collector.disable-defaults --collector.ecs
        EC2_AND_MANAGED_INSTANCES     | --web.listen-address=127.0.0.1:9100 --scope=task --collector.disable-defaults --collector.ecs
        """)
    void exposesKernelMetricsOnFargateOnly(Compatibility compatibility, String command) {
        Stack stack = Synth.stack();
        TaskDefinition task = TaskDefinition.Builder.create(stack, "Orders")
                .compatibility(compatibility)
                .networkMode(NetworkMode.AWS_VPC)
                .cpu("256")
                .memoryMiB("1024")
                .build();
        TaskFixture.addApp(task, "app");
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN))
                .build();
        assertThat(Synth.container(stack, "node-exporter")).containsEntry("Command", List.of(command.split(" ")));
    }
}
