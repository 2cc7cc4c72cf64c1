package io.github.ecsmonitoring.prometheus;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Validation of an alert manager definition that is written by hand: its envelope. */
final class AlertManagerText {
    private static final String CONFIG = "alertmanager_config";
    private static final String FILES = "template_files";
    private static final Pattern ONE_TOKEN = Pattern.compile("\\s*\\$\\{Token\\[[^\\]]*\\]\\}\\s*");

    private AlertManagerText() {}

    /** @throws IllegalArgumentException if AMP would reject it */
    static void check(String text) {
        if (ONE_TOKEN.matcher(text).matches()) {
            return;
        }
        AlertManagerLimits.requireSize(text);
        if (!(parse("alert manager definition", text) instanceof Map<?, ?> envelope)
                || !(envelope.get(CONFIG) instanceof String config)) {
            throw new IllegalArgumentException("alert manager definition must have the key " + CONFIG
                    + " with an Alertmanager configuration as text (" + CONFIG + ": |), and may have " + FILES
                    + ", a map of templates by name");
        }
        Set<Object> unknown = new TreeSet<>(envelope.keySet());
        unknown.removeAll(Set.of(CONFIG, FILES));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("alert manager definition must have the keys " + CONFIG + " and " + FILES
                    + " only, got " + unknown);
        }
        AlertManagerConfig.check(parse(CONFIG, config), templates(envelope.get(FILES)));
    }

    private static Set<?> templates(Object files) {
        if (files == null) {
            return Set.of();
        }
        if (!(files instanceof Map<?, ?> byName) || !byName.values().stream().allMatch(String.class::isInstance)) {
            throw new IllegalArgumentException(FILES + " must be a map of templates by name");
        }
        AlertManagerLimits.requireAtMost("templates", AlertManagerLimits.TEMPLATES, byName.size());
        return byName.keySet();
    }

    private static Object parse(String what, String yaml) {
        try {
            return new Load(LoadSettings.builder().setLabel(what).build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(
                    what + " must be YAML: " + e.getMessage().strip(), e);
        }
    }
}
