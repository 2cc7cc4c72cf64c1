package io.github.ecsmonitoring.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * Monitors, when the app is synthesized, every task definition beneath a scope and the EC2 instances of every cluster
 * that is made there.
 *
 * <p>It is one leaf with one Aspect, which walks the scope in Java: a Java Aspect that the CDK carries down a large
 * tree goes through jsii once for each level and construct, and overflows the stack. Tried with 6,000 constructs.
 *
 * <p>A task definition that cannot be monitored stays as it is and gets the warning {@value #NOT_MONITORED} with the
 * reason; whoever means it so leaves it out.
 *
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/aspects.html">Aspects</a>
 */
public final class MonitorAll extends Construct {
    /** The warning's id, for {@code Annotations.of(task).acknowledgeWarning(…)}. */
    public static final String NOT_MONITORED = "@ecs-monitoring/task:notMonitored";

    /**
     * A number, since JavaScript lists such keys of an object before all others and a node's children are one: so the
     * CDK visits this leaf before anything else beneath the scope, also what was made earlier. Then other Aspects
     * (tags, permissions boundaries, checks) see what this one makes, whether @aws-cdk/core:aspectStabilization is set
     * or not; without it they never come back to a construct.
     */
    static final String ID = "9100";

    private final Construct scope;
    private final Set<String> seen = new HashSet<>();
    private IConstruct calledFor;
    private MonitoringPlan plan;

    private MonitorAll(Construct scope, IConstruct calledFor, MonitoringPlan plan) {
        super(scope, ID);
        this.scope = scope;
        this.calledFor = calledFor;
        this.plan = plan;
        Aspects.of(this)
                .add(
                        leaf -> monitor(),
                        AspectOptions.builder()
                                .priority(AspectPriority.MUTATING)
                                .build());
        getNode().addValidation(this::validate);
    }

    /**
     * Lets a plan have what is beneath a scope. Of two plans whose scopes contain each other, the nearer one has a task
     * definition.
     *
     * @throws IllegalArgumentException if another plan has the same scope
     */
    public static void beneath(Construct scope, MonitoringPlan plan) {
        claim(scope, scope, plan);
        // A stage is synthesized before the app around it, so what is in it must be monitored from within.
        scope.getNode().findAll().stream()
                .filter(construct -> construct instanceof Stage && construct != scope)
                .forEach(stage -> claim((Stage) stage, scope, plan));
    }

    private static void claim(Construct place, IConstruct calledFor, MonitoringPlan plan) {
        Optional<MonitorAll> existing = find(place);
        if (existing.isPresent()) {
            existing.get().yieldTo(calledFor, plan);
        } else {
            TaskRequirements.require(TaskRequirements.refusalOfId(place, ID));
            new MonitorAll(place, calledFor, plan);
        }
    }

    static Optional<MonitorAll> find(Construct scope) {
        return scope.getNode().tryFindChild(ID) instanceof MonitorAll monitorAll
                ? Optional.of(monitorAll)
                : Optional.empty();
    }

    Construct scope() {
        return scope;
    }

    private void yieldTo(IConstruct otherCalledFor, MonitoringPlan other) {
        if (otherCalledFor == calledFor && other.owner() != plan.owner()) {
            throw new IllegalArgumentException(
                    "all tasks of " + name(calledFor) + " are monitored by " + name(plan.owner()) + " already: "
                            + name(other.owner()) + " cannot monitor them too; call monitorAll for parts of it");
        }
        boolean nearer = ScopeContents.isBeneath(path(calledFor), path(otherCalledFor));
        if (nearer) {
            calledFor = otherCalledFor;
            plan = other;
        }
    }

    private void monitor() {
        ScopeContents contents = ScopeContents.of(scope);
        CallbackSteps steps = new CallbackSteps();
        steps.forEach(contents.tasks(), task -> {
            if (!contents.isOthers(task)) {
                monitor(task);
            }
        });
        steps.forEach(contents.clusters(), cluster -> {
            if (!contents.isOthers(cluster) && cluster.getHasEc2Capacity()) {
                monitorInstances(cluster);
            }
        });
    }

    private void monitor(ITaskDefinition task) {
        seen.add(path(task));
        if (isLeftOut(task)) {
            return;
        }
        TaskMonitoring.Builder monitoring = plan.of(task);
        Optional<String> reason = monitoring.refusal().or(() -> withoutApp(task));
        if (reason.isPresent()) {
            warn(task, reason.get());
        } else {
            monitoring.build().arrangeNow();
        }
    }

    private void monitorInstances(Cluster cluster) {
        if (ScopeContents.isBeneath(plan.leftOut(), cluster)
                || HostMonitoring.find(cluster).isPresent()) {
            return;
        }
        HostMonitoring.Builder monitoring = plan.of(cluster);
        monitoring.refusal().ifPresentOrElse(reason -> warn(cluster, reason), monitoring::build);
    }

    private boolean isLeftOut(ITaskDefinition task) {
        return ScopeContents.isBeneath(plan.leftOut(), task)
                || task instanceof TaskDefinition own
                        && TaskMonitoring.find(own).isPresent();
    }

    private static Optional<String> withoutApp(ITaskDefinition task) {
        return AppContainers.of((TaskDefinition) task, List.of()).isEmpty()
                ? Optional.of("task definition " + path(task) + " has no container of an app")
                : Optional.empty();
    }

    private void warn(IConstruct construct, String reason) {
        Annotations.of(construct)
                .addWarningV2(
                        NOT_MONITORED,
                        "not monitored, though monitorAll was called for " + name(calledFor) + ": " + reason
                                + ". If that is meant, exclude it");
    }

    /** After all Aspects: who came too late. */
    private List<String> validate() {
        ScopeContents contents = ScopeContents.of(scope);
        new CallbackSteps().forEach(contents.tasks(), task -> {
            if (isUnseen(contents, task)) {
                warn(
                        task,
                        "task definition " + path(task)
                                + " was made by an Aspect, after monitorAll had looked: monitor it where it is made");
            }
        });
        List<String> errors = new ArrayList<>();
        new CallbackSteps()
                .forEach(contents.lateStages(), stage -> unreached(stage).ifPresent(errors::add));
        return errors;
    }

    private boolean isUnseen(ScopeContents contents, ITaskDefinition task) {
        return !contents.isOthers(task) && !seen.contains(path(task)) && !isLeftOut(task);
    }

    private Optional<String> unreached(Stage stage) {
        ScopeContents contents = ScopeContents.of(stage);
        List<String> paths = contents.tasks().stream()
                .filter(task -> isUnseen(contents, task))
                .map(MonitorAll::path)
                .toList();
        return paths.isEmpty()
                ? Optional.empty()
                : Optional.of("stage " + path(stage) + " was made after monitorAll was called for "
                        + name(calledFor) + " and was synthesized before it, so its task definitions " + paths
                        + " are not monitored: call monitorAll later, or for the stage too; or exclude the stage");
    }

    private static String path(IConstruct construct) {
        return construct.getNode().getPath();
    }

    private static String name(IConstruct construct) {
        return path(construct).isEmpty() ? "the app" : path(construct);
    }
}
