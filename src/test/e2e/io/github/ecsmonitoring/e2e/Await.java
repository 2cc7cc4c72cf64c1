package io.github.ecsmonitoring.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for what other processes do: long, since the machine may be busy, but no longer than needed. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, condition, () -> "");
    }

    /** @param context what helps to understand that it never happened */
    static void until(String what, Callable<Boolean> condition, Supplier<String> context) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited " + LIMIT.toSeconds() + " s in vain: " + what + "\n" + context.get());
            }
            Thread.sleep(200);
        }
    }
}
