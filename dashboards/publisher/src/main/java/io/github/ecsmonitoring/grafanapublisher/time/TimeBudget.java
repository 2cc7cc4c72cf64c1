package io.github.ecsmonitoring.grafanapublisher.time;

import java.time.Duration;
import java.time.InstantSource;

/**
 * The time of an invocation: for work that watches its deadline, until work is interrupted, for the deletion of the
 * token, and for the answer.
 *
 * @param work the end of work that watches its deadline
 * @param interruption the end of work that does not
 * @param cleanup the latest start of the answer
 * @param answer the end of the answer
 */
public record TimeBudget(Deadline work, Deadline interruption, Deadline cleanup, Deadline answer) {
    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(25);
    private static final int SHARES = 6;

    /** Divides what Lambda leaves. */
    public static TimeBudget of(Duration remaining, InstantSource clock) {
        Duration share = remaining.dividedBy(SHARES);
        Duration reserve = share.compareTo(LONGEST_RESERVE) < 0 ? share : LONGEST_RESERVE;
        return new TimeBudget(
                Deadline.after(remaining.minus(reserve.multipliedBy(2)), clock),
                Deadline.after(remaining.minus(reserve.multipliedBy(3).dividedBy(2)), clock),
                Deadline.after(remaining.minus(reserve), clock),
                Deadline.after(remaining.minus(reserve.dividedBy(5)), clock));
    }
}
