package io.github.ecsmonitoring.dashboards.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A dashboard and its file: panels are laid out from left to right, a row starts a new line.
 *
 * <p>The file has no {@code __inputs} (provisioning does not fill them in), {@code id} null (an id belongs to one
 * Grafana) and a fixed {@code uid}, by which links find it and a second import replaces the first.
 */
public final class Dashboard {
    private static final int COLUMNS = 24;
    private final String uid;
    private final Map<String, Object> json;

    private Dashboard(Builder builder) {
        uid = builder.uid;
        json = Json.object(
                "uid",
                uid,
                "id",
                null,
                "title",
                builder.title,
                "description",
                builder.description,
                "tags",
                List.of("ecs"),
                "schemaVersion",
                39,
                "version",
                1,
                "editable",
                true,
                "graphTooltip",
                1,
                "refresh",
                "1m",
                "time",
                Json.object("from", "now-1h", "to", "now"),
                "timezone",
                "browser",
                "timepicker",
                Json.object(),
                "annotations",
                Json.object("list", List.of()),
                "links",
                List.of(links()),
                "templating",
                Json.object("list", builder.variables),
                "panels",
                builder.panels);
    }

    /** A dropdown of all dashboards with the tag; variables and time range go along. */
    private static Map<String, Object> links() {
        return Json.object(
                "type",
                "dashboards",
                "title",
                "ECS dashboards",
                "tags",
                List.of("ecs"),
                "asDropdown",
                true,
                "includeVars",
                true,
                "keepTime",
                true,
                "targetBlank",
                false,
                "icon",
                "external link",
                "tooltip",
                "",
                "url",
                "");
    }

    public String uid() {
        return uid;
    }

    /** The name of the committed file: {@code ecs-node.json}. */
    public String fileName() {
        return uid + ".json";
    }

    /** The text of the committed file. */
    public String toJson() {
        return Json.write(json);
    }

    /** Collects variables and panels in the order in which they are shown. */
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

        /** {@code uid} names the file and the dashboard's address; it never changes once released. */
        public static Builder create(String uid, String title, String description) {
            return new Builder(uid, title, description);
        }

        /**
         * Each variable offers the values of its label in {@code metric}, among what the variables before it select.
         */
        public Builder variables(String metric, String matcher, List<Variable> list) {
            StringBuilder matchers = new StringBuilder(matcher);
            for (Variable variable : list) {
                variables.add(variable.json(metric + "{" + matchers + "}"));
                matchers.append(',').append(variable.matcher());
            }
            return this;
        }

        /** A headline; what follows starts below it. */
        public Builder row(String heading) {
            newLine();
            panels.add(Json.object(
                    "id",
                    panels.size() + 1,
                    "type",
                    "row",
                    "title",
                    heading,
                    "collapsed",
                    false,
                    "gridPos",
                    Json.object("x", 0, "y", y, "w", COLUMNS, "h", 1),
                    "panels",
                    List.of()));
            y++;
            return this;
        }

        public Builder panel(Panel<?> panel) {
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
