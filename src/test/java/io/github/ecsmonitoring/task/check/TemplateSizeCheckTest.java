package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.CollectorOptions;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.TaskFixture;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.io.File;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnWaitConditionHandle;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;

class TemplateSizeCheckTest {
    private static final int TASKS = 10;

    /** The size of the template file. */
    private static long bytes(boolean monitored, MetricProfile profile) {
        App app = Synth.app();
        Stack stack = new Stack(app, "Demo");
        IPrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        ILogGroup logs = new LogGroup(stack, "Logs");
        for (int i = 0; i < TASKS; i++) {
            TaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders" + i)
                    .memoryLimitMiB(1024)
                    .build();
            TaskFixture.addApp(task, "app");
            if (monitored) {
                TaskMonitoring.Builder.create(task, "EcsTaskMonitoring")
                        .taskDefinition(task)
                        .workspace(workspace)
                        .logGroup(logs)
                        .profile(profile)
                        .build();
            }
        }
        return new File(app.synth().getStackByName("Demo").getTemplateFullPath()).length();
    }

    @Test
    void estimatesTheBytesOfATask() {
        for (MetricProfile profile : new MetricProfile[] {MetricProfile.ESSENTIAL, MetricProfile.FULL}) {
            long added = (bytes(true, profile) - bytes(false, profile)) / TASKS;
            assertThat((long) TemplateSizeCheck.bytesOf(AdotConfig.Builder.create()
                            .options(CollectorOptions.DEFAULTS.withProfile(profile))
                            .build()))
                    .as("bytes of %s", profile)
                    .isCloseTo(added, Percentage.withPercentage(2));
        }
    }

    private static final AdotConfig LARGE = AdotConfig.Builder.create()
            .options(CollectorOptions.DEFAULTS.withOverride(Map.of("exporters", Map.of("x", "y".repeat(20_000)))))
            .build();

    private static Stack stackWith(int tasks, int resources) {
        Stack stack = Synth.stack();
        for (int i = 0; i < tasks; i++) {
            TemplateSizeCheck.count(stack, LARGE);
        }
        for (int i = 0; i < resources; i++) {
            CfnWaitConditionHandle.Builder.create(stack, "Handle" + i).build();
        }
        return stack;
    }

    @Test
    void warnsWithTheCalculation() {
        int each = TemplateSizeCheck.bytesOf(LARGE);
        int tasks = 900_000 / each - 1;
        int resources = (900_000 - tasks * each) / 1000 + 1;
        Annotations.fromStack(stackWith(tasks, resources))
                .hasWarning(
                        "/Demo",
                        "the template of stack Demo has about " + (tasks * each + resources * 1000)
                                + " bytes (sidecars of " + tasks + " task definitions x " + each + " bytes = "
                                + tasks * each + ", " + resources
                                + " resources x about 1000 bytes), and CloudFormation "
                                + "allows 1048576: distribute the task definitions over more stacks, or set "
                                + "suppressTemplateIndentation [ack: @ecs-monitoring/task:templateSize]");
        Annotations.fromStack(stackWith(tasks, resources - 1)).hasNoWarning("*", Match.anyValue());
    }

    @Test
    void estimatesATemplateWithinAQuarter() {
        long resources = 1 + 1 + 2 + 1 + TASKS * 5L;
        long estimate = TASKS
                        * (long) TemplateSizeCheck.bytesOf(
                                AdotConfig.Builder.create().build())
                + resources * 1000;
        assertThat(bytes(true, MetricProfile.ESSENTIAL)).isCloseTo(estimate, Percentage.withPercentage(25));
    }
}
