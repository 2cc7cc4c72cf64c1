package io.github.ecsmonitoring.grafana.content;

import java.util.List;

/** Data sources, folders and dashboards, for any kind of Grafana. */
public final class GrafanaContent {
    private final List<DataSource> dataSources;
    private final List<GrafanaFolder> folders;

    private GrafanaContent(Builder builder) {
        dataSources = List.copyOf(builder.dataSources);
        folders = List.copyOf(builder.folders);
    }

    /** The data sources; the first Prometheus is Grafana's default data source. */
    public List<DataSource> getDataSources() {
        return dataSources;
    }

    /** The folders, each with its dashboards. */
    public List<GrafanaFolder> getFolders() {
        return folders;
    }

    /** Collects the parts of a {@link GrafanaContent}. */
    public static final class Builder {
        private List<DataSource> dataSources = List.of();
        private List<GrafanaFolder> folders = List.of();

        private Builder() {}

        /** A builder without content. */
        public static Builder create() {
            return new Builder();
        }

        /** Sets the data sources. */
        public Builder dataSources(DataSource... dataSources) {
            this.dataSources = List.of(dataSources);
            return this;
        }

        /** Sets the folders. */
        public Builder folders(GrafanaFolder... folders) {
            this.folders = List.of(folders);
            return this;
        }

        /** The content. */
        public GrafanaContent build() {
            return new GrafanaContent(this);
        }
    }
}
