package io.github.ecsmonitoring.slo;

import java.math.BigDecimal;
import java.util.List;
import software.amazon.awscdk.Duration;

/**
 * The share of bad events that an objective allows in its period.
 *
 * @param objective the share of good events, in percent
 * @param days the period
 */
record ErrorBudget(BigDecimal objective, int days) {
    private static final double MIN = 90;
    private static final double MAX = 99.999;
    private static final int DEFAULT_DAYS = 30;
    private static final List<Integer> DAYS = List.of(28, 30);
    private static final int SECONDS_OF_A_DAY = 86_400;

    /** @throws IllegalArgumentException unless it is 90 to 99.999 */
    static ErrorBudget of(double objective, String service) {
        // Also false for NaN.
        if (!(objective >= MIN && objective <= MAX)) {
            throw new IllegalArgumentException("objective of service " + service
                    + " must be 90 to 99.999 percent, got " + text(objective)
                    + (objective > 0 && objective < 1
                            ? ": write 99.9 for 0.999"
                            : objective >= MAX
                                    ? ": 100% allows no bad event, so there is no budget to alert on"
                                    : ": a lower objective has so large a budget that no error rate uses it up fast"));
        }
        return new ErrorBudget(BigDecimal.valueOf(objective).stripTrailingZeros(), DEFAULT_DAYS);
    }

    /** Without the fraction of a whole number. */
    private static String text(double number) {
        return Double.toString(number).replaceFirst("\\.0$", "");
    }

    ErrorBudget over(Duration period) {
        if (period.isUnresolved()) {
            throw new IllegalArgumentException("period of an objective must be known at synth, got a token");
        }
        long millis = period.toMilliseconds().longValue();
        return DAYS.stream()
                .filter(allowed -> allowed * SECONDS_OF_A_DAY * 1_000L == millis)
                .findFirst()
                .map(allowed -> new ErrorBudget(objective, allowed))
                .orElseThrow(() -> new IllegalArgumentException("period of an objective must be 28 or 30 days, got "
                        + period.toHumanString() + ": the alerts' windows are shares of about a month"));
    }

    /** For example {@code 99.9%}. */
    String percent() {
        return objective.toPlainString() + "%";
    }

    /** The objective as a ratio, for example {@code 0.999}. */
    String goodRatio() {
        return plain(objective.movePointLeft(2));
    }

    /** The allowed ratio of bad events, for example {@code 0.001}. */
    BigDecimal badRatio() {
        return BigDecimal.ONE.subtract(objective.movePointLeft(2));
    }

    String badRatioText() {
        return plain(badRatio());
    }

    /** For example {@code 30d}. */
    String period() {
        return days + "d";
    }

    int seconds() {
        return days * SECONDS_OF_A_DAY;
    }

    static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
