package io.github.ecsmonitoring.cost;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an app knows of its cost.
 *
 * <pre>{@code
 * CostOptions.create().expectedAppSeries("Shop/OrdersTask", 400).grafanaUsers(3, 10).maxMonthlyUsd(200)
 * }</pre>
 *
 * <p>Immutable: each method returns a new value.
 *
 * @param prices the price table
 * @param appSeries the expected series of the app in each task, by the path of its task definition
 * @param editors editors and admins of Grafana who sign in
 * @param viewers viewers who sign in
 * @param maxUsd the limit a month; infinite for none
 */
public record CostOptions(PriceTable prices, Map<String, Integer> appSeries, int editors, int viewers, double maxUsd) {

    /** Sorts and copies the series. */
    public CostOptions {
        Objects.requireNonNull(prices, "prices");
        appSeries = Collections.unmodifiableMap(new TreeMap<>(appSeries));
    }

    /** The bundled prices, one editor, no limit and unknown series of the app. */
    public static CostOptions create() {
        return new CostOptions(PriceTable.bundled(), Map.of(), 1, 0, Double.POSITIVE_INFINITY);
    }

    /** With other prices. */
    public CostOptions prices(PriceTable prices) {
        return new CostOptions(prices, appSeries, editors, viewers, maxUsd);
    }

    /**
     * The expected series of the app's own metrics in each task, of all its scrape jobs, OTLP and StatsD. Default:
     * unknown, which the summary says.
     *
     * @param taskDefinitionPath the construct path of the task definition
     * @throws IllegalArgumentException if the number is negative
     */
    public CostOptions expectedAppSeries(String taskDefinitionPath, int series) {
        if (series < 0) {
            throw new IllegalArgumentException(
                    "expectedAppSeries of " + taskDefinitionPath + " must be 0 or more, got " + series);
        }
        Map<String, Integer> changed = new TreeMap<>(appSeries);
        changed.put(Objects.requireNonNull(taskDefinitionPath, "taskDefinitionPath"), series);
        return new CostOptions(prices, changed, editors, viewers, maxUsd);
    }

    /**
     * The users who sign in to each workspace of Amazon Managed Grafana. Default: one editor.
     *
     * @throws IllegalArgumentException without an editor, which each workspace pays, or with a negative number
     */
    public CostOptions grafanaUsers(int editors, int viewers) {
        if (editors < 1 || viewers < 0) {
            throw new IllegalArgumentException(
                    "grafanaUsers must be at least 1 editor and 0 viewers, got " + editors + " and " + viewers);
        }
        return new CostOptions(prices, appSeries, editors, viewers, maxUsd);
    }

    /**
     * The limit of the app's estimated cost a month, over which synth fails. Default: none.
     *
     * @throws IllegalArgumentException unless it is more than 0
     */
    public CostOptions maxMonthlyUsd(double usd) {
        if (!(usd > 0)) {
            throw new IllegalArgumentException("maxMonthlyUsd must be more than 0, got " + usd);
        }
        return new CostOptions(prices, appSeries, editors, viewers, usd);
    }
}
