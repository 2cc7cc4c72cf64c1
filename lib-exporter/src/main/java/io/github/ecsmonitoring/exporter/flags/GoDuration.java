package io.github.ecsmonitoring.exporter.flags;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in Go syntax: {@code 1h15m}, {@code 1.5s}, {@code 300ms}; only 0 has no unit.
 *
 * @see <a href="https://pkg.go.dev/time#ParseDuration">time.ParseDuration</a>
 */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("\\G([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "μs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private GoDuration() {}

    /**
     * Parses a duration.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        try {
            BigDecimal sum = BigDecimal.ZERO;
            int end = 0;
            for (Matcher part = PART.matcher(text); part.find(); end = part.end()) {
                sum = sum.add(
                        new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOSECONDS.get(part.group(2)))));
            }
            if (end > 0 && end == text.length()) {
                return Duration.ofNanos(sum.toBigInteger().longValueExact());
            }
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            // reported below
        }
        throw new IllegalArgumentException("must be a duration such as 1s, 500ms or 1m30s, got '" + text + "'");
    }
}
