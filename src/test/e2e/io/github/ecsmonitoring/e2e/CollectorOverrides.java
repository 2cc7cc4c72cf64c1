package io.github.ecsmonitoring.e2e;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Changes to the collector of one test, in addition to {@link TemplateDifferences}.
 *
 * @param quick whether the scrape interval is 5 s instead of 30 s
 * @param environment changes the environment variables of the container
 */
record CollectorOverrides(boolean quick, Consumer<Map<String, String>> environment) {
    static final CollectorOverrides NONE = new CollectorOverrides(false, environment -> {});
    static final CollectorOverrides QUICK = new CollectorOverrides(true, environment -> {});
    /** Scrapes every 5 s and sends within a second. */
    static final CollectorOverrides AT_ONCE =
            QUICK.configured(" timeout: 10s\n    send_batch_size: 2000\n", " timeout: 1s\n    send_batch_size: 2000\n");

    CollectorOverrides with(String name, String value) {
        return and(environment -> environment.put(name, value));
    }

    CollectorOverrides without(String name) {
        return and(environment -> environment.remove(name));
    }

    /** Replaces a text that the configuration must contain. */
    CollectorOverrides configured(String text, String other) {
        return and(environment -> environment.compute(
                "AOT_CONFIG_CONTENT", (name, config) -> TemplateDifferences.replace(config, text, other)));
    }

    private CollectorOverrides and(Consumer<Map<String, String>> more) {
        return new CollectorOverrides(quick, environment.andThen(more));
    }
}
