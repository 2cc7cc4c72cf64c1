package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.grafana.GrafanaAuthentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import software.constructs.Node;

/**
 * The context of the app. Keys, all optional:
 *
 * <ul>
 *   <li>{@code ecs-monitoring:alias}: the alias of the Prometheus workspace. Default: {@code ecs-monitoring}
 *   <li>{@code ecs-monitoring:retention-days}: 1 to 1095. Default: 150
 *   <li>{@code ecs-monitoring:scrape-interval}: seconds, 10 to 240. Default: 30
 *   <li>{@code ecs-monitoring:grafana-auth}: {@code AWS_SSO} or {@code SAML}. Default: {@code AWS_SSO}
 *   <li>{@code ecs-monitoring:demo}: whether to create the demo workload, {@code true} or {@code false}. Default:
 *       {@code true}
 * </ul>
 */
record AppSettings(
        String alias,
        int retentionDays,
        int scrapeIntervalSeconds,
        GrafanaAuthentication grafanaAuthentication,
        boolean demo) {
    private static final String PREFIX = "ecs-monitoring:";
    private static final List<String> KEYS =
            List.of("alias", "retention-days", "scrape-interval", "grafana-auth", "demo");

    /**
     * Reads the context.
     *
     * @throws IllegalArgumentException with key, value and allowed values if a key is unknown or a value invalid
     */
    static AppSettings read(Node node) {
        requireKnownKeys(node);
        return new AppSettings(
                value(node, "alias", "1 to 100 characters", text -> text.isBlank() || text.length() > 100 ? null : text)
                        .orElse("ecs-monitoring"),
                number(node, "retention-days", 1, 1095).orElse(150),
                number(node, "scrape-interval", 10, 240).orElse(30),
                value(node, "grafana-auth", "AWS_SSO or SAML", AppSettings::authentication)
                        .orElse(GrafanaAuthentication.awsSso()),
                value(node, "demo", "true or false", AppSettings::truth).orElse(true));
    }

    private static void requireKnownKeys(Node node) {
        if (!(node.getAllContext() instanceof Map<?, ?> context)) {
            return;
        }
        TreeSet<String> unknown = new TreeSet<>();
        for (Object key : context.keySet()) {
            String name = key.toString();
            if (name.startsWith(PREFIX) && !KEYS.contains(name.substring(PREFIX.length()))) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown context key " + String.join(", ", unknown) + where()
                    + ": allowed keys are " + PREFIX + String.join(", " + PREFIX, KEYS));
        }
    }

    private static Optional<Integer> number(Node node, String key, int min, int max) {
        return value(node, key, "a whole number from " + min + " to " + max, text -> {
            if (!text.matches("[0-9]{1,9}")) {
                return null;
            }
            int number = Integer.parseInt(text);
            return number < min || number > max ? null : number;
        });
    }

    /** The value of a key; the parser returns null for an invalid one. */
    private static <T> Optional<T> value(Node node, String key, String allowed, Function<String, T> parser) {
        Object value = node.tryGetContext(PREFIX + key);
        if (value == null) {
            return Optional.empty();
        }
        T parsed = value instanceof String || value instanceof Number || value instanceof Boolean
                ? parser.apply(value.toString())
                : null;
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "context key " + PREFIX + key + where() + " must be " + allowed + ", got \"" + value + "\"");
        }
        return Optional.of(parsed);
    }

    private static GrafanaAuthentication authentication(String text) {
        return switch (text) {
            case "AWS_SSO" -> GrafanaAuthentication.awsSso();
            case "SAML" -> GrafanaAuthentication.saml();
            default -> null;
        };
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static String where() {
        return " (set in \"context\" of cdk.json or with -c)";
    }
}
