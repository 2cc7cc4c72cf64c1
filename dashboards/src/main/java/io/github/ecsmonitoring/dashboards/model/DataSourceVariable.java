package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.List;

/**
 * The variable that chooses among Grafana's data sources of one type, so that one dashboard serves every workspace.
 *
 * @param name name of the variable
 * @param label display name
 * @param type Grafana's type of data source
 */
public record DataSourceVariable(String name, String label, String type) {
    /** Also lists Amazon Managed Prometheus, whose type differs from Grafana 12 on. */
    public static final DataSourceVariable PROMETHEUS =
            new DataSourceVariable("datasource", "Data source", "prometheus");

    public static final DataSourceVariable CLOUDWATCH =
            new DataSourceVariable("cloudwatch", "CloudWatch", "cloudwatch");

    public static final DataSourceVariable X_RAY = new DataSourceVariable("xray", "X-Ray", "grafana-x-ray-datasource");

    /** Refers to the selected data source. */
    DashboardJson reference() {
        return object().with("type", type).with("uid", "${" + name + "}");
    }

    /** Without a {@code current} value Grafana selects its default data source, or the first of the type. */
    DashboardJson json() {
        return object().with("name", name)
                .with("label", label)
                .with("type", "datasource")
                .with("query", type)
                .with("refresh", 1)
                .with("hide", 0)
                .with("multi", false)
                .with("includeAll", false)
                .with("options", List.of());
    }
}
