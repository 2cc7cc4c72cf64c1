package io.github.ecsmonitoring.grafana.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Links data sources of one content: alerts of a Prometheus to its alert manager, and trace ids in logs to X-Ray.
 * Metrics are not linked to traces, since Amazon Managed Prometheus stores no exemplars.
 *
 * @see <a href="https://github.com/aws/amazon-managed-service-for-prometheus-roadmap/issues/41">exemplars in AMP</a>
 */
final class LinkedDataSources {
    private final List<DataSource> all;

    private LinkedDataSources(List<DataSource> all) {
        this.all = all;
    }

    /** With links; the first Prometheus is the default. */
    static List<DataSource> of(List<DataSource> all) {
        LinkedDataSources links = new LinkedDataSources(all);
        Optional<DataSource> first = links.first(DataSourceKind.PROMETHEUS);
        List<DataSource> linked = new ArrayList<>();
        for (DataSource dataSource : all) {
            DataSource link = links.link(dataSource);
            linked.add(first.filter(dataSource::equals).isPresent() ? link.asDefault() : link);
        }
        return List.copyOf(linked);
    }

    private DataSource link(DataSource dataSource) {
        return switch (dataSource.kind()) {
            case PROMETHEUS ->
                alertManager(dataSource)
                        .map(other -> dataSource.linkedTo("alertmanagerUid", other.getUid()))
                        .orElse(dataSource);
            case CLOUDWATCH ->
                xRay(dataSource)
                        .map(other -> dataSource.linkedTo("tracingDatasourceUid", other.getUid()))
                        .orElse(dataSource);
            case ALERT_MANAGER, XRAY -> dataSource;
        };
    }

    private Optional<DataSource> alertManager(DataSource prometheus) {
        return all.stream()
                .filter(other -> other.kind() == DataSourceKind.ALERT_MANAGER)
                .filter(other -> queryUrl(other).equals(queryUrl(prometheus)))
                .findFirst();
    }

    private static Optional<String> queryUrl(DataSource dataSource) {
        return dataSource.getWorkspace().map(workspace -> workspace.getQueryUrl());
    }

    /** Of the same account, if there is one. */
    private Optional<DataSource> xRay(DataSource cloudWatch) {
        return all.stream()
                .filter(other -> other.kind() == DataSourceKind.XRAY)
                .filter(other -> other.getRoleArn().equals(cloudWatch.getRoleArn()))
                .findFirst()
                .or(() -> first(DataSourceKind.XRAY));
    }

    private Optional<DataSource> first(DataSourceKind kind) {
        return all.stream().filter(dataSource -> dataSource.kind() == kind).findFirst();
    }
}
