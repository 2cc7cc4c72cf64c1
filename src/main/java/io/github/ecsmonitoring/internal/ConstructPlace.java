package io.github.ecsmonitoring.internal;

import java.util.Optional;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Where a construct that belongs to another one is created, and found again.
 *
 * @param scope the other one itself; its stack if it is imported, since an imported one is no Construct in Java
 * @param id unique within the scope
 */
public record ConstructPlace(Construct scope, String id) {
    /** The place of what belongs to a construct. */
    public static ConstructPlace of(IConstruct owner, String id) {
        return owner instanceof Construct construct
                ? new ConstructPlace(construct, id)
                : new ConstructPlace(Stack.of(owner), id + Names.nodeUniqueId(owner.getNode()));
    }

    /** What was created here before. */
    public <T> Optional<T> existing(Class<T> type) {
        IConstruct child = scope.getNode().tryFindChild(id);
        return type.isInstance(child) ? Optional.of(type.cast(child)) : Optional.empty();
    }
}
