package io.github.ecsmonitoring.internal;

import java.nio.charset.StandardCharsets;

/** Text that is written to a template, and read by programs other than Java, is UTF-8. */
public final class Utf8 {
    private Utf8() {}

    /** Whether a text has no surrogate without its pair, which would become a question mark. */
    public static boolean canEncode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
