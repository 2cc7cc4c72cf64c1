package io.github.ecsmonitoring.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A monitored task definition, or the instances of a cluster, as the cost is computed from it.
 *
 * @param path its construct path
 * @param target what it runs in
 * @param shape what multiplies its series
 * @param ownSeries the series of the sidecars in each task
 * @param app the series of the app in each task, by source; empty for an app without metrics
 * @param intervalSeconds the scrape interval of the sidecars
 * @param tasks the number of tasks or instances; null if unknown, counted as 1
 * @param sidecars CPU and memory on Fargate that the sidecars cause, for each task
 */
public record CostedTask(
        String path,
        SeriesTarget target,
        SeriesShape shape,
        int ownSeries,
        List<AppSeries> app,
        int intervalSeconds,
        Integer tasks,
        SidecarShare sidecars) {

    /** Checks the required values. */
    public CostedTask {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(sidecars, "sidecars");
        app = List.copyOf(app);
    }

    /** With all series of the app from one source, at the interval of the sidecars; null if they are unknown. */
    public CostedTask(
            String path,
            SeriesTarget target,
            SeriesShape shape,
            int ownSeries,
            Integer appSeries,
            int intervalSeconds,
            Integer tasks,
            SidecarShare sidecars) {
        this(
                path,
                target,
                shape,
                ownSeries,
                List.of(new AppSeries("the app", appSeries, intervalSeconds)),
                intervalSeconds,
                tasks,
                sidecars);
    }

    /** The series of the app in each task; null if those of one source are unknown. */
    public Integer appSeries() {
        return app.stream().anyMatch(source -> source.series() == null)
                ? null
                : app.stream().mapToInt(AppSeries::series).sum();
    }

    int counted() {
        return tasks == null ? 1 : tasks;
    }

    /** Samples a month of all tasks; without those of the app that are unknown. */
    double samples() {
        double own = ownSeries * MonitoringCost.SECONDS / intervalSeconds;
        return counted() * (own + app.stream().mapToDouble(AppSeries::samples).sum());
    }

    /** US dollars a month for the sidecars' share of Fargate. */
    double fargateUsd(PriceTable prices) {
        return counted() * MonitoringCost.HOURS * sidecars.usdPerHour(prices);
    }

    List<String> unknowns() {
        List<String> unknowns = new ArrayList<>();
        if (appSeries() == null) {
            unknowns.add(path + ": the app's own series are NOT INCLUDED, since those of "
                    + app.stream()
                            .filter(source -> source.series() == null)
                            .map(AppSeries::source)
                            .collect(Collectors.joining(", "))
                    + " are unknown: set expectedSeries or expectedAppSeries");
        }
        if (tasks == null) {
            unknowns.add(path + ": the number of " + (target == SeriesTarget.EC2_INSTANCE ? "instances" : "tasks")
                    + " is unknown and counted as 1");
        }
        return unknowns;
    }
}
