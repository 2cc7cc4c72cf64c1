package io.github.ecsmonitoring.app;

import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * The app that {@code cdk synth} runs: stacks {@code EcsMonitoringObservability}, {@code EcsMonitoringCluster} and,
 * unless the context key {@code ecs-monitoring:demo} is false, {@code EcsMonitoringWorkload}.
 */
public final class MonitoringApp {
    private MonitoringApp() {}

    /** Synthesizes the stacks; an error is printed to stderr without a stack trace, with exit status 1. */
    public static void main(String[] args) {
        try {
            // A trace of jsii names a temporary file only.
            App app = new App(AppProps.builder().stackTraces(false).build());
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

    /** Removes the JavaScript stack trace and repeated text that errors of the CDK contain. */
    static String message(RuntimeException e) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        return text.lines()
                .filter(line -> !line.strip().startsWith("at ") && !line.startsWith("@jsii/kernel."))
                .collect(Collectors.joining("\n"));
    }
}
