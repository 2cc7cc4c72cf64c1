package io.github.ecsmonitoring.dashboards.model;

/** A query of a panel: {@link PrometheusQuery}, {@link CloudWatchQuery} or {@link XRayQuery}. */
public sealed interface PanelQuery permits PrometheusQuery, CloudWatchQuery, XRayQuery {
    /** The data source that answers the query. */
    DataSourceVariable dataSource();

    /**
     * Adds the query to a target that has its {@code refId} and data source.
     *
     * @param instant an instant query rather than a range query
     * @param format format of the results; null for time series
     */
    DashboardJson json(DashboardJson target, boolean instant, String format);
}
