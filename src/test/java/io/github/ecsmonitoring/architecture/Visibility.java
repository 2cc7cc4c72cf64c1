package io.github.ecsmonitoring.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Public classes that neither another package uses, nor a public class beside them has in its signatures, nor the
 * manual names.
 */
final class Visibility {
    private Visibility() {}

    static List<String> needlesslyPublic(Module module) throws IOException {
        String manual = manual();
        return module.classes.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !isProgram(type) && !isUsedFromOutside(type))
                .filter(type -> module != Module.CONSTRUCTS || !manual.contains(type.getSimpleName()))
                .map(type -> type.getName().substring(module.root.length() + 1))
                .toList();
    }

    /** Started by Java or by Lambda. */
    private static boolean isProgram(JavaClass type) {
        return type.tryGetMethod("main", String[].class).isPresent()
                || type.tryGetMethod("handle", Map.class).isPresent()
                || type.getMethods().stream()
                        .anyMatch(method -> method.getName().equals("handleRequest"));
    }

    private static boolean isUsedFromOutside(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream().anyMatch(use -> isFromOutside(use, type));
    }

    private static boolean isFromOutside(Dependency use, JavaClass type) {
        JavaClass user = use.getOriginClass();
        return !user.getPackageName().equals(type.getPackageName()) || isInPublicSignature(user, type);
    }

    private static boolean isInPublicSignature(JavaClass user, JavaClass type) {
        return !user.equals(type)
                && user.getModifiers().contains(JavaModifier.PUBLIC)
                && user.getMethods().stream().anyMatch(method -> isPublic(method) && has(method, type));
    }

    private static boolean isPublic(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean has(JavaMethod method, JavaClass type) {
        return method.getAllInvolvedRawTypes().stream()
                .anyMatch(part -> part.getBaseComponentType().equals(type));
    }

    private static String manual() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path folder : List.of(Path.of("../README.md"), Path.of("docs"))) {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        text.append(Files.readString(file));
                    }
                }
            }
        }
        return text.toString();
    }
}
