package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.cost.CostRegistry;
import io.github.ecsmonitoring.cost.MonitoringCost;
import io.github.ecsmonitoring.task.definition.CallbackSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Prints a {@link MonitoringSummary} when the app has been synthesized without an error. The CLI always shows what the
 * app prints, but annotations only of stacks outside of stages, infos only if there is no warning (with the flag
 * {@code @aws-cdk/core:annotationsInValidationReport}), and warnings once for each environment of the app.
 *
 * <p>For other packages of this library; may change in any release.
 */
public final class SummaryPrinter extends Construct {
    private static final String ID = "EcsMonitoringSummary";
    /** Set by the CLI. Tests of an app print nothing. */
    private static final String RUN_BY_CLI = "CDK_OUTDIR";

    private final Map<String, Integer> tasks = new TreeMap<>();
    private final Map<String, Integer> clusters = new TreeMap<>();
    private final Set<String> excluded = new TreeSet<>();
    private final Map<String, Set<String>> notMonitored = new TreeMap<>();
    private final Set<String> notes = new TreeSet<>();
    private final List<Supplier<Optional<String>>> lateNotes = new ArrayList<>();
    private boolean failed;

    private SummaryPrinter(Construct root) {
        super(root, ID);
        CostRegistry.of(root);
        Aspects.of(this)
                .add(
                        leaf -> prepare(root),
                        AspectOptions.builder()
                                .priority(AspectPriority.MUTATING)
                                .build());
    }

    /** The printer of an app. Call it before synth, since it may add a construct. */
    public static SummaryPrinter of(IConstruct construct) {
        IConstruct root = construct.getNode().getRoot();
        return root.getNode().tryFindChild(ID) instanceof SummaryPrinter existing
                ? existing
                : new SummaryPrinter((Construct) root);
    }

    void monitoredTask(IConstruct task, int reservedMiB) {
        tasks.put(path(task), reservedMiB);
    }

    void monitoredCluster(IConstruct cluster, int reservedMiB) {
        clusters.put(path(cluster), reservedMiB);
    }

    void excluded(IConstruct construct) {
        excluded.add(path(construct));
    }

    void notMonitored(IConstruct construct, String reason) {
        notMonitored.computeIfAbsent(reason, first -> new TreeSet<>()).add(path(construct));
    }

    /** Adds a line about the whole app. */
    public void note(String note) {
        notes.add(note);
    }

    /** Adds a line, or none, that is determined when all constructs are validated. */
    void lateNote(Supplier<Optional<String>> note) {
        lateNotes.add(note);
    }

    /** Prints nothing if there are errors, which the CDK prints. */
    public List<String> validated(List<String> errors) {
        failed |= !errors.isEmpty();
        return errors;
    }

    /** The CDK validates constructs in the order of their creation, so the last one is created at synth. */
    private void prepare(Construct root) {
        failed = false;
        CostRegistry.of(root).clear();
        if (root.getNode().tryFindChild(ID + "End") == null) {
            new Construct(root, ID + "End").getNode().addValidation(() -> {
                if (failed) {
                    return List.of();
                }
                return finished(CostRegistry.of(root));
            });
        }
    }

    private List<String> finished(CostRegistry registry) {
        MonitoringCost cost = registry.cost(new CallbackSteps()::forEach);
        List<String> errors = new ArrayList<>();
        cost.unknownPaths().ifPresent(errors::add);
        if (cost.exceedsLimit()) {
            errors.add(cost.limitMessage());
        }
        if (!errors.isEmpty()) {
            return errors;
        }
        registry.write(cost);
        if (System.getenv(RUN_BY_CLI) != null) {
            System.err.println(summary().withCost(cost.summary()).text());
        }
        return List.of();
    }

    MonitoringSummary summary() {
        Map<String, List<String>> reasons = new TreeMap<>();
        notMonitored.forEach((reason, paths) -> reasons.put(reason, new ArrayList<>(paths)));
        Set<String> all = new TreeSet<>(notes);
        lateNotes.forEach(note -> note.get().ifPresent(all::add));
        return new MonitoringSummary(tasks, clusters, excluded, reasons, all, List.of());
    }

    private static String path(IConstruct construct) {
        return construct.getNode().getPath();
    }
}
