package io.github.ecsmonitoring.grafanapublisher.content;

import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import java.util.Optional;

/** Deletes a dashboard whose latest version is the owner's. */
record DashboardRemoval(GrafanaApi grafana, String uid, String owner) implements Step {
    @Override
    public String item() {
        return "dashboard " + uid;
    }

    @Override
    public Decision decide() throws GrafanaException {
        Optional<PublishedDashboard> found = PublishedDashboard.find(grafana, uid);
        if (found.isEmpty()) {
            return Decision.gone();
        }
        return found.get().isOwnedBy(owner)
                ? Decision.write(Outcome.DELETED, () -> grafana.delete(ApiPath.of("dashboards", "uid", uid)))
                : Decision.kept("not deleted, since " + found.get().lastSavedBy());
    }
}
