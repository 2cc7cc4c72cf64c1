package io.github.ecsmonitoring.cost;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The price of samples of Amazon Managed Service for Prometheus, which depends on how many an account sends in a month:
 * the first 2 billion, the next 250 billion, and those above 252 billion. The free ones are subtracted before, which is
 * at most 2.20 US dollars more than if they were counted in the first tier.
 *
 * @see <a href="https://aws.amazon.com/prometheus/pricing/">pricing</a>
 */
final class SampleTiers {
    /** Free for each account and month. */
    static final double FREE = 40e6;

    private static final double UNIT = 10e6;
    private static final double FIRST = 2e9;
    private static final double SECOND = 250e9;

    private SampleTiers() {}

    /** US dollars for the samples of a month, after the free ones. */
    static double usd(double samples, PriceTable prices) {
        return units(samples).entrySet().stream()
                .mapToDouble(tier -> tier.getValue() * prices.usd(tier.getKey()))
                .sum();
    }

    /** The tiers that are billed. */
    static List<Price> prices(double samples) {
        return List.copyOf(units(samples).keySet());
    }

    private static Map<Price, Double> units(double samples) {
        double billed = Math.max(0, samples - FREE);
        double first = Math.min(billed, FIRST);
        double second = Math.min(billed - first, SECOND);
        Map<Price, Double> units = new EnumMap<>(Map.of(
                Price.AMP_SAMPLES_TIER_1, first / UNIT,
                Price.AMP_SAMPLES_TIER_2, second / UNIT,
                Price.AMP_SAMPLES_TIER_3, (billed - first - second) / UNIT));
        units.values().removeIf(number -> number <= 0);
        return units;
    }
}
