package io.github.ecsmonitoring.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The services of an app, in all its stacks. They are made after what they run, so they are looked for at synth; once
 * for all task definitions of a stage, since going through the whole app for each of them takes the longer the more
 * there are.
 */
final class TaskServices extends Construct {
    static final String ID = "EcsMonitoringServices";

    private Found found;

    private TaskServices(Construct stage) {
        super(stage, ID);
        // Whoever resolves a token while constructs are made asks too early. From here on nobody asks before the last
        // Aspect.
        Aspects.of(this)
                .add(
                        leaf -> found = null,
                        AspectOptions.builder()
                                .priority(AspectPriority.MUTATING)
                                .build());
    }

    /** The one of a stage; to be asked for while constructs can still be made. */
    static TaskServices of(IConstruct place) {
        Stage stage = Stage.of(place);
        if (stage.getNode().tryFindChild(ID) instanceof TaskServices existing) {
            return existing;
        }
        return new TaskServices(stage);
    }

    /** Why there can be none. */
    static Optional<String> refusal(IConstruct place) {
        Stage stage = Stage.of(place);
        return stage.getNode().tryFindChild(ID) instanceof TaskServices
                ? Optional.empty()
                : TaskRequirements.refusalOfId(stage, ID);
    }

    /** Those that run a task definition. */
    List<BaseService> thatRun(TaskDefinition task) {
        return found().running().stream()
                .filter(running -> running.task() == task)
                .map(Running::service)
                .toList();
    }

    /** Those that run on a cluster. */
    Stream<BaseService> on(ICluster cluster) {
        return found().running().stream()
                .filter(running -> ClusterIdentity.same(running.cluster(), cluster))
                .map(Running::service);
    }

    /** Routes of all subnets. */
    List<CfnRoute> routes() {
        return found().routes();
    }

    private Found found() {
        if (found == null) {
            found = Found.in(getNode().getRoot());
        }
        return found;
    }

    private record Running(BaseService service, TaskDefinition task, ICluster cluster) {}

    private record Found(List<Running> running, List<CfnRoute> routes) {

        static Found in(IConstruct root) {
            List<IConstruct> all = root.getNode().findAll();
            List<Running> running = new ArrayList<>();
            new CallbackSteps()
                    .forEach(
                            only(BaseService.class, all),
                            service -> running.add(
                                    new Running(service, service.getTaskDefinition(), service.getCluster())));
            return new Found(running, only(CfnRoute.class, all));
        }

        private static <T> List<T> only(Class<T> type, List<IConstruct> all) {
            return all.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }
}
