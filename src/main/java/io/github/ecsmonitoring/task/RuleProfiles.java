package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.promql.MetricUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.constructs.Construct;

/**
 * Extends the metric profiles of the collectors that write to a workspace by what its rules read, at synth, since rules
 * may be added after a task is monitored. The Aspect is on this leaf, and one for all collectors of a workspace.
 */
final class RuleProfiles extends Construct {
    private static final String ID = "EcsMonitoringRuleProfiles";
    /** Aspects run at 500 by default and may add rules; read-only ones run at 1000. */
    private static final int AFTER_OTHER_ASPECTS = 900;

    private final PrometheusWorkspace workspace;
    private final List<Collector> collectors = new ArrayList<>();

    private static final class Collector {
        private final ContainerDefinition container;
        private final AdotConfig config;
        private MetricUse applied = MetricUse.NONE;

        Collector(ContainerDefinition container, AdotConfig config) {
            this.container = container;
            this.config = config;
        }

        void extendBy(MetricUse use) {
            if (applied.equals(use)) {
                return;
            }
            applied = use;
            AdotConfig extended = config.extendedBy(use);
            if (extended != config) {
                AdotSidecar.setConfig(container, extended);
            }
        }
    }

    private RuleProfiles(PrometheusWorkspace workspace) {
        super(workspace, ID);
        this.workspace = workspace;
        Aspects.of(this)
                .add(
                        leaf -> apply(),
                        AspectOptions.builder().priority(AFTER_OTHER_ASPECTS).build());
        SummaryPrinter summary = SummaryPrinter.of(this);
        getNode().addValidation(() -> summary.validated(errors()));
    }

    /** Registers a collector; rules of imported workspaces are unknown. */
    static void add(IPrometheusWorkspace workspace, ContainerDefinition container, AdotConfig config) {
        if (workspace instanceof PrometheusWorkspace created) {
            of(created).add(new Collector(container, config));
        }
    }

    /** The profile of the options with what the rules of the workspace read. */
    static MetricProfile extended(MonitoringOptions options) {
        MetricProfile chosen = options.configuration().profile();
        return options.requiredWorkspace() instanceof PrometheusWorkspace created
                ? chosen.extendedBy(created.getRuleMetrics())
                : chosen;
    }

    private static RuleProfiles of(PrometheusWorkspace workspace) {
        return workspace.getNode().tryFindChild(ID) instanceof RuleProfiles existing
                ? existing
                : new RuleProfiles(workspace);
    }

    /** Extends by the rules that exist: a task that is monitored while Aspects run may come after that of this leaf. */
    private void add(Collector collector) {
        collectors.add(collector);
        collector.extendBy(workspace.getRuleMetrics());
    }

    private void apply() {
        MetricUse use = workspace.getRuleMetrics();
        collectors.forEach(collector -> collector.extendBy(use));
    }

    private List<String> errors() {
        MetricUse use = workspace.getRuleMetrics();
        return collectors.stream().allMatch(collector -> collector.applied.equals(use))
                ? List.copyOf(problems(use))
                : List.of("rules were added to workspace " + workspace.getNode().getPath()
                        + " after the metric profiles had been extended: add them before synth, or by an Aspect with a priority below "
                        + AFTER_OTHER_ASPECTS);
    }

    /** What no profile of a collector keeps. */
    private Set<String> problems(MetricUse use) {
        Set<String> problems = new TreeSet<>();
        collectors.stream().findFirst().ifPresent(first -> problems.addAll(first.config.problems(use)));
        collectors.forEach(collector -> problems.retainAll(collector.config.problems(use)));
        return problems;
    }
}
