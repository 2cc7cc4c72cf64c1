package io.github.ecsmonitoring.cost;

/** The price of samples of Amazon Managed Service for Prometheus, which depends on how many an account sends. */
final class SampleTiers {
    /** Free for each account and month. */
    static final double FREE = 40e6;

    private static final double UNIT = 10e6;
    private static final double FIRST = 2e9;
    private static final double SECOND = 250e9;

    private SampleTiers() {}

    /** US dollars for the samples of a month, after the free ones. */
    static double usd(double samples, PriceTable prices) {
        double billed = Math.max(0, samples - FREE);
        double first = Math.min(billed, FIRST);
        double second = Math.min(billed - first, SECOND);
        double third = billed - first - second;
        return first / UNIT * prices.usd(Price.AMP_SAMPLES_TIER_1)
                + second / UNIT * prices.usd(Price.AMP_SAMPLES_TIER_2)
                + third / UNIT * prices.usd(Price.AMP_SAMPLES_TIER_3);
    }
}
