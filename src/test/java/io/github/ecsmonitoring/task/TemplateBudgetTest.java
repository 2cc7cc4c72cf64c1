package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.io.File;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;

class TemplateBudgetTest {
    private static final int TASKS = 10;

    /** Written as the CLI gets it. */
    private static long bytes(boolean monitored, MetricProfile profile) {
        App app = Synth.app();
        Stack stack = new Stack(app, "Demo");
        IPrometheusWorkspace workspace = PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        ILogGroup logs = new LogGroup(stack, "Logs");
        for (int i = 0; i < TASKS; i++) {
            TaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders" + i).memoryLimitMiB(1024).build();
            TaskFixture.addApp(task, "app");
            if (monitored) {
                TaskMonitoring.Builder.create(task, "EcsTaskMonitoring").taskDefinition(task).workspace(workspace).logGroup(logs).profile(profile).build();
            }
        }
        return new File(app.synth().getStackByName("Demo").getTemplateFullPath()).length();
    }

    @Test
    void knowsHowManyBytesATaskGets() {
        for (MetricProfile profile : new MetricProfile[] {MetricProfile.ESSENTIAL, MetricProfile.FULL}) {
            long added = (bytes(true, profile) - bytes(false, profile)) / TASKS;
            assertThat((long) TemplateBudget.bytesOf(AdotConfig.Builder.create().profile(profile).build())).as("bytes of %s", profile).isCloseTo(added, Percentage.withPercentage(2));
        }
    }

    private static Stack stackWith(int tasks) {
        Stack stack = Synth.stack();
        AdotConfig config = AdotConfig.Builder.create().configOverride(Map.of("exporters", Map.of("x", "y".repeat(20_000)))).build();
        for (int i = 0; i < tasks; i++) {
            TemplateBudget.add(stack, config);
        }
        return stack;
    }

    @Test
    void warnsWithTheArithmetic() {
        int each = TemplateBudget.bytesOf(AdotConfig.Builder.create().configOverride(Map.of("exporters", Map.of("x", "y".repeat(20_000)))).build());
        int tasks = 700_000 / each + 1;
        Annotations.fromStack(stackWith(tasks)).hasWarning("/Demo", "the sidecars of " + tasks + " task definitions x " + each + " bytes = " + tasks * each
            + " bytes of the template of stack Demo, of which CloudFormation takes 1048576: spread the task definitions over more stacks "
            + "[ack: @ecs-monitoring/task:templateSize]");
        Annotations.fromStack(stackWith(tasks - 1)).hasNoWarning("*", Match.anyValue());
    }
}
