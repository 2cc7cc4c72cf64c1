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
 * An image which the role can pull already. The CDK's images grant that to the role of the container that they are for;
 * so they are told that it is one of a task definition which is in no app.
 */
final class UngrantedImage extends ContainerImage {
    private final ContainerImage image;

    UngrantedImage(ContainerImage image) {
        this.image = image;
    }

    @Override
    public ContainerImageConfig bind(Construct scope, ContainerDefinition container) {
        return image.bind(scope, stranger(Stack.of(container)));
    }

    /** Of the same account and region, since a grant between two would change the repository's policy. */
    private static ContainerDefinition stranger(Stack stack) {
        Stack nowhere = new Stack(
                new RootConstruct(),
                "Nowhere",
                StackProps.builder()
                        .env(Environment.builder()
                                .account(stack.getAccount())
                                .region(stack.getRegion())
                                .build())
                        .build());
        return new Ec2TaskDefinition(nowhere, "Task")
                .addContainer(
                        "container",
                        ContainerDefinitionOptions.builder()
                                .image(ContainerImage.fromRegistry("none"))
                                .memoryLimitMiB(4)
                                .build());
    }
}
