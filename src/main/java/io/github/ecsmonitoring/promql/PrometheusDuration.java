package io.github.ecsmonitoring.promql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations such as {@code 1h30m}, whose units go from the largest to the smallest: y, w, d, h, m, s, ms. */
public final class PrometheusDuration {
    /** For messages: the syntax. */
    public static final String SYNTAX = "a duration such as 30s, 5m or 1h30m";

    static final Pattern PATTERN = Pattern.compile(
            "(?=[0-9])(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m(?!s))?(?:([0-9]+)s)?(?:([0-9]+)ms)?");

    private static final long[] UNITS = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
    /** Prometheus counts nanoseconds in 63 bits. */
    private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

    private PrometheusDuration() {}

    /** The duration in milliseconds; empty if the text is not a duration, or longer than 292 years. */
    public static Optional<Long> millis(String text) {
        if (text.equals("0")) {
            return Optional.of(0L);
        }
        Matcher matcher = PATTERN.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        long sum = 0;
        try {
            for (int unit = 0; unit < UNITS.length; unit++) {
                String number = matcher.group(unit + 1);
                if (number != null) {
                    sum = Math.addExact(sum, Math.multiplyExact(Long.parseLong(number), UNITS[unit]));
                }
            }
        } catch (ArithmeticException | NumberFormatException tooLong) {
            return Optional.empty();
        }
        return sum <= MAX_MILLIS ? Optional.of(sum) : Optional.empty();
    }

    /** A duration in Prometheus' syntax, for example {@code 1h30m}; {@code 0s} for none. */
    public static String format(long millis) {
        StringBuilder text = new StringBuilder();
        String[] names = {"y", "w", "d", "h", "m", "s", "ms"};
        long rest = millis;
        for (int unit = 2; unit < UNITS.length; unit++) {
            if (rest >= UNITS[unit]) {
                text.append(rest / UNITS[unit]).append(names[unit]);
                rest %= UNITS[unit];
            }
        }
        return text.length() == 0 ? "0s" : text.toString();
    }
}
