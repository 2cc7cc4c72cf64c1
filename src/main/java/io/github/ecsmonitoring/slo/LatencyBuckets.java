package io.github.ecsmonitoring.slo;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The buckets of a classic histogram.
 *
 * @param histogram the selector of its series {@code _bucket}
 * @param bounds a regular expression for the bucket of the fast events
 */
record LatencyBuckets(EventSelector histogram, String bounds) {
    private static final String MILLISECONDS = "_milliseconds";

    /** @param histogram without the suffix {@code _bucket} */
    static LatencyBuckets of(EventSelector histogram, long thresholdMillis) {
        BigDecimal millis = BigDecimal.valueOf(thresholdMillis);
        BigDecimal bound = histogram.name().endsWith(MILLISECONDS) ? millis : millis.movePointLeft(3);
        return new LatencyBuckets(histogram.suffixed("_bucket"), regex(bound));
    }

    /**
     * The ways in which a bound is written: as a number that may have a fraction, or one that a client has computed
     * with a rounding error.
     */
    private static String regex(BigDecimal bound) {
        Set<String> texts = new LinkedHashSet<>();
        String exact = ErrorBudget.plain(bound);
        texts.add(exact);
        if (!exact.contains(".")) {
            texts.add(exact + ".0");
        }
        texts.add(ErrorBudget.plain(BigDecimal.valueOf(Math.nextUp(bound.doubleValue()))));
        texts.add(ErrorBudget.plain(BigDecimal.valueOf(Math.nextDown(bound.doubleValue()))));
        return texts.stream().map(text -> text.replace(".", "[.]")).collect(Collectors.joining("|"));
    }

    /** All events of the histograms that have the bucket. */
    String total() {
        return EventSelector.perService(histogram.with("le=\"+Inf\"").rate() + " and ignoring (le) " + fast().rate());
    }

    String good() {
        return fast().ratePerService();
    }

    private EventSelector fast() {
        return histogram.with("le=~" + EventSelector.quote(bounds));
    }
}
