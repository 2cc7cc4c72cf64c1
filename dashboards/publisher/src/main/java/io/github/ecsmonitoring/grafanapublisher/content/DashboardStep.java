package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import java.util.Optional;

/**
 * Publishes a dashboard, unless its latest version was saved by someone else.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/dashboard/">dashboard
 *     API</a>
 */
final class DashboardStep implements Step {
    private final GrafanaApi grafana;
    private final DesiredContent.Dashboard desired;
    private final String folderUid;
    private final Owner owner;
    private final Marker marker;

    DashboardStep(GrafanaApi grafana, DesiredContent.Dashboard desired, Owner owner) {
        this.grafana = grafana;
        this.desired = desired;
        this.owner = owner;
        this.folderUid = desired.folderUid();
        this.marker = Marker.of(owner.name(), folderUid, DashboardModel.withoutIdentity(desired.json()));
    }

    @Override
    public String item() {
        return "dashboard " + desired.uid();
    }

    @Override
    public Decision decide() throws GrafanaException {
        Optional<PublishedDashboard> found = PublishedDashboard.find(grafana, desired.uid());
        return found.isPresent() ? decide(found.get()) : Decision.write(Outcome.CREATED, () -> save(null));
    }

    private Decision decide(PublishedDashboard found) {
        if (isUnchanged(found)) {
            return Decision.unchanged();
        }
        if (found.provisioned()) {
            return Decision.kept("Grafana has it from a file, and does not let it be changed; use another uid");
        }
        if (owner.overwritesEdited() || isReplaced(found) && !wasMoved(found)) {
            return Decision.write(Outcome.UPDATED, () -> save(found.version()));
        }
        return Decision.kept(why(found) + "; to get the published one again, delete it in Grafana or turn on"
                + " overwriting of edited dashboards, and publish again");
    }

    private boolean isUnchanged(PublishedDashboard found) {
        return found.isIn(folderUid)
                && (isMarked(found) || found.marker().isEmpty() && found.hasContent(desired.json()));
    }

    private boolean isMarked(PublishedDashboard found) {
        return found.marker().filter(marker::equals).isPresent();
    }

    private boolean isReplaced(PublishedDashboard found) {
        return found.marker().filter(other -> owner.replaces(other.owner())).isPresent();
    }

    /** Some versions of Grafana save no version of a dashboard when a person moves it. */
    private boolean wasMoved(PublishedDashboard found) {
        return !found.isIn(folderUid)
                && found.marker()
                        .filter(other -> !found.isIn(other.folderUid()))
                        .isPresent();
    }

    private String why(PublishedDashboard found) {
        return wasMoved(found)
                ? "it was moved to another folder ("
                        + folderName(found.folderUid().orElse("")) + ")"
                : found.lastSavedBy();
    }

    private static String folderName(String uid) {
        return uid.isEmpty() ? "the top level" : "uid " + uid;
    }

    /** Grafana compares the version, so that a change since the look at it is a conflict. */
    private void save(JsonElement version) throws GrafanaException {
        JsonObject dashboard = DashboardModel.toSave(desired.json(), desired.uid());
        if (version != null) {
            dashboard.add("version", version);
        }
        JsonObject body = new JsonObject();
        body.add("dashboard", dashboard);
        if (!folderUid.isEmpty()) {
            body.addProperty("folderUid", folderUid);
        }
        body.addProperty("message", marker.message());
        body.addProperty("overwrite", false);
        grafana.post(ApiPath.of("dashboards", "db"), body);
    }

    @Override
    public String remedy(GrafanaException failure) {
        return failure.isTitleTaken()
                ? "; the folder has another dashboard with the title \"" + desired.title()
                        + "\": rename or delete that one, or give this one another title"
                : "";
    }
}
