package io.github.ecsmonitoring.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A Maven module, and which of its packages each package may use. The root package is {@code ROOT}. */
enum Module {
    EXPORTER("../lib-exporter/target/classes", "io.github.ecsmonitoring.exporter", """
            ROOT: collector exposition flags host log metrics deployment websecurity
            metrics: collector exposition flags host http log websecurity
            websecurity: flags http json log
            http: log
            collector: ecs exposition flags host json log netlink regex deployment
            ecs: flags json log
            deployment: flags host
            netlink: host
            host:
            exposition:
            flags:
            log:
            json:
            regex:
            """),
    EXPORTER_IMAGE("../lib-exporter/image/target/classes", "io.github.ecsmonitoring.exporter.image", """
            ROOT:
            """),
    DASHBOARDS("../dashboards/target/classes", "io.github.ecsmonitoring.dashboards", """
            ROOT: model
            model:
            """),
    CONSTRUCTS("../target/classes", "io.github.ecsmonitoring", """
            app: ROOT grafana images prometheus
            ROOT: adot grafana images prometheus task
            task: adot images internal prometheus task.check task.definition
            task.check: adot internal prometheus task.definition
            task.definition: adot
            adot: images internal
            grafana: internal
            prometheus: internal
            images: internal
            internal:
            """);

    final String root;
    final Map<String, Set<String>> layers = new TreeMap<>();
    final JavaClasses classes;

    Module(String folder, String root, String layers) {
        this.root = root;
        this.classes = new ClassFileImporter().importPath(Path.of(folder));
        layers.lines().forEach(this::addLayer);
    }

    private void addLayer(String line) {
        String[] parts = line.split(":");
        Set<String> used = new TreeSet<>();
        if (parts.length > 1) {
            for (String name : parts[1].trim().split(" ")) {
                used.add(name.equals("ROOT") ? "" : name);
            }
        }
        layers.put(parts[0].equals("ROOT") ? "" : parts[0], used);
    }

    /** For example {@code task.check}; empty for the root. */
    String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1);
    }

    boolean contains(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }
}
