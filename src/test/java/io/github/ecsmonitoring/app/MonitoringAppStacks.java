package io.github.ecsmonitoring.app;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** The stacks of the app, for tests of other packages. */
public final class MonitoringAppStacks {
    private MonitoringAppStacks() {}

    public static List<Stack> of(App app) {
        MonitoringApp.addStacks(app, Map.of());
        return app.getNode().getChildren().stream()
                .filter(Stack.class::isInstance)
                .map(Stack.class::cast)
                .toList();
    }
}
