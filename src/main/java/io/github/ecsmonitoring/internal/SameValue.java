package io.github.ecsmonitoring.internal;

import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;

/** Compares values that may be references. */
public final class SameValue {
    private SameValue() {}

    /**
     * Whether two values are equal at deployment. References are resolved, but a logical id is unique in its stack
     * only: stacks of one class, such as those of two environments, have the same logical ids.
     *
     * @param user the construct that has the value
     * @param otherUser the construct that has the other value
     */
    public static boolean of(IConstruct user, String value, IConstruct otherUser, String other) {
        if (value.equals(other)) {
            return true;
        }
        Stack stack = Stack.of(user);
        String resolved = String.valueOf(stack.resolve(value));
        return resolved.equals(String.valueOf(Stack.of(otherUser).resolve(other)))
                && (stack.equals(Stack.of(otherUser)) || !hasLogicalId(resolved));
    }

    private static boolean hasLogicalId(String resolved) {
        return resolved.contains("{Ref=") || resolved.contains("{Fn::GetAtt=");
    }
}
