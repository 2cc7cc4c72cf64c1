package io.github.ecsmonitoring.exporter.emulator;

import io.github.ecsmonitoring.exporter.flags.GoDuration;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault of a response.
 *
 * @param status for {@link Kind#STATUS}
 * @param delay for {@link Kind#SLOW}
 */
record Fault(Kind kind, int status, Duration delay, double probability) {
    enum Kind {
        NONE,
        STATUS,
        SLOW,
        CUT,
        RESET,
        MALFORMED,
        EMPTY
    }

    static final Fault NONE = new Fault(Kind.NONE, 200, Duration.ZERO, 0);

    private static final Pattern PART =
            Pattern.compile("(?:([45]\\d\\d)|slow=([^:]+)|(cut|reset|malformed|empty))(?::([0-9.]+))?");

    /** Parses {@code 429:0.1}, {@code slow=3s:0.05} or {@code cut}. */
    static Fault parse(String text) {
        Matcher part = PART.matcher(text.strip());
        if (!part.matches()) {
            throw new IllegalArgumentException("expected " + Faults.GRAMMAR + ", got '" + text + "'");
        }
        double probability = probability(text, part.group(4));
        if (part.group(1) != null) {
            return new Fault(Kind.STATUS, Integer.parseInt(part.group(1)), Duration.ZERO, probability);
        }
        if (part.group(2) != null) {
            return new Fault(Kind.SLOW, 200, delay(part.group(2)), probability);
        }
        return new Fault(Kind.valueOf(part.group(3).toUpperCase(Locale.ROOT)), 200, Duration.ZERO, probability);
    }

    /** {@code 429}, {@code slow}, {@code cut} */
    String label() {
        return kind == Kind.STATUS ? Integer.toString(status) : kind.name().toLowerCase(Locale.ROOT);
    }

    private static Duration delay(String text) {
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("slow " + e.getMessage(), e);
        }
    }

    private static double probability(String text, String number) {
        try {
            double probability = number == null ? 1 : Double.parseDouble(number);
            if (probability <= 1) {
                return probability;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw new IllegalArgumentException("a probability must be from 0 to 1, got '" + number + "' in '" + text + "'");
    }
}
