package io.github.ecsmonitoring.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A monitored task definition, or the instances of a cluster, as the cost is computed from it.
 *
 * @param path its construct path
 * @param target what it runs in
 * @param shape what multiplies its series
 * @param ownSeries the series of the sidecars in each task
 * @param appSeries the expected series of the app in each task; null if unknown
 * @param intervalSeconds the scrape interval
 * @param tasks the number of tasks or instances; null if unknown, counted as 1
 * @param sidecars CPU and memory on Fargate that the sidecars cause, for each task
 */
public record CostedTask(
        String path,
        SeriesTarget target,
        SeriesShape shape,
        int ownSeries,
        Integer appSeries,
        int intervalSeconds,
        Integer tasks,
        SidecarShare sidecars) {
    private static final double SECONDS = MonitoringCost.HOURS * 3600;

    /** Checks nothing but the required values. */
    public CostedTask {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(sidecars, "sidecars");
    }

    int counted() {
        return tasks == null ? 1 : tasks;
    }

    /** Samples a month of all tasks; without those of the app if they are unknown. */
    double samples() {
        int series = ownSeries + (appSeries == null ? 0 : appSeries);
        return (double) series * counted() * SECONDS / intervalSeconds;
    }

    /** US dollars a month for the sidecars' share of Fargate. */
    double fargateUsd(PriceTable prices) {
        return counted() * MonitoringCost.HOURS * sidecars.usdPerHour(prices);
    }

    List<String> unknowns() {
        List<String> unknowns = new ArrayList<>();
        if (appSeries == null && target != SeriesTarget.EC2_INSTANCE) {
            unknowns.add(path + ": the app's own series are not included: set expectedAppSeries");
        }
        if (tasks == null) {
            unknowns.add(path + ": the number of " + (target == SeriesTarget.EC2_INSTANCE ? "instances" : "tasks")
                    + " is unknown and counted as 1");
        }
        return unknowns;
    }
}
