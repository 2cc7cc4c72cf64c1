package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.internal.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.constructs.Node;

/** The names of the app's context keys, which all begin with {@link #PREFIX}. */
final class ContextKeys {
    static final String PREFIX = "ecs-monitoring:";
    /** For messages: where a context key comes from. */
    static final String WHERE = " (set in \"context\" of cdk.json or with -c)";

    static final List<String> NAMES = List.of(
            "alias",
            "retention-days",
            "scrape-interval",
            "alert-email",
            "grafana-auth",
            "saml-metadata-url",
            "grafana-admins",
            "grafana-revision",
            "kms-key-arn",
            "encryption-key-arn",
            "images",
            "images-secret-arn",
            "vpc-id",
            "cluster-name",
            "demo");
    private static final Pattern SEPARATOR = Pattern.compile("[:./]");
    private static final String PLAIN_PREFIX = plain(PREFIX);
    /** Prefixes that others may have too, unlike names after them. */
    private static final Set<String> SHORT_PREFIXES = Set.of("ecs", "monitoring", "ecsmonitor");

    private ContextKeys() {}

    /**
     * Rejects keys that the app would ignore: unknown names, and names without the prefix or with a misspelt one. Keys
     * of the CDK and of others are allowed.
     *
     * @throws IllegalArgumentException with the right key if one is similar, else with all keys
     */
    static void check(Node node) {
        if (!(node.getAllContext() instanceof Map<?, ?> context)) {
            return;
        }
        TreeSet<String> unknown = new TreeSet<>();
        for (Object key : context.keySet()) {
            String name = key.toString();
            if (!NAMES.contains(withoutPrefix(name).orElse("")) && isMeantForTheApp(name)) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown context key " + String.join(", ", unknown) + WHERE + ": " + remedy(List.copyOf(unknown)));
        }
    }

    private static Optional<String> withoutPrefix(String key) {
        return key.startsWith(PREFIX) ? Optional.of(key.substring(PREFIX.length())) : Optional.empty();
    }

    private static boolean isMeantForTheApp(String key) {
        if (plain(key).startsWith(PLAIN_PREFIX)) {
            return true;
        }
        String[] parts = SEPARATOR.split(key, 2);
        return parts.length == 1
                ? similar(key).isPresent()
                : NearestName.distance(plain(parts[0]), PLAIN_PREFIX) <= 2
                        || PLAIN_PREFIX.contains(plain(parts[0]))
                                && similar(parts[1]).isPresent();
    }

    private static String remedy(List<String> unknown) {
        List<String> meant = new ArrayList<>();
        for (String key : unknown) {
            similar(name(key)).ifPresent(name -> meant.add(PREFIX + name));
        }
        return meant.size() == unknown.size()
                ? "use " + String.join(", ", meant)
                : "allowed keys are " + PREFIX + String.join(", " + PREFIX, NAMES);
    }

    /** The part of a key after the app's prefix, however that is spelt. */
    private static String name(String key) {
        String plain = plain(key);
        if (plain.startsWith(PLAIN_PREFIX)) {
            return plain.substring(PLAIN_PREFIX.length());
        }
        String[] parts = SEPARATOR.split(key, 2);
        return parts[parts.length - 1];
    }

    /**
     * The allowed name that the text abbreviates to its first words, or misspells by one edit for every four letters.
     */
    private static Optional<String> similar(String text) {
        String plain = plain(text);
        return NAMES.stream()
                .filter(name -> name.startsWith(text.toLowerCase(Locale.ROOT) + "-")
                        || NearestName.distance(plain, plain(name))
                                <= plain(name).length() / 4)
                .min(Comparator.comparingInt(name -> NearestName.distance(plain, plain(name))));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
