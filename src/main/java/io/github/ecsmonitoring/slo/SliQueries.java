package io.github.ecsmonitoring.slo;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The queries of a service level indicator, both in events each second by {@link EventSelector#LABELS}.
 *
 * @param total all events
 * @param bad the bad ones; reads the recorded total as {@link #TOTAL}
 */
record SliQueries(String total, String bad) {
    /** Stands for the recorded total. */
    static final String TOTAL = "$total";

    private static final String NONE = "\n  or on (" + EventSelector.LABELS + ") 0 * " + TOTAL;

    /** An event that has not happened yet has no series: without a series, none is bad. */
    static SliQueries ofBad(EventSelector total, EventSelector bad) {
        return new SliQueries(total.ratePerService(), bad.ratePerService() + NONE);
    }

    /** Without a series of good events, all are bad. */
    static SliQueries ofGood(EventSelector total, EventSelector good) {
        return new SliQueries(total.ratePerService(), rest("  " + good.ratePerService() + NONE));
    }

    /** The same for selectors of which the first one that has series applies. */
    static SliQueries ofBad(List<EventSelector> total, List<EventSelector> bad) {
        return new SliQueries(
                first(total, EventSelector::ratePerService), first(bad, EventSelector::ratePerService) + NONE);
    }

    /** The total has series only where the good events have, since a missing bucket says nothing about events. */
    static SliQueries ofBuckets(List<LatencyBuckets> histograms) {
        return new SliQueries(
                first(histograms, LatencyBuckets::total), rest("  " + first(histograms, LatencyBuckets::good)));
    }

    private static String rest(String good) {
        return "clamp_min(" + TOTAL + " - on (" + EventSelector.LABELS + ") (\n" + good + "\n), 0)";
    }

    private static <T> String first(List<T> parts, Function<T, String> query) {
        return parts.stream().map(query).collect(Collectors.joining("\n  or "));
    }
}
