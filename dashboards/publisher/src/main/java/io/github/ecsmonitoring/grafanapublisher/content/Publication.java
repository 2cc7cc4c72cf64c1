package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Entry;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run: what others depend on comes first, and fails them if it fails. */
final class Publication {
    private final GrafanaApi grafana;
    private final Owner owner;
    private final Deadline deadline;
    private final Reconciler reconciler;
    private final List<Entry> entries = new ArrayList<>();

    Publication(GrafanaApi grafana, Owner owner, Deadline deadline) {
        this.grafana = grafana;
        this.owner = owner;
        this.deadline = deadline;
        this.reconciler = new Reconciler(grafana);
    }

    Report report() {
        return new Report(List.copyOf(entries));
    }

    void publish(DesiredContent desired, OwnContent leftovers) {
        try {
            publish(desired, ServerVersion.read(grafana));
            remove(leftovers);
        } catch (GrafanaException e) {
            failAll(desired, e.getMessage());
            failAll(leftovers, e.getMessage());
        }
    }

    private void publish(DesiredContent desired, ServerVersion version) {
        version.plugins(desired.plugins()).forEach(id -> settle(new PluginStep(grafana, id, deadline)));
        desired.dataSources().forEach(dataSource -> publish(version.dataSource(dataSource)));
        desired.folders().forEach(folder -> settle(new FolderStep(grafana, folder)));
        desired.dashboards().forEach(this::publish);
    }

    private void publish(JsonObject dataSource) {
        settle(new DataSourceStep(grafana, dataSource, owner), "plugin " + Json.text(dataSource, "type"));
    }

    private void publish(DesiredContent.Dashboard dashboard) {
        settle(new DashboardStep(grafana, dashboard, owner), "folder " + dashboard.folderUid());
    }

    /** Dashboards before their folder. */
    void remove(OwnContent content) {
        content.dashboards().forEach(uid -> settle(new DashboardRemoval(grafana, uid, owner.name())));
        content.folders().forEach(uid -> settle(new FolderRemoval(grafana, uid)));
        content.dataSources().forEach(uid -> settle(new DataSourceRemoval(grafana, uid, owner.name())));
    }

    private void settle(Step step) {
        entries.add(reconciler.settle(step));
    }

    /** @param dependency an item without which the step would fail, if this run has it */
    private void settle(Step step, String dependency) {
        Optional<Entry> failed = entries.stream()
                .filter(entry -> entry.item().equals(dependency) && entry.outcome() == Outcome.FAILED)
                .findFirst();
        if (failed.isPresent()) {
            fail(step.item(), dependency + " failed: " + failed.get().detail());
        } else {
            settle(step);
        }
    }

    private void failAll(DesiredContent desired, String why) {
        desired.dataSources().forEach(dataSource -> fail("data source " + Json.text(dataSource, "uid"), why));
        desired.folders().forEach(folder -> fail("folder " + folder.uid(), why));
        desired.dashboards().forEach(dashboard -> fail("dashboard " + dashboard.uid(), why));
    }

    private void failAll(OwnContent leftovers, String why) {
        leftovers.dashboards().forEach(uid -> fail("dashboard " + uid, why));
        leftovers.folders().forEach(uid -> fail("folder " + uid, why));
        leftovers.dataSources().forEach(uid -> fail("data source " + uid, why));
    }

    private void fail(String item, String why) {
        entries.add(new Entry(item, Outcome.FAILED, why));
    }
}
