package io.github.ecsmonitoring.e2e;

import java.util.Map;
import java.util.function.Consumer;

/**
 * What a test changes about a collector, beside {@link Differences}: to break it, or to see more in its time.
 *
 * @param quick whether pages are scraped every 5 s, and not every 30
 * @param environment changes the variables of its container
 */
record Change(boolean quick, Consumer<Map<String, String>> environment) {
    static final Change NONE = new Change(false, environment -> {});
    static final Change QUICK = new Change(true, environment -> {});
    /** Quick, and what was scraped is sent within a second. */
    static final Change AT_ONCE =
            QUICK.configured(" timeout: 10s\n    send_batch_size: 2000\n", " timeout: 1s\n    send_batch_size: 2000\n");

    Change with(String name, String value) {
        return and(environment -> environment.put(name, value));
    }

    Change without(String name) {
        return and(environment -> environment.remove(name));
    }

    /** Another text in place of one that the configuration must have. */
    Change configured(String text, String other) {
        return and(environment ->
                environment.compute("AOT_CONFIG_CONTENT", (name, config) -> Differences.replace(config, text, other)));
    }

    private Change and(Consumer<Map<String, String>> more) {
        return new Change(quick, environment.andThen(more));
    }
}
