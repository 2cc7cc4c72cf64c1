package io.github.ecsmonitoring.grafana.content;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A folder with dashboards.
 *
 * <pre>{@code
 * GrafanaFolder.of("Orders").dashboards(Path.of("grafana"))
 * }</pre>
 *
 * <p>Immutable: each method returns a new value. Files are read when they are added.
 */
public final class GrafanaFolder {
    private final String title;
    /** Null for the one that the title makes. */
    private final String uid;

    private final List<DashboardFile> bundled;
    private final List<DashboardFile> added;

    private GrafanaFolder(String title, String uid, List<DashboardFile> bundled, List<DashboardFile> added) {
        this.title = title;
        this.uid = uid;
        this.bundled = List.copyOf(bundled);
        this.added = List.copyOf(added);
    }

    /** The folder {@code ECS} with the library's dashboards; its uid is {@code ecs-monitoring}. */
    public static GrafanaFolder ecs() {
        return new GrafanaFolder("ECS", "ecs-monitoring", BundledDashboards.all(), List.of());
    }

    /** The folder {@link #ecs} with the dashboard {@code ecs-slo} too, which shows service level objectives. */
    public static GrafanaFolder ecsWithSlo() {
        return new GrafanaFolder(
                "ECS",
                "ecs-monitoring",
                Stream.concat(BundledDashboards.all().stream(), Stream.of(BundledDashboards.slo()))
                        .toList(),
                List.of());
    }

    /**
     * An empty folder.
     *
     * @param title up to 189 characters, unique in Grafana, whether in upper or lower case; not {@code General}
     * @throws IllegalArgumentException if it is blank or longer, or a token
     */
    public static GrafanaFolder of(String title) {
        return new GrafanaFolder(
                GrafanaTitle.require(Objects.requireNonNull(title, "title").strip(), "folder"),
                null,
                List.of(),
                List.of());
    }

    /**
     * With another uid. Default: the title in lower case, with a hyphen for each run of other characters than letters
     * and digits of ASCII. Grafana moves no dashboards between folders when a uid changes: a new folder is created.
     *
     * @param uid 1 to 40 letters, digits, hyphens and underscores
     * @throws IllegalArgumentException if it has others
     */
    public GrafanaFolder uid(String uid) {
        return new GrafanaFolder(
                title, GrafanaUid.require(Objects.requireNonNull(uid, "uid"), "folder " + title), bundled, added);
    }

    /**
     * With a dashboard.
     *
     * @param file the classic model, as Grafana exports it, also for sharing with another instance
     * @throws IllegalArgumentException if it cannot be read, is not JSON or not the classic model, has no uid or title,
     *     or has a library panel
     */
    public GrafanaFolder dashboard(Path file) {
        return plus(List.of(DashboardFolder.file(file)));
    }

    /**
     * The same with the text of a dashboard.
     *
     * @throws IllegalArgumentException as for a file, or if the text has a token
     */
    public GrafanaFolder dashboard(String json) {
        String origin = "dashboard " + (getDashboards().size() + 1) + " of folder " + title;
        return plus(List.of(DashboardParser.parse(Objects.requireNonNull(json, "json"), origin)));
    }

    /**
     * With the dashboards of all files {@code *.json} of a folder, in the order of their names, except hidden files.
     *
     * @throws IllegalArgumentException if it has none, or has folders with such files, or as for a file
     */
    public GrafanaFolder dashboards(Path folder) {
        return plus(DashboardFolder.files(folder));
    }

    private GrafanaFolder plus(List<DashboardFile> more) {
        return new GrafanaFolder(
                title,
                uid,
                bundled,
                Stream.concat(added.stream(), more.stream()).toList());
    }

    /** With each dashboard replaced. */
    GrafanaFolder map(UnaryOperator<DashboardFile> change) {
        return new GrafanaFolder(
                title,
                uid,
                bundled.stream().map(change).toList(),
                added.stream().map(change).toList());
    }

    /**
     * The uid, unique in Grafana.
     *
     * @throws IllegalArgumentException if none is set and the title makes none
     */
    public String getUid() {
        return uid != null
                ? uid
                : GrafanaUid.of(title)
                        .orElseThrow(() -> new IllegalArgumentException("folder " + title
                                + ": uid must be set with uid(...), since the title makes none of 1 to "
                                + GrafanaUid.MAX_LENGTH + " letters, digits and hyphens of ASCII"));
    }

    /** The title. */
    public String getTitle() {
        return title;
    }

    /** The dashboards: the library's, then the others in the order in which they were added. */
    public List<DashboardFile> getDashboards() {
        return Stream.concat(bundled.stream(), added.stream()).toList();
    }

    /** The dashboards that are not the library's. */
    List<DashboardFile> added() {
        return added;
    }
}
