package io.github.ecsmonitoring.slo;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A condition of an alert: the error budget burns so fast, both in a long window, which makes the condition
 * significant, and in a short one, which ends it soon after the errors.
 *
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">Alerting on SLOs</a>, table 5-8
 */
enum BurnRate {
    /** 2% of the budget in an hour: 14.4 times as fast as a budget of 30 days lasts. */
    ONE_HOUR("1h", "5m", 1, 2),
    /** 5% in 6 hours: 6 times as fast. */
    SIX_HOURS("6h", "30m", 6, 5),
    /** 10% in a day: 3 times as fast. */
    ONE_DAY("1d", "2h", 24, 10),
    /** 10% in 3 days: as fast as the budget lasts. */
    THREE_DAYS("3d", "6h", 72, 10);

    private final String longWindow;
    private final String shortWindow;
    private final int hours;
    private final int percent;

    BurnRate(String longWindow, String shortWindow, int hours, int percent) {
        this.longWindow = longWindow;
        this.shortWindow = shortWindow;
        this.hours = hours;
        this.percent = percent;
    }

    String longWindow() {
        return longWindow;
    }

    String shortWindow() {
        return shortWindow;
    }

    /** How much faster than allowed the budget burns if that share of it is gone after the long window. */
    BigDecimal factor(ErrorBudget budget) {
        return BigDecimal.valueOf(24L * budget.days() * percent)
                .divide(BigDecimal.valueOf(100L * hours), MathContext.DECIMAL32);
    }

    /** Whether the budget burns so fast if every event is bad. */
    boolean canBeReached(ErrorBudget budget) {
        return factor(budget).multiply(budget.badRatio()).compareTo(BigDecimal.ONE) < 0;
    }
}
