package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.QuotedYaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/**
 * A routing tree with everything that belongs to it, which becomes an alert manager definition.
 *
 * @param receivers who is notified of alerts that match no route
 * @param grouping of these notifications
 * @param resolveTimeout null for Alertmanager's default
 */
record AlertManagerTree(
        List<AlertReceiver> receivers,
        AlertGrouping grouping,
        List<AlertRoute> routes,
        List<InhibitionRule> inhibitions,
        Map<String, String> templates,
        Duration resolveTimeout) {
    /** The receiver of alerts that notify nobody. */
    private static final String NOBODY = "nobody";

    AlertManagerTree {
        receivers = List.copyOf(receivers);
        routes = List.copyOf(routes);
        inhibitions = List.copyOf(inhibitions);
        templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
        AlertRoutes.check(routes);
        AlertManagerLimits.requireAtMost("inhibition rules", AlertManagerLimits.INHIBITION_RULES, inhibitions.size());
        inhibitions.forEach(InhibitionRule::requireTarget);
        requireUniqueNames(distinctReceivers(receivers, routes));
    }

    AlertManagerTree withFirstRoute(AlertRoute first) {
        List<AlertRoute> all = new ArrayList<>(List.of(first));
        all.addAll(routes);
        return new AlertManagerTree(receivers, grouping, all, inhibitions, templates, resolveTimeout);
    }

    /** Those of all routes, without duplicates. */
    List<AlertReceiver> allReceivers() {
        return distinctReceivers(receivers, routes);
    }

    private static List<AlertReceiver> distinctReceivers(List<AlertReceiver> receivers, List<AlertRoute> routes) {
        return Stream.concat(
                        receivers.stream(),
                        AlertRoutes.all(routes)
                                .flatMap(route -> route.receivers().stream())
                                .flatMap(List::stream))
                .distinct()
                .toList();
    }

    private static void requireUniqueNames(List<AlertReceiver> receivers) {
        receivers.stream()
                .filter(receiver -> receiver.getName().equals(NOBODY))
                .findFirst()
                .ifPresent(receiver -> {
                    throw new IllegalArgumentException("name of a receiver must not be \"" + NOBODY
                            + "\", which routes that notify nobody have: name it with withName(...)");
                });
        receivers.stream()
                .collect(Collectors.groupingBy(AlertReceiver::getName, LinkedHashMap::new, Collectors.counting()))
                .forEach((name, count) -> {
                    if (count > 1) {
                        throw new IllegalArgumentException(
                                "name of a receiver must be unique within an alert manager, got \"" + name + "\" "
                                        + count + " times: name them with withName(...), or pass the same receiver");
                    }
                });
    }

    String bind(Construct scope, IPrometheusWorkspace workspace) {
        if (allReceivers().isEmpty()) {
            Annotations.of(scope)
                    .addWarningV2(
                            "@ecs-monitoring/alerts:nobody",
                            "nobody is notified of alerts: pass receivers to AlertManagerDefinition.Builder.create(...) or route(...)");
        }
        Map<AlertReceiver, AlertIntegration> integrations = new LinkedHashMap<>();
        allReceivers().forEach(receiver -> integrations.put(receiver, receiver.bind(scope, workspace)));
        String document = QuotedYaml.writeLiteral(toYaml(integrations));
        AlertManagerLimits.requireSize(document);
        return document;
    }

    private Map<String, Object> toYaml(Map<AlertReceiver, AlertIntegration> integrations) {
        Map<String, String> files = templateFiles(integrations);
        Map<String, Object> config = new LinkedHashMap<>();
        if (resolveTimeout != null) {
            config.put("global", Map.of("resolve_timeout", AlertGrouping.text(resolveTimeout)));
        }
        if (!files.isEmpty()) {
            config.put("templates", List.copyOf(files.keySet()));
        }
        config.put("route", root());
        if (!inhibitions.isEmpty()) {
            config.put(
                    "inhibit_rules",
                    inhibitions.stream().map(InhibitionRule::toYaml).toList());
        }
        config.put(
                "receivers",
                receiverGroups().entrySet().stream()
                        .map(group -> receiver(group.getKey(), group.getValue(), integrations))
                        .toList());
        Map<String, Object> envelope = new LinkedHashMap<>();
        if (!files.isEmpty()) {
            envelope.put("template_files", files);
        }
        envelope.put("alertmanager_config", QuotedYaml.write(config));
        return envelope;
    }

    private Map<String, String> templateFiles(Map<AlertReceiver, AlertIntegration> integrations) {
        Map<String, String> files = new LinkedHashMap<>(templates);
        for (AlertIntegration integration : integrations.values()) {
            integration.templates().forEach((name, text) -> {
                String other = files.putIfAbsent(name, text);
                if (other != null && !other.equals(text)) {
                    throw new IllegalArgumentException(
                            "name of a template must be unique within an alert manager, got \"" + name
                                    + "\", which the receivers use for their own");
                }
            });
        }
        AlertManagerLimits.requireAtMost("templates", AlertManagerLimits.TEMPLATES, files.size());
        return files;
    }

    private Map<String, Object> root() {
        Map<String, Object> yaml = new LinkedHashMap<>();
        yaml.put("receiver", groupName(receivers));
        yaml.putAll(grouping.toYaml());
        if (!routes.isEmpty()) {
            yaml.put("routes", routes.stream().map(AlertManagerTree::branch).toList());
        }
        return yaml;
    }

    private static Map<String, Object> branch(AlertRoute route) {
        Map<String, Object> yaml = new LinkedHashMap<>();
        route.receivers().ifPresent(receivers -> yaml.put("receiver", groupName(receivers)));
        if (!route.matchers().isEmpty()) {
            yaml.put(
                    "matchers", route.matchers().stream().map(Objects::toString).toList());
        }
        if (route.continues()) {
            yaml.put("continue", true);
        }
        yaml.putAll(route.grouping().toYaml());
        if (!route.routes().isEmpty()) {
            yaml.put(
                    "routes",
                    route.routes().stream().map(AlertManagerTree::branch).toList());
        }
        return yaml;
    }

    /** A route has one receiver, which may have several integrations. */
    private Map<String, List<AlertReceiver>> receiverGroups() {
        Map<String, List<AlertReceiver>> groups = new LinkedHashMap<>();
        groups.put(groupName(receivers), receivers);
        AlertRoutes.all(routes)
                .flatMap(route -> route.receivers().stream())
                .forEach(ofRoute -> groups.put(groupName(ofRoute), ofRoute));
        return groups;
    }

    private static String groupName(List<AlertReceiver> receivers) {
        return receivers.isEmpty()
                ? NOBODY
                : receivers.stream().map(AlertReceiver::getName).distinct().collect(Collectors.joining(", "));
    }

    private static Map<String, Object> receiver(
            String name, List<AlertReceiver> receivers, Map<AlertReceiver, AlertIntegration> integrations) {
        Map<String, List<Map<String, Object>>> byType = new LinkedHashMap<>();
        receivers.stream()
                .distinct()
                .map(integrations::get)
                .forEach(integration -> byType.computeIfAbsent(integration.type(), first -> new ArrayList<>())
                        .add(integration.settings()));
        Map<String, Object> yaml = new LinkedHashMap<>();
        yaml.put("name", name);
        yaml.putAll(byType);
        return yaml;
    }
}
