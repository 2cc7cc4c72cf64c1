package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.List;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/**
 * The label {@code ecs_service} of a task definition. The service is created after the task definition, so its name is
 * determined at synth, as a literal: a reference would be a dependency cycle.
 */
final class ServiceName {
    private ServiceName() {}

    /**
     * A token that resolves to the literal name, else the construct id, of the only service that runs the task, or to
     * the task's family if there is not exactly one.
     */
    static String of(TaskDefinition task, TaskServices services) {
        return Lazy.string(() -> escaped(decide(task, services)));
    }

    /** As an environment variable, in which the collector expands <code>${…}</code> as in its configuration. */
    static String escaped(String name) {
        return Token.isUnresolved(name) ? name : LiteralText.of(name.replace("$", "$$"));
    }

    /** As {@link #of}, when all services are known. */
    static String decide(TaskDefinition task, TaskServices services) {
        List<BaseService> running = services.thatRun(task);
        return running.size() == 1 ? nameOf(running.get(0)) : task.getFamily();
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

    /** The patterns of aws-ecs-patterns give each service the id "Service", so the pattern's own id is used. */
    private static String distinctiveId(BaseService service) {
        IConstruct parent = service.getNode().getScope();
        boolean inPattern = service.getNode().getId().equals("Service") && !(parent instanceof Stack);
        return inPattern ? parent.getNode().getId() : service.getNode().getId();
    }
}
