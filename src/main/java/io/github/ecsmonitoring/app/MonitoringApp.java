package io.github.ecsmonitoring.app;

import java.util.stream.Collectors;
import software.amazon.awscdk.App;

/**
 * The app that {@code cdk synth} runs: stacks {@code EcsMonitoringObservability}, {@code EcsMonitoringCluster} and,
 * unless the context key {@code ecs-monitoring:demo} is false, {@code EcsMonitoringWorkload}.
 */
public final class MonitoringApp {
    private MonitoringApp() {}

    /** Synthesizes the stacks; what is wrong with them is one message on stderr and status 1. */
    public static void main(String[] args) {
        try {
            App app = new App();
            addStacks(app);
            app.synth();
        } catch (RuntimeException e) {
            System.err.println("error: " + message(e));
            System.exit(1);
        }
    }

    static void addStacks(App app) {
        AppSettings settings = AppSettings.read(app.getNode());
        ObservabilityStack observability = new ObservabilityStack(app, "EcsMonitoringObservability", settings);
        ClusterStack cluster = new ClusterStack(app, "EcsMonitoringCluster");
        observability.monitoring().monitorHosts(cluster.ecsCluster().getCluster());
        if (settings.demo()) {
            new WorkloadStack(app, "EcsMonitoringWorkload", cluster.ecsCluster(), observability.monitoring());
        }
    }

    /** The CDK's own errors repeat their text and carry a JavaScript stack in it. */
    static String message(RuntimeException e) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        return text.lines()
                .filter(line -> !line.strip().startsWith("at ") && !line.startsWith("@jsii/kernel."))
                .collect(Collectors.joining("\n"));
    }
}
