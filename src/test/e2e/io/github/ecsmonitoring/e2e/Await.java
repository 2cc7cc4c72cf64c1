package io.github.ecsmonitoring.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Polls conditions that other processes fulfill. The timeout is long, since the machine may be busy. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, condition, () -> "");
    }

    /** @param context details for the message of a timeout */
    static void until(String what, Callable<Boolean> condition, Supplier<String> context) throws Exception {
        until(what, LIMIT, condition, context);
    }

    static void until(String what, Duration limit, Callable<Boolean> condition, Supplier<String> context)
            throws Exception {
        Instant end = Instant.now().plus(limit);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("timed out after " + limit.toSeconds() + " s: " + what + "\n" + context.get());
            }
            Thread.sleep(200);
        }
    }
}
