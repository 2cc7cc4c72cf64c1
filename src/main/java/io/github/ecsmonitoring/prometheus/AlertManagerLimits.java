package io.github.ecsmonitoring.prometheus;

import java.nio.charset.StandardCharsets;

/**
 * AMP's quotas of an alert manager definition.
 *
 * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP_quotas.html">quotas of AMP</a>
 */
final class AlertManagerLimits {
    static final int ROUTES = 100;
    static final int INHIBITION_RULES = 100;
    static final int TEMPLATES = 100;
    private static final int BYTES = 1_000_000;

    private AlertManagerLimits() {}

    /** @throws IllegalArgumentException if a number exceeds its quota */
    static void requireAtMost(String what, int max, int got) {
        if (got > max) {
            throw new IllegalArgumentException(
                    "alert manager definition must have at most " + max + " " + what + ", got " + got);
        }
    }

    /** @throws IllegalArgumentException if the document exceeds its quota */
    static void requireSize(String document) {
        requireAtMost("bytes", BYTES, document.getBytes(StandardCharsets.UTF_8).length);
    }
}
