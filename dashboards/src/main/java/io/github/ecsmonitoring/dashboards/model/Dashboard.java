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
                .with("annotations", object().with("list", List.of()))
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
        private final List<Object> variables = new ArrayList<>(List.of(Variable.dataSource()));
        private final List<Object> panels = new ArrayList<>();
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
                matchers.append(',').append(variable.matcher());
            }
            return this;
        }

        /** Starts a row with a heading. */
        public Builder row(String heading) {
            newLine();
            panels.add(object().with("id", panels.size() + 1)
                    .with("type", "row")
                    .with("title", heading)
                    .with("collapsed", false)
                    .with(
                            "gridPos",
                            object().with("x", 0)
                                    .with("y", y)
                                    .with("w", COLUMNS)
                                    .with("h", 1))
                    .with("panels", List.of()));
            y++;
            return this;
        }

        public Builder panel(DashboardPanel<?> panel) {
            if (x + panel.width() > COLUMNS) {
                newLine();
            }
            panels.add(panel.json(panels.size() + 1, x, y));
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
