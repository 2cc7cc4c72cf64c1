package io.github.ecsmonitoring.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Simple names of the top-level classes of all modules. */
final class ClassNames {
    private static final List<String> JDK_PACKAGES = List.of(
            "com.sun.net.httpserver",
            "java.io",
            "java.lang",
            "java.net",
            "java.net.http",
            "java.nio",
            "java.nio.file",
            "java.security",
            "java.text",
            "java.time",
            "java.time.format",
            "java.util",
            "java.util.concurrent",
            "java.util.function",
            "java.util.stream");

    private ClassNames() {}

    static List<String> duplicates() {
        TreeSet<String> seen = new TreeSet<>();
        return all().filter(name -> !seen.add(name)).toList();
    }

    static List<String> sharedWithTheJdk() {
        return all().filter(ClassNames::isInTheJdk).distinct().toList();
    }

    private static Stream<String> all() {
        return Arrays.stream(Module.values())
                .flatMap(module -> module.classes.stream())
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info"));
    }

    private static boolean isInTheJdk(String name) {
        return JDK_PACKAGES.stream().anyMatch(jdk -> exists(jdk + '.' + name));
    }

    private static boolean exists(String className) {
        try {
            Class.forName(className, false, ClassNames.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }
}
