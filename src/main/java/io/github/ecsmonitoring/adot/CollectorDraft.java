package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awscdk.services.ecs.Secret;

/** The configuration to which each feature adds its parts, which stay in the order in which they are added. */
final class CollectorDraft {
    private final Map<String, Object> extensions = new LinkedHashMap<>();
    private final Map<String, Object> receivers = new LinkedHashMap<>();
    private final Map<String, Object> processors = new LinkedHashMap<>();
    private final Map<String, Object> exporters = new LinkedHashMap<>();
    private final Map<String, Object> pipelines = new LinkedHashMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, Secret> secrets = new TreeMap<>();
    private final List<IamPermission> permissions = new ArrayList<>();
    private final Map<Integer, String> ports = new LinkedHashMap<>();
    private final Set<Integer> udpPorts = new LinkedHashSet<>();
    private final Set<String> services = new LinkedHashSet<>();
    private Map<String, Object> ownMetrics = Yaml.map("level", "normal");

    void extension(String name, Map<String, Object> settings) {
        put(extensions, name, settings);
        // Credentials of the task's own role come from ECS, those of another role from STS.
        if (settings.containsKey("assume_role")) {
            contacts("sts");
        }
    }

    void receiver(String name, Map<String, Object> settings) {
        put(receivers, name, settings);
    }

    boolean hasReceiver(String name) {
        return receivers.containsKey(name);
    }

    void processor(String name, Map<String, Object> settings) {
        put(processors, name, settings);
    }

    void exporter(String name, Map<String, Object> settings) {
        put(exporters, name, settings);
    }

    /** @param name signal, slash, name: {@code metrics/scrape} */
    void pipeline(String name, List<String> from, List<String> through, String to) {
        put(pipelines, name, Yaml.map("receivers", from, "processors", through, "exporters", List.of(to)));
    }

    /** A variable of the collector's container; unlike the configuration, its value may contain a token. */
    void environment(String name, String value) {
        put(environment, name, value);
    }

    /** A variable of the collector's container that ECS fills with a secret when the container starts. */
    void secret(String name, Secret secret) {
        put(secrets, name, secret);
    }

    /** A permission that the task role needs. */
    void permission(IamPermission permission) {
        if (!permissions.contains(permission)) {
            permissions.add(permission);
        }
    }

    /** An AWS service that the collector contacts, as VPC endpoints name it, such as {@code xray}. */
    void contacts(String service) {
        services.add(service);
    }

    /** How the collector exposes its own metrics. */
    void ownMetrics(Map<String, Object> settings) {
        ownMetrics = settings;
    }

    /**
     * A TCP port on which a sidecar listens.
     *
     * @param user as messages name it; the same feature may add its port twice
     */
    void port(int port, String user) {
        String other = ports.putIfAbsent(port, user);
        if (other != null && !other.equals(user)) {
            throw new IllegalArgumentException("port " + port + " must have one user, got " + other + " and " + user
                    + ": choose another port for one of them");
        }
    }

    /** A UDP port on which the collector listens. */
    void udpPort(int port) {
        udpPorts.add(port);
    }

    /** The configuration in the collector's structure. */
    Map<String, Object> document() {
        return Yaml.map(
                "extensions", extensions,
                "receivers", receivers,
                "processors", processors,
                "exporters", exporters,
                "service",
                        Yaml.map(
                                "extensions", List.copyOf(extensions.keySet()),
                                "telemetry",
                                        Yaml.map(
                                                "logs",
                                                Yaml.map("level", "warn", "encoding", "json"),
                                                "metrics",
                                                ownMetrics),
                                "pipelines", pipelines));
    }

    Map<String, String> environment() {
        return environment;
    }

    Map<String, Secret> secrets() {
        return secrets;
    }

    List<IamPermission> permissions() {
        return permissions;
    }

    List<String> contactedServices() {
        return List.copyOf(services);
    }

    List<Integer> ports() {
        return List.copyOf(ports.keySet());
    }

    List<Integer> udpPorts() {
        return List.copyOf(udpPorts);
    }

    private static <V> void put(Map<String, V> section, String name, V settings) {
        V other = section.putIfAbsent(name, settings);
        if (other != null && !other.equals(settings)) {
            throw new IllegalArgumentException("features must agree on " + name + ", got " + other + " and " + settings
                    + ": replace them by one feature");
        }
    }
}
