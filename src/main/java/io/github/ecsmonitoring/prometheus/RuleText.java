package io.github.ecsmonitoring.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import software.amazon.awscdk.Token;

/** Files of recording and alerting rules: the bundled ones, and validation of the user's. */
final class RuleText {
    /** Names of the files in dashboards/rules; the entries of a jar cannot be listed. */
    static final List<String> BUNDLED = List.of("ecs-node", "ecs-task");

    private static final String FOLDER = "/io/github/ecsmonitoring/dashboards/rules/";
    /** AMP's quota for one file. */
    private static final int MAX_BYTES = 1_000_000;

    private RuleText() {}

    static String bundled(String name) {
        try (InputStream in = RuleText.class.getResourceAsStream(FOLDER + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException unless it is YAML with a non-empty list of rule groups */
    static void check(String name, String yaml) {
        if (Token.isUnresolved(yaml)) {
            return;
        }
        int bytes = yaml.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "rules " + name + " must have at most " + MAX_BYTES + " bytes, got " + bytes);
        }
        if (!(parse(name, yaml) instanceof Map<?, ?> document
                && document.get("groups") instanceof List<?> groups
                && !groups.isEmpty())) {
            throw new IllegalArgumentException(
                    "rules " + name + " must be a Prometheus rules file with a non-empty list \"groups\"");
        }
    }

    private static Object parse(String name, String yaml) {
        try {
            return new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(
                    "rules " + name + " must be YAML: " + e.getMessage().strip(), e);
        }
    }
}
