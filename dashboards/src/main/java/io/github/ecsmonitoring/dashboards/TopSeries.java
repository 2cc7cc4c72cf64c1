package io.github.ecsmonitoring.dashboards;

/**
 * The highest series of a panel, since the lines of hundreds of tasks could not be told apart. Series have short names
 * for the legend.
 *
 * @param by labels of each series
 * @param limit number of series at any time
 */
record TopSeries(String by, int limit) {
    /** One series for each task or EC2 instance. */
    static final TopSeries TARGETS = new TopSeries("ecs_service, instance", 20);

    static final TopSeries DEVICES = new TopSeries("ecs_service, instance, device", 20);
    static final TopSeries CONTAINERS = new TopSeries("ecs_service, instance, container_name", 20);

    /** For panels with several queries. */
    TopSeries limit(int series) {
        return new TopSeries(by, series);
    }

    /** @param aggregation PromQL's operator for series that differ in other labels */
    String of(String aggregation, String expr) {
        return TaskLegend.names(top(aggregation, expr));
    }

    /** The same series below zero. */
    String below(String aggregation, String expr) {
        return TaskLegend.names("-" + top(aggregation, expr));
    }

    private String top(String aggregation, String expr) {
        return "topk(" + limit + ", " + aggregation + " by (" + by + ") (" + expr + "))";
    }
}
