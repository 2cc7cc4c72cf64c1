package io.github.ecsmonitoring.prometheus;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.constructs.IConstruct;

/**
 * The account and region of a resource, as far as they are known at synth; else tokens.
 *
 * <p>{@code IResource.getEnv()} is no alternative: its return type differs between versions of the CDK.
 */
record ResourcePlace(String account, String region) {
    private static final int REGION = 3;
    private static final int ACCOUNT = 4;

    static ResourcePlace of(Stack stack) {
        return new ResourcePlace(stack.getAccount(), stack.getRegion());
    }

    /** From the ARN of an imported resource, or from the stack of one that is created in this app. */
    static ResourcePlace of(String arn, IConstruct resource) {
        String[] parts = arn.split(":");
        return Token.isUnresolved(arn) || parts.length <= ACCOUNT
                ? of(Stack.of(resource))
                : new ResourcePlace(parts[ACCOUNT], parts[REGION]);
    }

    /**
     * Requires the account of a workspace, if both are known.
     *
     * @param what the resource as messages name it
     * @param remedy the end of the message
     * @throws IllegalArgumentException if it is another one
     */
    void requireAccountOf(ResourcePlace workspace, String what, String remedy) {
        requireSame("account", account, workspace.account, what, remedy);
    }

    /** The same for the region. */
    void requireRegionOf(ResourcePlace workspace, String what, String remedy) {
        requireSame("region", region, workspace.region, what, remedy);
    }

    private static void requireSame(String part, String got, String ofWorkspace, String what, String remedy) {
        if (!Token.isUnresolved(got) && !Token.isUnresolved(ofWorkspace) && !got.equals(ofWorkspace)) {
            throw new IllegalArgumentException(what + " must be in the " + part + " of the workspace, " + ofWorkspace
                    + ", got " + got + ": " + remedy);
        }
    }
}
