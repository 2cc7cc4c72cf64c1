package io.github.ecsmonitoring.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Static fields that are not final, and final ones whose object can change: thread-locals, atomics, locks, mutable
 * collections, and classes of ours with a field that is not final. {@code List.of} has the type of a mutable list, so a
 * field of the type List, Set or Map is mutable only if the static initializer calls the constructor of a collection.
 */
final class StaticState {
    private static final Set<String> MUTABLE = Set.of(
            "java.lang.ThreadLocal",
            "java.lang.StringBuilder",
            "java.nio.Buffer",
            "java.text.Format",
            "java.util.AbstractCollection",
            "java.util.AbstractMap",
            "java.util.Deque",
            "java.util.Queue",
            "java.util.Random",
            "java.util.concurrent.Executor",
            "java.util.concurrent.Semaphore");
    private static final Set<String> MUTABLE_PACKAGES =
            Set.of("java.util.concurrent.atomic", "java.util.concurrent.locks");

    private StaticState() {}

    /** For example {@code exporter.host.ReadScope.CURRENT}. */
    static List<String> of(Module module) {
        List<String> found = new ArrayList<>();
        for (JavaClass type : module.classes) {
            for (JavaField field : type.getFields()) {
                if (isState(field, module)) {
                    found.add(type.getName().substring(module.root.length() + 1) + "." + field.getName());
                }
            }
            if (type.getStaticInitializer().stream().anyMatch(StaticState::createsCollection)) {
                found.add(type.getName().substring(module.root.length() + 1) + ".<clinit>");
            }
        }
        return found;
    }

    private static boolean createsCollection(JavaStaticInitializer initializer) {
        return initializer.getConstructorCallsFromSelf().stream()
                .map(call -> call.getTargetOwner())
                .anyMatch(type ->
                        type.isAssignableTo(AbstractCollection.class) || type.isAssignableTo(AbstractMap.class));
    }

    private static boolean isState(JavaField field, Module module) {
        Set<JavaModifier> modifiers = field.getModifiers();
        if (!modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) {
            return false;
        }
        return !modifiers.contains(JavaModifier.FINAL) || isMutable(field.getRawType(), module);
    }

    private static boolean isMutable(JavaClass type, Module module) {
        return MUTABLE.stream().anyMatch(type::isAssignableTo)
                || MUTABLE_PACKAGES.contains(type.getPackageName())
                || module.contains(type) && type.getAllFields().stream().anyMatch(StaticState::canBeWritten);
    }

    private static boolean canBeWritten(JavaField field) {
        Set<JavaModifier> modifiers = field.getModifiers();
        return !modifiers.contains(JavaModifier.STATIC)
                && !modifiers.contains(JavaModifier.FINAL)
                && field.getOwner().getPackageName().startsWith("io.github.ecsmonitoring");
    }
}
