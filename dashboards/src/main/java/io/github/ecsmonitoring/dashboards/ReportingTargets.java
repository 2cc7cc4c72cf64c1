package io.github.ecsmonitoring.dashboards;

/**
 * Restricts current values to targets that report now.
 *
 * <p>The last samples of a task that was killed are found for five minutes, {@code up} among them. Two minutes hold two
 * samples at the longest scrape interval of 60 s.
 */
record ReportingTargets(SeriesSelector targets) {
    String of(String expr) {
        return "(" + expr + ") and on (account_id, region, instance) " + state() + " == 1";
    }

    /** 1 for each target that reports now, 0 for each that cannot be scraped. */
    String state(String... matchers) {
        return "last_over_time(" + targets.series("up", matchers) + "[2m])";
    }
}
