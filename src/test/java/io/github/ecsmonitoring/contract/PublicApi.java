package io.github.ecsmonitoring.contract;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The signatures of the packages that users import. */
final class PublicApi {
    private static final String ROOT = "io.github.ecsmonitoring";
    /** Public for other packages of the library only. */
    private static final Set<String> NOT_FOR_USERS =
            Set.of("app", "internal", "promql", "task.check", "task.definition");

    private PublicApi() {}

    static List<String> signatures() {
        List<String> signatures = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter().importPath(Path.of("../target/classes"))) {
            if (isForUsers(type)) {
                signatures.add(name(type));
                type.getConstructors().stream()
                        .filter(PublicApi::isPublic)
                        .forEach(constructor -> signatures.add(name(type) + "." + signature("new", constructor)));
                type.getMethods().stream()
                        .filter(method ->
                                isPublic(method) && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .forEach(method -> signatures.add(name(type) + "." + signature(method.getName(), method) + " "
                                + simple(method.getRawReturnType())));
                type.getFields().stream().filter(PublicApi::isPublic).forEach(field -> signatures.add(constant(field)));
            }
        }
        return signatures;
    }

    private static boolean isForUsers(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT)
                && !NOT_FOR_USERS.contains(name.substring(Math.min(name.length(), ROOT.length() + 1)))
                && isPublicWithEnclosing(type);
    }

    private static boolean isPublicWithEnclosing(JavaClass type) {
        return isPublic(type)
                && type.getEnclosingClass()
                        .map(PublicApi::isPublicWithEnclosing)
                        .orElse(true);
    }

    private static boolean isPublic(HasModifiers member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static String constant(JavaField field) {
        return name(field.getOwner()) + "." + field.getName() + " " + simple(field.getRawType());
    }

    private static String signature(String name, JavaCodeUnit unit) {
        return name + "("
                + unit.getRawParameterTypes().stream().map(PublicApi::simple).collect(Collectors.joining(", ")) + ")";
    }

    private static String name(JavaClass type) {
        return type.getName()
                .substring(Math.min(ROOT.length() + 1, type.getName().length()))
                .replace('$', '.');
    }

    private static String simple(JavaClass type) {
        String dimensions = "[]"
                .repeat(type.getName().length()
                        - type.getName().replaceFirst("^\\[+", "").length());
        return type.getBaseComponentType().getSimpleName() + dimensions;
    }
}
