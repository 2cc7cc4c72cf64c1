package io.github.ecsmonitoring.promql;

import io.github.ecsmonitoring.promql.PromqlToken.Kind;
import java.util.Locale;
import java.util.OptionalDouble;

/** Values of numbers and durations, which Prometheus 3 accepts for each other: a duration is a number of seconds. */
final class PromqlNumber {
    /** Prometheus counts nanoseconds in 63 bits. */
    private static final double MAX_SECONDS = 0x1p63 / 1e9;

    private PromqlNumber() {}

    /** The value of the next token, which must be a number or a duration. */
    static double take(PromqlTokens tokens, String expected) {
        PromqlToken token = tokens.peek();
        if (token.kind() != Kind.NUMBER && token.kind() != Kind.DURATION) {
            throw tokens.unexpected(expected);
        }
        double value =
                value(token).orElseThrow(() -> tokens.error(token.start(), token.description() + " is too large"));
        tokens.take();
        return value;
    }

    /** A number of seconds after any number of signs. */
    static double takeSeconds(PromqlTokens tokens, String expected) {
        PromqlToken start = tokens.peek();
        double sign = 1;
        while (tokens.peek().is("-") || tokens.peek().is("+")) {
            sign = tokens.take().is("-") ? -sign : sign;
        }
        double value = sign * take(tokens, expected);
        if (Math.abs(value) > MAX_SECONDS) {
            throw tokens.error(start.start(), "a duration must be at most 292 years");
        }
        return value;
    }

    /** A Unix time in seconds. */
    static void takeTime(PromqlTokens tokens, String expected) {
        PromqlToken start = tokens.peek();
        if (!tokens.takeIf("-")) {
            tokens.takeIf("+");
        }
        if (!(Math.abs(take(tokens, expected)) < 0x1p63)) {
            throw tokens.error(start.start(), "a time must be a finite number of seconds below 2^63");
        }
    }

    /** Empty if it is out of range. */
    private static OptionalDouble value(PromqlToken token) {
        if (token.kind() == Kind.DURATION) {
            return PrometheusDuration.millis(token.text()).stream()
                    .mapToDouble(millis -> millis / 1e3)
                    .findFirst();
        }
        String number = token.text().replace("_", "").toLowerCase(Locale.ROOT);
        if (number.equals("inf") || number.equals("nan")) {
            return OptionalDouble.of(number.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN);
        }
        try {
            double value = number.startsWith("0x")
                    ? Long.parseLong(number, 2, number.length(), 16)
                    : Double.parseDouble(number);
            return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        } catch (NumberFormatException moreThan63Bits) {
            return OptionalDouble.empty();
        }
    }
}
