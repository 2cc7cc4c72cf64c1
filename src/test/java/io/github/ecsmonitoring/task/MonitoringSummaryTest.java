package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitoringSummaryTest {
    @Test
    void showsWhatIsMonitoredAndWhatIsNot() {
        assertThat(new MonitoringSummary(
                                Map.of("Shop/Orders", 224, "Shop/Stock", 224, "Shop/Search", 352),
                                Map.of("Shop/Ec2", 224),
                                Set.of("Shop/Legacy"),
                                Map.of(
                                        "role Shop/Fixed cannot be extended: attach this policy to it:\n{\n}",
                                        List.of("Shop/Batch")),
                                List.of("workspace Obs/Amp is in another region than what it monitors"),
                                List.of("about 12.50 USD a month"))
                        .text())
                .isEqualTo("""
                    ECS monitoring: monitored 3 task definitions and 1 cluster
                      reserved: 224 MiB in each of 2 task definitions, 352 MiB in 1 task definition, 224 MiB on each instance of 1 cluster
                      excluded: Shop/Legacy
                      not monitored: Shop/Batch: role Shop/Fixed cannot be extended: attach this policy to it:
                      note: workspace Obs/Amp is in another region than what it monitors
                      cost: about 12.50 USD a month
                      next: cdk deploy --all""");
    }

    @Test
    void showsOneTask() {
        assertThat(new MonitoringSummary(Map.of("Shop/Orders", 224), Map.of(), Set.of(), Map.of(), List.of(), List.of())
                        .text())
                .isEqualTo("""
                    ECS monitoring: monitored 1 task definition and 0 clusters
                      reserved: 224 MiB in 1 task definition
                      next: cdk deploy --all""");
    }

    @Test
    void showsThatNothingIsMonitored() {
        assertThat(new MonitoringSummary(Map.of(), Map.of(), Set.of(), Map.of(), List.of(), List.of()).text())
                .isEqualTo("""
                    ECS monitoring: monitored nothing
                      next: pass a task definition to monitor, or create one in the scope of monitorAll""");
    }

    @Test
    void showsThatNothingCanBeMonitored() {
        assertThat(new MonitoringSummary(
                                Map.of(),
                                Map.of(),
                                Set.of(),
                                Map.of("must run on LINUX", List.of("Shop/Orders", "Shop/Batch")),
                                List.of(),
                                List.of())
                        .text())
                .isEqualTo("""
                    ECS monitoring: monitored nothing
                      not monitored: Shop/Batch, Shop/Orders: must run on LINUX
                      next: change what is not monitored as described, or exclude it""");
    }

    @Test
    void namesTenPathsAtMost() {
        List<String> paths =
                IntStream.rangeClosed(10, 40).mapToObj(i -> "Shop/Task" + i).toList();
        assertThat(new MonitoringSummary(Map.of(), Map.of(), paths, Map.of(), List.of(), List.of()).text())
                .contains("  excluded: Shop/Task10, Shop/Task11, Shop/Task12, Shop/Task13, Shop/Task14, Shop/Task15, "
                        + "Shop/Task16, Shop/Task17, Shop/Task18, Shop/Task19 and 21 more\n");
    }
}
