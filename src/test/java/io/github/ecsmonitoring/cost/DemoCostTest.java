package io.github.ecsmonitoring.cost;

import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.app.MonitoringAppStacks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

/** The estimates that the manual shows. */
class DemoCostTest {
    @Test
    void ofBothProfiles() throws IOException {
        App app = Synth.app(Map.of("ecs-monitoring:alert-email", "ops@example.com"));
        MonitoringAppStacks.of(app);
        CostRegistry registry = CostRegistry.of(app);
        app.synth();
        Snapshot.assertText("cost/demo-essential.txt", registry.cost().table());
        registry.tasks.replaceAll((path, task) -> full(task));
        Snapshot.assertText("cost/demo-full.txt", registry.cost().table());
    }

    /** What the profile of the app, which has no setting for it, does not send. */
    private static CostedTask full(CostedTask task) {
        SeriesModel model = SeriesModel.bundled();
        int more = model.series(task.target(), task.shape(), MetricProfile.FULL::sends)
                - model.series(task.target(), task.shape(), MetricProfile.ESSENTIAL::sends);
        return new CostedTask(
                task.path(),
                task.target(),
                task.shape(),
                task.ownSeries() + more,
                List.copyOf(task.app()),
                task.intervalSeconds(),
                task.tasks(),
                task.sidecars());
    }
}
