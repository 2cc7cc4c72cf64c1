package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.task.definition.ScaledToZero;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.ExternalService;

/** Services that may have no running task although nothing is wrong. */
public final class IdleService {
    private IdleService() {}

    /** Why a service may have no running task; empty if that is a failure. */
    public static Optional<String> reason(BaseService service) {
        return reason(service, ScaledToZero.in(service.getNode().getRoot()));
    }

    static Optional<String> reason(BaseService service, ScaledToZero scaledToZero) {
        if (service instanceof ExternalService) {
            return Optional.of("its tasks run outside of AWS, where ECS reports no metrics");
        }
        if (scaledToZero.contains(service)) {
            return Optional.of("it can be scaled to 0 tasks");
        }
        return service.getNode().tryFindChild("Service") instanceof CfnService resource
                ? reason(resource)
                : Optional.empty();
    }

    private static Optional<String> reason(CfnService resource) {
        Number desired = resource.getDesiredCount();
        if (desired != null && !Token.isUnresolved(desired) && desired.intValue() == 0) {
            return Optional.of("its desiredCount is 0");
        }
        if ("DAEMON".equals(resource.getSchedulingStrategy())) {
            return Optional.of("it is a daemon, which has no task without an instance");
        }
        boolean external = String.valueOf(Stack.of(resource).resolve(resource.getDeploymentController()))
                .contains("=EXTERNAL");
        return external ? Optional.of("its tasks are started by an external deployment controller") : Optional.empty();
    }
}
