package io.github.ecsmonitoring.task.definition;

import io.github.ecsmonitoring.network.MonitoringEndpoints;
import io.github.ecsmonitoring.network.VpcEndpoints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The services of an app, in all its stacks, and what they run on. They are created after their task definitions, so
 * they are searched at synth, once for all task definitions of a stage: a search for each one would take quadratic
 * time.
 */
public final class TaskServices extends Construct {
    /** The construct id beneath the stage. */
    public static final String ID = "EcsMonitoringServices";

    /** What the tasks of a service reserve. */
    private final Map<BaseService, Integer> reservedMiB = new HashMap<>();

    private Found found;

    private TaskServices(Construct stage) {
        super(stage, ID);
        // A token resolved while constructs are still being created triggers a search that is too early.
        Aspects.of(this)
                .add(
                        leaf -> forget(),
                        AspectOptions.builder()
                                .priority(AspectPriority.MUTATING)
                                .build());
    }

    /** The services of a stage. Call it before synth, since it may add a construct. */
    public static TaskServices of(IConstruct construct) {
        Stage stage = Stage.of(construct);
        if (stage.getNode().tryFindChild(ID) instanceof TaskServices existing) {
            return existing;
        }
        return new TaskServices(stage);
    }

    /** The services that run a task definition. */
    public List<BaseService> thatRun(TaskDefinition task) {
        return found().running().stream()
                .filter(running -> running.task() == task)
                .map(Running::service)
                .toList();
    }

    /** The services that run on a cluster. */
    public Stream<BaseService> on(ICluster cluster) {
        return found().running().stream()
                .filter(running -> ClusterIdentity.same(running.cluster(), cluster))
                .map(Running::service);
    }

    /** The routes of all subnets. */
    public List<CfnRoute> routes() {
        return found().routes();
    }

    /** The endpoints of a VPC. */
    public VpcEndpoints endpoints(IVpc vpc) {
        return VpcEndpoints.of(vpc, found().endpoints(), found().declaredEndpoints());
    }

    /**
     * The instance types of a cluster that the app creates; empty if there are none or if one of them is known at
     * deployment only.
     */
    public List<String> instanceTypes(ICluster cluster) {
        if (!(cluster instanceof Cluster)) {
            return List.of();
        }
        List<String> types = found().templates().stream()
                .filter(template -> template.joins(cluster))
                .flatMap(template -> template.types().stream())
                .distinct()
                .toList();
        return types.contains("") ? List.of() : types;
    }

    /**
     * The instances with which the Auto Scaling groups of a cluster start: their desired capacity, else their minimum.
     * Empty if the app creates no group for the cluster, or the number of one is known at deployment only or 0.
     */
    public OptionalInt instances(ICluster cluster) {
        if (!(cluster instanceof Cluster)) {
            return OptionalInt.empty();
        }
        List<OptionalInt> numbers = found().templates().stream()
                .filter(template -> template.joins(cluster))
                .map(InstanceTemplate::instances)
                .toList();
        return numbers.isEmpty() || numbers.stream().anyMatch(OptionalInt::isEmpty)
                ? OptionalInt.empty()
                : OptionalInt.of(
                        numbers.stream().mapToInt(OptionalInt::getAsInt).sum());
    }

    /** What the tasks of a service reserve of an instance's memory. */
    public int reservedMiB(BaseService service) {
        return reservedMiB.computeIfAbsent(
                service,
                key -> Math.max(
                        TaskDemand.of(key.getTaskDefinition()).memoryMiB(),
                        TaskSize.of(key.getTaskDefinition()).memoryMiB()));
    }

    private void forget() {
        found = null;
        reservedMiB.clear();
    }

    private Found found() {
        if (found == null) {
            found = Found.in(getNode().getRoot());
        }
        return found;
    }

    private record Running(BaseService service, TaskDefinition task, ICluster cluster) {}

    private record Found(
            List<Running> running,
            List<CfnRoute> routes,
            List<CfnVPCEndpoint> endpoints,
            List<MonitoringEndpoints> declaredEndpoints,
            List<InstanceTemplate> templates) {

        static Found in(IConstruct root) {
            List<IConstruct> all = root.getNode().findAll();
            List<Running> running = new ArrayList<>();
            new CallbackSteps()
                    .forEach(
                            only(BaseService.class, all),
                            service -> running.add(
                                    new Running(service, service.getTaskDefinition(), service.getCluster())));
            return new Found(
                    running,
                    only(CfnRoute.class, all),
                    only(CfnVPCEndpoint.class, all),
                    only(MonitoringEndpoints.class, all),
                    InstanceTemplate.in(all));
        }

        private static <T> List<T> only(Class<T> type, List<IConstruct> all) {
            return all.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }
}
