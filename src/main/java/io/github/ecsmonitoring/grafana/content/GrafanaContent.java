package io.github.ecsmonitoring.grafana.content;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.promql.GrafanaDashboard;
import io.github.ecsmonitoring.promql.MetricUse;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Data sources, folders and dashboards, for any kind of Grafana.
 *
 * <pre>{@code
 * GrafanaContent.of(workspace).plusFolders(GrafanaFolder.of("Orders").dashboards(Path.of("grafana")))
 * }</pre>
 */
public final class GrafanaContent {
    private final Builder source;
    private final List<DataSource> dataSources;
    private final List<GrafanaFolder> folders;

    private GrafanaContent(Builder source) {
        this.source = source;
        ContentChecks.check(source.dataSources);
        dataSources = LinkedDataSources.of(source.dataSources);
        folders = source.folders.stream()
                .map(folder -> folder.map(dashboard -> DashboardInputs.replace(dashboard, dataSources)))
                .toList();
        ContentChecks.checkFolders(folders);
        getAddedDashboards()
                .forEach(dashboard -> DashboardDataSources.check(dashboard, dataSources, source.otherDataSources));
    }

    /**
     * The default content: a workspace of Prometheus with its alert manager, CloudWatch, X-Ray, and the folder
     * {@link GrafanaFolder#ecs}.
     */
    public static GrafanaContent of(IPrometheusWorkspace workspace) {
        return Builder.create()
                .dataSources(
                        DataSource.prometheus(workspace),
                        DataSource.alertManager(workspace),
                        DataSource.cloudWatch(),
                        DataSource.xRay())
                .folders(GrafanaFolder.ecs())
                .build();
    }

    /**
     * This content with further data sources.
     *
     * @throws IllegalArgumentException as {@link Builder#build}
     */
    public GrafanaContent plusDataSources(DataSource... more) {
        Builder builder = new Builder(source);
        builder.dataSources = concat(source.dataSources, more);
        return builder.build();
    }

    /**
     * This content with further folders.
     *
     * @throws IllegalArgumentException as {@link Builder#build}
     */
    public GrafanaContent plusFolders(GrafanaFolder... more) {
        Builder builder = new Builder(source);
        builder.folders = concat(source.folders, more);
        return builder.build();
    }

    private static <T> List<T> concat(List<T> first, T[] more) {
        return Stream.concat(first.stream(), Arrays.stream(more)).toList();
    }

    /** The data sources; the first Prometheus is Grafana's default data source. */
    public List<DataSource> getDataSources() {
        return dataSources;
    }

    /** The folders, each with its dashboards. */
    public List<GrafanaFolder> getFolders() {
        return folders;
    }

    /** The dashboards that are not part of the library. */
    public List<DashboardFile> getAddedDashboards() {
        return folders.stream().flatMap(folder -> folder.added().stream()).toList();
    }

    /**
     * The metrics that {@link #getAddedDashboards} read, for the metric profile; the library's own are part of
     * {@code MetricProfile.ESSENTIAL}.
     *
     * @throws IllegalArgumentException if an expression is not PromQL
     */
    public MetricUse getDashboardMetrics() {
        MetricUse metrics = MetricUse.NONE;
        for (DashboardFile dashboard : getAddedDashboards()) {
            try {
                metrics = metrics.and(GrafanaDashboard.metrics(dashboard.json()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(dashboard.origin() + ": " + e.getMessage(), e);
            }
        }
        return metrics;
    }

    /**
     * Writes folders and dashboards as {@code content.json} and {@code dashboards/UID.json}, for an asset of the CDK:
     * the same bytes for the same content. Data sources are not part of it, since only the deployment knows their
     * values.
     *
     * @param folder an empty folder
     * @throws IllegalArgumentException if there are more than 2,000 dashboards, one has more than 5 MB or all have more
     *     than 20 MB
     * @throws UncheckedIOException if a file cannot be written
     */
    public void writeFiles(Path folder) {
        ContentAsset.write(folders, folder);
    }

    /** Collects the parts of a {@link GrafanaContent}. */
    public static final class Builder {
        private List<DataSource> dataSources = List.of();
        private List<GrafanaFolder> folders = List.of();
        private Set<String> otherDataSources = Set.of();

        private Builder() {}

        private Builder(Builder other) {
            dataSources = other.dataSources;
            folders = other.folders;
            otherDataSources = other.otherDataSources;
        }

        /** A builder without content. */
        public static Builder create() {
            return new Builder();
        }

        /** Sets the data sources. Default: none. */
        public Builder dataSources(DataSource... dataSources) {
            this.dataSources = List.of(dataSources);
            return this;
        }

        /** Sets the folders. Default: none. */
        public Builder folders(GrafanaFolder... folders) {
            this.folders = List.of(folders);
            return this;
        }

        /**
         * Data sources that dashboards may refer to, and that Grafana has apart from this content. Default: none.
         *
         * @param uidsOrNames as the dashboards refer to them
         */
        public Builder otherDataSources(String... uidsOrNames) {
            otherDataSources = Set.of(uidsOrNames);
            return this;
        }

        /**
         * The content, with the inputs of dashboards replaced by its data sources.
         *
         * @throws IllegalArgumentException if uids, names or titles are not unique, or a dashboard uses a data source
         *     that is neither in the content nor one of the others
         */
        public GrafanaContent build() {
            return new GrafanaContent(new Builder(this));
        }
    }
}
