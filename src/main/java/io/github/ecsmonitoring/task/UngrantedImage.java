package io.github.ecsmonitoring.task;

import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerImageConfig;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.constructs.Construct;
import software.constructs.RootConstruct;

/**
 * An image for which no pull access is granted. The CDK's images grant it to the execution role of the container to
 * which they are bound, so this class binds them to a container of a task definition outside of the app.
 */
final class UngrantedImage extends ContainerImage {
    private final ContainerImage image;

    UngrantedImage(ContainerImage image) {
        this.image = image;
    }

    @Override
    public ContainerImageConfig bind(Construct scope, ContainerDefinition container) {
        return image.bind(scope, placeholder(Stack.of(container)));
    }

    /** In the same account and region, since a grant across accounts would change the repository policy. */
    private static ContainerDefinition placeholder(Stack stack) {
        Stack unused = new Stack(
                new RootConstruct(),
                "Unused",
                StackProps.builder()
                        .env(Environment.builder()
                                .account(stack.getAccount())
                                .region(stack.getRegion())
                                .build())
                        .build());
        return new Ec2TaskDefinition(unused, "Task")
                .addContainer(
                        "container",
                        ContainerDefinitionOptions.builder()
                                .image(ContainerImage.fromRegistry("none"))
                                .memoryLimitMiB(4)
                                .build());
    }
}
