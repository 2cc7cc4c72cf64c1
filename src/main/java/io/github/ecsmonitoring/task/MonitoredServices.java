package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.internal.NearestName;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/**
 * The values of the label {@code ecs_service} that the tasks of a workspace send. They are known when the tasks are
 * validated.
 *
 * <p>For other packages of this library; may change in any release.
 */
public final class MonitoredServices extends Construct {
    private static final String ID = "EcsMonitoringServices";
    private static final int MAX_NAMES = 10;

    private final Map<String, String> services = new TreeMap<>();
    private boolean expected;

    private MonitoredServices(PrometheusWorkspace workspace) {
        super(workspace, ID);
    }

    private static MonitoredServices of(PrometheusWorkspace workspace) {
        return workspace.getNode().tryFindChild(ID) instanceof MonitoredServices existing
                ? existing
                : new MonitoredServices(workspace);
    }

    /** Adds the label of a task, which may be a token. The tasks of imported workspaces are unknown. */
    static void add(IPrometheusWorkspace workspace, Construct task, Supplier<String> label) {
        if (workspace instanceof PrometheusWorkspace created) {
            of(created).add(task, label);
        }
    }

    private void add(Construct task, Supplier<String> label) {
        task.getNode().addValidation(() -> {
            if (expected) {
                services.put(
                        task.getNode().getPath(), String.valueOf(Stack.of(task).resolve(label.get())));
            }
            return List.of();
        });
    }

    /**
     * Adds a note to the summary of synth unless a task sends the label. An app that monitors no task, such as a hub,
     * is not checked.
     *
     * @param user what needs the label, for example {@code objective "orders-latency"}
     */
    public static void expect(PrometheusWorkspace workspace, String service, String user) {
        MonitoredServices services = of(workspace);
        services.expected = true;
        SummaryPrinter.of(workspace).lateNote(() -> services.missing(service).map(reason -> user + " " + reason));
    }

    private Optional<String> missing(String service) {
        Set<String> known = new TreeSet<>(services.values());
        if (known.isEmpty() || known.contains(service) || known.stream().anyMatch(Token::isUnresolved)) {
            return Optional.empty();
        }
        return Optional.of(
                "has no data unless another app sends them: no task that is monitored here has ecs_service \""
                        + service + "\", got "
                        + known.stream()
                                .limit(MAX_NAMES)
                                .map(name -> "\"" + name + "\"")
                                .collect(Collectors.joining(", "))
                        + (known.size() > MAX_NAMES ? " and " + (known.size() - MAX_NAMES) + " more" : "")
                        + NearestName.question(service, known));
    }
}
