package io.github.ecsmonitoring.task.check;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;

/** The image of a sidecar can be built only in a stack that accepts assets. */
public final class ImageAssetCheck {
    private ImageAssetCheck() {}

    /**
     * Why images cannot be built for a construct's stack; empty if they can.
     *
     * @param sidecars the containers whose images are built
     */
    public static Optional<String> obstacle(IConstruct construct, List<String> sidecars) {
        Stack stack = Stack.of(construct);
        return sidecars.isEmpty() || acceptsAssets(stack)
                ? Optional.empty()
                : Optional.of(
                        "stack " + stack.getNode().getPath()
                                + " uses the BootstraplessSynthesizer, which accepts no assets, but cdk deploy would build the image of "
                                + String.join(" and ", sidecars)
                                + ": copy the image to a registry and set images(ImageSource.ecr(…)), or use another synthesizer");
    }

    /** A nested stack passes its assets to its parent. */
    private static boolean acceptsAssets(Stack stack) {
        Stack parent = stack.getNestedStackParent();
        return parent == null ? !(stack.getSynthesizer() instanceof BootstraplessSynthesizer) : acceptsAssets(parent);
    }
}
