package io.github.ecsmonitoring.grafanapublisher.api;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The pauses between the attempts of one call. */
final class RetryDelay {
    static final int ATTEMPTS = 6;

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MAX_DIGITS = 9;

    private RetryDelay() {}

    /**
     * The pause after a failed attempt: 1 s, 2 s, 4 s and so on, or what the answer demands.
     *
     * @param attempt 0 for the first
     * @param retryAfter the header of that name: seconds or a date
     */
    static Duration after(int attempt, Optional<String> retryAfter, Instant now) {
        return retryAfter.flatMap(text -> parse(text.strip(), now)).orElse(FIRST.multipliedBy(1L << attempt));
    }

    private static Optional<Duration> parse(String text, Instant now) {
        if (text.matches("\\d{1," + MAX_DIGITS + "}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Duration pause = Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
