package io.github.ecsmonitoring.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A Maven module, and the packages that each of its packages may use. {@code ROOT} is the module's root package. */
enum Module {
    EXPORTER("../lib-exporter/target/classes", "io.github.ecsmonitoring.exporter", """
            ROOT: collector collector.process deployment exposition flags host host.io log metrics names scrape websecurity
            metrics: exposition flags http log scrape websecurity
            websecurity: flags http json log
            http: log
            collector: collector.* deployment flags host log scrape
            collector.*: collector.filesystem collector.filter collector.sysfs ecs exposition flags host host.io json log names netlink scrape
            collector.filter: flags host log regex
            collector.sysfs: exposition host scrape
            scrape: exposition flags host log
            ecs: flags json log
            deployment: flags host names
            host: host.io names netlink
            netlink: host.io names
            host.io: names
            exposition:
            flags: names
            names:
            log:
            json:
            regex:
            """),
    IMAGE("../lib-exporter/image/target/classes", "io.github.ecsmonitoring.exporter.image", """
            ROOT:
            """),
    DASHBOARDS("../dashboards/target/classes", "io.github.ecsmonitoring.dashboards", """
            ROOT: model
            model:
            """),
    ECS_EVENTS("ecs-events/target/classes", "io.github.ecsmonitoring.ecsevents", """
            ROOT: alert amp aws ecs event json
            event: alert json
            amp: aws
            ecs: aws json
            alert:
            aws:
            json:
            """),
    GRAFANA_PUBLISHER("../dashboards/publisher/target/classes", "io.github.ecsmonitoring.grafanapublisher", """
            ROOT: api aws bundle cloudformation content http log roles time
            roles: aws content log time
            bundle: aws content http time
            content: api time
            aws: http log time
            api: http time
            cloudformation: http log time
            http:
            log:
            time:
            """),
    CONSTRUCTS("../target/classes", "io.github.ecsmonitoring", """
            app: ROOT alerting grafana grafana.content grafana.service images internal network prometheus task
            ROOT: adot alerting cost grafana grafana.content grafana.service images internal network prometheus slo task task.check
            task: adot cost images internal prometheus promql task.check task.definition
            task.check: adot internal network prometheus task.definition
            task.definition: adot network
            adot: images internal promql
            grafana: grafana.content internal network prometheus
            grafana.service: grafana grafana.content images internal prometheus
            grafana.content: internal prometheus promql
            alerting: internal prometheus
            cost: internal
            network: internal prometheus
            slo: prometheus promql
            prometheus: internal promql
            promql:
            images: internal
            internal:
            """);

    final String root;
    private final Map<String, Set<String>> layers = new TreeMap<>();
    final JavaClasses classes;

    Module(String folder, String root, String layers) {
        this.root = root;
        this.classes = new ClassFileImporter().importPath(Path.of(folder));
        layers.lines().forEach(this::addLayer);
    }

    private void addLayer(String line) {
        String[] parts = line.split(": ?");
        layers.put(parts[0], parts.length > 1 ? Set.of(parts[1].split(" ")) : Set.of());
    }

    /** Whether a package may use another one: {@code collector.*} stands for all packages below {@code collector}. */
    boolean allows(String user, String used) {
        Set<String> allowed = layers.getOrDefault(user, layers.getOrDefault(parent(user) + ".*", Set.of()));
        return allowed.contains(used) || allowed.contains(parent(used) + ".*");
    }

    private static String parent(String name) {
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
    }

    /** For example {@code task.check}; {@code ROOT} for the root package. */
    String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) ? "ROOT" : name.substring(root.length() + 1);
    }

    boolean contains(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }
}
