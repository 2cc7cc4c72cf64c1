package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.task.check.AppContainerCheck;
import io.github.ecsmonitoring.task.check.ConstructIdCheck;
import io.github.ecsmonitoring.task.check.SynthesizedStage;
import io.github.ecsmonitoring.task.check.WorkspaceReferenceCheck;
import io.github.ecsmonitoring.task.definition.CallbackSteps;
import io.github.ecsmonitoring.task.definition.EnclosingStage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Monitors, when the app is synthesized, all task definitions beneath a scope and the instances of all clusters that
 * are created there.
 *
 * <p>It is a leaf with one Aspect, which searches the scope in Java: a Java Aspect that the CDK applies to a large tree
 * passes through jsii for each level and construct and overflows the stack. Tested with 6,000 constructs.
 *
 * <p>A task definition that cannot be monitored is left unchanged and gets the warning {@value #NOT_MONITORED} with the
 * reason, unless it is excluded.
 *
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/aspects.html">Aspects</a>
 */
public final class MonitorAll extends Construct {
    /** The id of the warning, for {@code Annotations.of(task).acknowledgeWarning(…)}. */
    public static final String NOT_MONITORED = "@ecs-monitoring/task:notMonitored";

    /**
     * A number, so that the CDK visits this leaf before all other children of the scope, including older ones:
     * JavaScript iterates over numeric keys of an object first. Other Aspects (tags, permissions boundaries, checks)
     * then visit the constructs that are created here, even without @aws-cdk/core:aspectStabilization, with which alone
     * the CDK visits a construct again.
     */
    static final String ID = "9100";

    private final Construct scope;
    private final Set<String> visited = new HashSet<>();
    /** Stages that were already synthesized when monitorAll was called. */
    private final Set<String> synthesized = new HashSet<>();
    /** What cannot send samples to a workspace of another stage. */
    private final List<String> unreachable = new ArrayList<>();

    private final SummaryPrinter summary;
    private IConstruct calledFor;
    private MonitoringPlan plan;

    private MonitorAll(Construct scope, IConstruct calledFor, MonitoringPlan plan) {
        super(scope, ID);
        summary = SummaryPrinter.of(scope);
        this.scope = scope;
        this.calledFor = calledFor;
        this.plan = plan;
        Aspects.of(this)
                .add(
                        leaf -> monitor(),
                        AspectOptions.builder()
                                .priority(AspectPriority.MUTATING)
                                .build());
        getNode().addValidation(() -> summary.validated(validate()));
    }

    /**
     * Applies a plan to a scope. If scopes contain each other, the plan of the inner one applies to what is in it.
     *
     * @throws IllegalArgumentException if another plan has the same scope, or the scope is already synthesized
     */
    public static void beneath(Construct scope, MonitoringPlan plan) {
        MonitorAll outer = claim(scope, scope, plan);
        // A stage is synthesized before the app around it, so its tasks must be monitored from within.
        for (Stage stage :
                MonitorableConstructs.beneath(scope, MonitorAll.class).stages()) {
            if (find(stage).isEmpty() && SynthesizedStage.is(stage)) {
                outer.synthesized.add(path(stage));
            } else {
                claim(stage, scope, plan);
            }
        }
    }

    private static MonitorAll claim(Construct place, IConstruct calledFor, MonitoringPlan plan) {
        Optional<MonitorAll> existing = find(place);
        if (existing.isPresent()) {
            existing.get().replaceBy(calledFor, plan);
            return existing.get();
        }
        ConstructIdCheck.obstacle(place, ID)
                .or(() -> SynthesizedStage.obstacle(place))
                .ifPresent(reason -> {
                    throw new IllegalArgumentException(reason);
                });
        return new MonitorAll(place, calledFor, plan);
    }

    private static Optional<MonitorAll> find(Construct scope) {
        return scope.getNode().tryFindChild(ID) instanceof MonitorAll monitorAll
                ? Optional.of(monitorAll)
                : Optional.empty();
    }

    /** Takes the other plan if it was called for the same scope or one closer to this stage. */
    private void replaceBy(IConstruct otherCalledFor, MonitoringPlan other) {
        if (otherCalledFor == calledFor && other.owner() != plan.owner()) {
            throw new IllegalArgumentException("tasks of " + name(calledFor) + " are already monitored by "
                    + name(plan.owner()) + ", got a second monitorAll call by " + name(other.owner())
                    + ": call it for parts of the scope");
        }
        if (MonitorableConstructs.isBeneath(path(calledFor), path(otherCalledFor))) {
            calledFor = otherCalledFor;
            plan = other;
        }
    }

    private void monitor() {
        MonitorableConstructs found = MonitorableConstructs.beneath(scope, MonitorAll.class);
        Set<String> excluded = plan.excluded().paths();
        unreachable.clear();
        CallbackSteps steps = new CallbackSteps();
        steps.forEach(found.tasks(), task -> {
            if (!found.isForeign(task)) {
                visited.add(path(task));
                if (!isMonitored(task) && isWanted(task, excluded)) {
                    monitor(task);
                }
            }
        });
        ManagedInstances managed = ManagedInstances.inAppOf(this);
        steps.forEach(found.clusters(), cluster -> {
            if (!found.isForeign(cluster) && hasOpenInstances(cluster, managed) && isWanted(cluster, excluded)) {
                monitorInstances(cluster);
            }
        });
        if (plan.alertsOnMoreThanRules()) {
            new AlertCoverage(found, excluded, plan).add();
        }
    }

    private void monitor(ITaskDefinition task) {
        TaskMonitoring.Builder monitoring = plan.of(task);
        Optional<String> obstacle = monitoring.obstacle().or(() -> withoutApp((TaskDefinition) task));
        if (obstacle.isPresent()) {
            warn(task, obstacle.get());
        } else {
            TaskMonitoring added = monitoring.addSidecars();
            added.completeNow();
            added.getLogGroup().ifPresent(plan::alertOnLostData);
        }
    }

    private void monitorInstances(Cluster cluster) {
        HostMonitoring.Builder monitoring = plan.of(cluster);
        monitoring
                .obstacle()
                .ifPresentOrElse(
                        reason -> warn(cluster, reason),
                        () -> monitoring.createDaemon().getLogGroup().ifPresent(plan::alertOnLostData));
    }

    private static boolean isMonitored(ITaskDefinition task) {
        return task instanceof TaskDefinition own && TaskMonitoring.find(own).isPresent();
    }

    private static boolean hasOpenInstances(Cluster cluster, ManagedInstances managed) {
        boolean instances = cluster.getHasEc2Capacity() || !managed.of(cluster).isEmpty();
        return instances && HostMonitoring.find(cluster).isEmpty();
    }

    /** Whether a construct is not excluded and can refer to the workspace. */
    private boolean isWanted(IConstruct construct, Set<String> excluded) {
        if (MonitorableConstructs.isBeneath(excluded, construct)) {
            summary.excluded(construct);
            return false;
        }
        if (WorkspaceReferenceCheck.isInOtherStage(construct, plan.workspace())) {
            unreachable.add(path(construct));
            return false;
        }
        // A warning for each construct would repeat the same fact.
        Optional<String> account = WorkspaceReferenceCheck.otherAccount(construct, plan.workspace());
        account.ifPresent(reason -> summary.notMonitored(construct, reason));
        return account.isEmpty();
    }

    private static Optional<String> withoutApp(TaskDefinition task) {
        return AppContainerCheck.errors(task, List.of()).stream().findFirst();
    }

    private void warn(IConstruct construct, String reason) {
        summary.notMonitored(construct, reason);
        Annotations.of(construct)
                .addWarningV2(
                        NOT_MONITORED,
                        "monitorAll for " + name(calledFor) + " does not monitor this: " + reason
                                + ". Exclude it if this is intended");
    }

    /** After all Aspects: warns about tasks that were created too late, and reports stages that cannot be monitored. */
    private List<String> validate() {
        MonitorableConstructs found = MonitorableConstructs.beneath(scope, MonitorAll.class);
        Set<String> excluded = plan.excluded().paths();
        new CallbackSteps().forEach(found.tasks(), task -> {
            if (isMissed(found, task, excluded)) {
                warn(
                        task,
                        "task definition " + path(task)
                                + " was created by an Aspect after monitorAll had run; monitor it where it is created");
            }
        });
        List<String> errors = new ArrayList<>();
        if (!unreachable.isEmpty()) {
            errors.add(otherStage());
        }
        new CallbackSteps().forEach(found.stages(), stage -> {
            if (find(stage).isEmpty()) {
                lateStage(stage, excluded).ifPresent(errors::add);
            }
        });
        return errors;
    }

    private boolean isMissed(MonitorableConstructs found, ITaskDefinition task, Set<String> excluded) {
        return !found.isForeign(task)
                && !visited.contains(path(task))
                && !isMonitored(task)
                && !MonitorableConstructs.isBeneath(excluded, task);
    }

    private String otherStage() {
        return "monitorAll for " + name(calledFor) + " cannot monitor " + unreachable + " of "
                + EnclosingStage.nameOf(scope)
                + ", since the CDK has no references to workspace " + path(plan.workspace()) + " of "
                + EnclosingStage.nameOf(plan.workspace())
                + ": create an EcsMonitoring in each stage, import the workspace with PrometheusWorkspace.fromWorkspaceArn, or exclude the stage";
    }

    private Optional<String> lateStage(Stage stage, Set<String> excluded) {
        MonitorableConstructs found = MonitorableConstructs.beneath(stage, MonitorAll.class);
        ManagedInstances managed = ManagedInstances.inAppOf(stage);
        List<String> paths = Stream.concat(
                        found.tasks().stream().filter(task -> isMissed(found, task, excluded)),
                        found.clusters().stream()
                                .filter(cluster -> !found.isForeign(cluster)
                                        && hasOpenInstances(cluster, managed)
                                        && !MonitorableConstructs.isBeneath(excluded, cluster)))
                .map(MonitorAll::path)
                .toList();
        return paths.isEmpty()
                ? Optional.empty()
                : Optional.of("stage " + path(stage) + reasonAndRemedy(stage, " so " + paths + " are not monitored"));
    }

    private String reasonAndRemedy(Stage stage, String effect) {
        return synthesized.contains(path(stage))
                ? " was synthesized before monitorAll was called for " + name(calledFor)
                        + ", as pipeline.addStage(…) does at once," + effect
                        + ": call monitorAll for the stage before addStage, or exclude the stage"
                : " was created after monitorAll was called for " + name(calledFor) + " and is synthesized before it,"
                        + effect + ": call monitorAll later, call it for the stage, or exclude the stage";
    }

    private static String path(IConstruct construct) {
        return construct.getNode().getPath();
    }

    private static String name(IConstruct construct) {
        return path(construct).isEmpty() ? "the app" : path(construct);
    }
}
