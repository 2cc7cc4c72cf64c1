package io.github.ecsmonitoring.app;

import java.util.Map;
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
            addStacks(app, System.getenv());
            app.synth();
        } catch (RuntimeException e) {
            System.err.println("error: " + message(e));
            System.exit(1);
        }
    }

    /** @param variables the environment variables of the process */
    static void addStacks(App app, Map<String, String> variables) {
        AppSettings settings = AppSettings.read(app.getNode(), variables);
        ObservabilityStack observability = new ObservabilityStack(app, "EcsMonitoringObservability", settings);
        ClusterStack cluster = new ClusterStack(app, "EcsMonitoringCluster", settings, observability);
        if (settings.demo()) {
            new WorkloadStack(app, "EcsMonitoringWorkload", settings, cluster, observability.monitoring());
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
