package io.github.ecsmonitoring.grafanapublisher.log;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes lines without secrets. A metric filter counts those that begin with {@code ERROR}, and an alarm tells people.
 */
public final class FunctionLog {
    private static final int FRAMES = 12;

    private final Consumer<String> out;

    /** A log that writes each line to a consumer. */
    public FunctionLog(Consumer<String> out) {
        this.out = out;
    }

    /** A line for those who look. */
    public void info(String text) {
        out.accept(clean(text));
    }

    /** A failure that a person should know of. */
    public void error(String text) {
        out.accept("ERROR " + clean(text));
    }

    /** A failure that nothing expected, with the place where it happened. */
    public void error(String text, Throwable cause) {
        error(text + ": " + cause + " at "
                + Arrays.stream(cause.getStackTrace())
                        .limit(FRAMES)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" < ")));
    }

    /** The text as it may leave the function. */
    public static String withoutSecrets(String text) {
        return Redaction.of(text);
    }

    private static String clean(String text) {
        return withoutSecrets(text).replaceAll("\\R", " ");
    }
}
