package io.github.ecsmonitoring.task;

import java.util.List;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/**
 * The label {@code ecs_service} of a task definition. The service is made after the task definition, so it is looked
 * for at synth; and never referred to, since it depends on the task definition itself.
 */
final class ServiceName {
    private ServiceName() {}

    /**
     * A token that becomes the literal service name, else the id, of the one service that runs the task, else the
     * task's family.
     */
    static String of(TaskDefinition task, TaskServices services) {
        return Lazy.string(() -> decide(task, services.thatRun(task)));
    }

    private static String decide(TaskDefinition task, List<BaseService> services) {
        return services.size() == 1 ? nameOf(services.get(0)) : task.getFamily();
    }

    private static String nameOf(BaseService service) {
        if (service.getNode().tryFindChild("Service") instanceof CfnService resource) {
            String name = resource.getServiceName();
            if (name != null && !Token.isUnresolved(name)) {
                return name;
            }
        }
        return distinctiveId(service);
    }

    /** The patterns of aws-ecs-patterns call each of their services "Service": then the pattern's own id says more. */
    private static String distinctiveId(BaseService service) {
        IConstruct parent = service.getNode().getScope();
        boolean inPattern = service.getNode().getId().equals("Service") && !(parent instanceof Stack);
        return inPattern ? parent.getNode().getId() : service.getNode().getId();
    }
}
