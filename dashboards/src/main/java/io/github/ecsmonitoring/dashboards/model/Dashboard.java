package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.ArrayList;
import java.util.List;

/**
 * A dashboard, whose panels are laid out from left to right below the heading of their row.
 *
 * <p>The JSON has no {@code __inputs}, since provisioning does not fill them in. Its {@code id} is null, since ids
 * belong to one Grafana instance. Its {@code uid} is fixed, so that links work and a second import replaces the first.
 */
public final class Dashboard {
    private static final int COLUMNS = 24;
    private final String uid;
    private final DashboardJson json;

    private Dashboard(Builder builder) {
        uid = builder.uid;
        json = object().with("uid", uid)
                .with("id", null)
                .with("title", builder.title)
                .with("description", builder.description)
                .with("tags", List.of("ecs"))
                .with("schemaVersion", 39)
                .with("version", 1)
                .with("editable", true)
                .with("graphTooltip", 1)
                .with("refresh", "1m")
                .with("time", object().with("from", "now-1h").with("to", "now"))
                .with("timezone", "browser")
                .with("timepicker", object())
                .with("annotations", object().with("list", builder.annotations))
                .with("links", List.of(links()))
                .with("templating", object().with("list", builder.variables))
                .with("panels", builder.panels);
    }

    /** A dropdown of all dashboards with the tag, which keeps variables and time range. */
    private static DashboardJson links() {
        return object().with("type", "dashboards")
                .with("title", "ECS dashboards")
                .with("tags", List.of("ecs"))
                .with("asDropdown", true)
                .with("includeVars", true)
                .with("keepTime", true)
                .with("targetBlank", false)
                .with("icon", "external link")
                .with("tooltip", "")
                .with("url", "");
    }

    public String uid() {
        return uid;
    }

    /** Name of the committed file, for example {@code ecs-node.json}. */
    public String fileName() {
        return uid + ".json";
    }

    /** Content of the committed file. */
    public String toJson() {
        return DashboardJson.write(json);
    }

    /** Adds variables and panels in display order. */
    public static final class Builder {
        private final String uid;
        private final String title;
        private final String description;
        private final List<Object> variables = new ArrayList<>(List.of(DataSourceVariable.PROMETHEUS.json()));
        private final List<Object> annotations = new ArrayList<>();
        private final List<Object> panels = new ArrayList<>();
        /** Where panels go: the dashboard, or its latest row if that is collapsed. */
        private List<Object> open = panels;

        private int lastId;
        private int x;
        private int y;
        private int lineHeight;

        private Builder(String uid, String title, String description) {
            this.uid = uid;
            this.title = title;
            this.description = description;
        }

        /** @param uid part of the file name and of the URL; must not change once released */
        public static Builder create(String uid, String title, String description) {
            return new Builder(uid, title, description);
        }

        /** Adds variables, each of which offers the label values of {@code metric} that its predecessors select. */
        public Builder variables(String metric, String matcher, List<Variable> list) {
            StringBuilder matchers = new StringBuilder(matcher);
            for (Variable variable : list) {
                variables.add(variable.json(metric + "{" + matchers + "}"));
                matchers.append(matchers.isEmpty() ? "" : ",").append(variable.matcher());
            }
            return this;
        }

        /**
         * Adds a hidden variable with the first selected value of a label, for data sources that accept one value only.
         *
         * @param name name of the variable
         * @param label the label whose values it takes
         * @param series selector of one series for each target
         */
        public Builder firstValue(String name, String label, String series) {
            variables.add(Variable.first(name, label, series));
            return this;
        }

        /** Adds a variable for another data source than Prometheus. */
        public Builder dataSource(DataSourceVariable variable) {
            variables.add(variable.json());
            return this;
        }

        /** Adds a text field, whose value queries read as {@code ${name}}. */
        public Builder textField(String name, String label, String value) {
            variables.add(object().with("name", name)
                    .with("label", label)
                    .with("type", "textbox")
                    .with("query", value)
                    .with("hide", 0)
                    .with(
                            "current",
                            object().with("selected", true).with("text", value).with("value", value))
                    .with("options", List.of()));
            return this;
        }

        /**
         * Adds events as vertical lines in all time series panels.
         *
         * @param color a color that no threshold has
         * @param expr a query whose series exist while an event lasts
         * @param text text of an event; {@code {{label}}} is a label of the series
         */
        public Builder annotation(String name, String color, String expr, String text) {
            annotations.add(object().with("name", name)
                    .with("datasource", DataSourceVariable.PROMETHEUS.reference())
                    .with("enable", true)
                    .with("hide", false)
                    .with("iconColor", color)
                    .with("expr", expr)
                    .with("step", "60s")
                    .with("titleFormat", name)
                    .with("textFormat", text));
            return this;
        }

        /** Starts a row with a heading. */
        public Builder row(String heading) {
            return row(heading, false);
        }

        /** Starts a row whose panels are queried when it is opened. */
        public Builder collapsedRow(String heading) {
            return row(heading, true);
        }

        private Builder row(String heading, boolean collapsed) {
            newLine();
            List<Object> children = new ArrayList<>();
            panels.add(object().with("id", ++lastId)
                    .with("type", "row")
                    .with("title", heading)
                    .with("collapsed", collapsed)
                    .with(
                            "gridPos",
                            object().with("x", 0)
                                    .with("y", y)
                                    .with("w", COLUMNS)
                                    .with("h", 1))
                    .with("panels", children));
            open = collapsed ? children : panels;
            y++;
            return this;
        }

        public Builder panel(DashboardPanel<?> panel) {
            if (x + panel.width() > COLUMNS) {
                newLine();
            }
            open.add(panel.json(++lastId, x, y));
            x += panel.width();
            lineHeight = Math.max(lineHeight, panel.height());
            return this;
        }

        private void newLine() {
            x = 0;
            y += lineHeight;
            lineHeight = 0;
        }

        public Dashboard build() {
            return new Dashboard(this);
        }
    }
}
