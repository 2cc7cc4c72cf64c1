package io.github.ecsmonitoring.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Dependencies between the packages and between the source files of a module, as its class files have them. */
final class Dependencies {
    private Dependencies() {}

    static Map<String, Set<String>> betweenPackages(Module module) {
        return between(module, module::packageOf);
    }

    /** Groups of files of one package that depend on each other, for example {@code host: A B}. */
    static List<String> cyclesOfFiles(Module module) {
        return Cycles.in(between(module, type -> file(module, type))).stream()
                .filter(files ->
                        files.stream().map(Dependencies::folder).distinct().count() == 1)
                .map(files -> folder(files.get(0)) + ": "
                        + String.join(
                                " ", files.stream().map(Dependencies::name).toList()))
                .toList();
    }

    private static Map<String, Set<String>> between(Module module, Function<JavaClass, String> unit) {
        Map<String, Set<String>> edges = new TreeMap<>();
        for (JavaClass type : module.classes) {
            if (type.getSimpleName().equals("package-info")) {
                continue;
            }
            Set<String> targets = edges.computeIfAbsent(unit.apply(type), key -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (module.contains(target) && !unit.apply(target).equals(unit.apply(type))) {
                    targets.add(unit.apply(target));
                }
            }
        }
        return edges;
    }

    private static String file(Module module, JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return module.packageOf(type) + "/" + outermost.getSimpleName();
    }

    private static String folder(String file) {
        return file.substring(0, file.indexOf('/'));
    }

    private static String name(String file) {
        return file.substring(file.indexOf('/') + 1);
    }
}
