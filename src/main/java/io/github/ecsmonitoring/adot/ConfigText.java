package io.github.ecsmonitoring.adot;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A configuration as the text of an environment variable: with line breaks if that fits, else on one line.
 *
 * <p>A task definition is limited to 64 KiB (<a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html">quotas</a>), of which half is
 * left for the app's containers.
 */
final class ConfigText {
    static final int LIMIT = 32 * 1024;

    private ConfigText() {}

    /** @throws IllegalArgumentException if the text on one line is too long */
    static String of(Map<String, Object> config) {
        String readable = Yaml.write(config);
        if (bytes(readable) <= LIMIT) {
            return readable;
        }
        String shortest = Yaml.writeShort(config);
        if (bytes(shortest) <= LIMIT) {
            return shortest;
        }
        throw new IllegalArgumentException(
                "the collector's configuration must have at most " + LIMIT
                        + " bytes, got " + bytes(shortest)
                        + ": ECS limits the whole task definition to 65536; use fewer scrape jobs, a shorter metric profile or a smaller configOverride");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
