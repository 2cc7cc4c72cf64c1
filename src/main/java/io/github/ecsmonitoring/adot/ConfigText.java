package io.github.ecsmonitoring.adot;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A configuration as the text of an environment variable: readable while it fits, on one line if only that fits.
 *
 * <p>A task definition may have 64 KiB in all (<a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html">quotas</a>), of which the
 * app's containers get half.
 */
final class ConfigText {
    static final int LIMIT = 32 * 1024;

    private ConfigText() {}

    /** @throws IllegalArgumentException if even the shortest text is too long */
    static String of(Map<String, Object> config) {
        String readable = Yaml.write(config);
        if (bytes(readable) <= LIMIT) {
            return readable;
        }
        String shortest = Yaml.writeShort(config);
        if (bytes(shortest) <= LIMIT) {
            return shortest;
        }
        throw new IllegalArgumentException("the collector's configuration must be " + LIMIT
                + " bytes at most, since the task definition may " + "have 65536, got " + bytes(shortest)
                + ": take fewer scrape jobs, a shorter metric profile or a smaller configOverride");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
