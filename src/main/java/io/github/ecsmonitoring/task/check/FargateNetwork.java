package io.github.ecsmonitoring.task.check;

import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.FargateService;

/**
 * Through the network interface of a task on Fargate, images are pulled and logs are sent; elsewhere the instance has a
 * network of its own for both.
 */
final class FargateNetwork {
    private FargateNetwork() {}

    /** Whether tasks of a service may run on Fargate: the CDK has no other class for services on Managed Instances. */
    static boolean isUsedBy(BaseService service) {
        return service instanceof FargateService && service.getTaskDefinition().getIsFargateCompatible();
    }
}
