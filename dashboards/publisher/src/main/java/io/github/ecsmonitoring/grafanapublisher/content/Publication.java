package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Entry;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One run: what others depend on comes first, and fails them if it fails. */
final class Publication {
    private final GrafanaApi grafana;
    private final Owner owner;
    private final Deadline deadline;
    private final Reconciler reconciler;
    private final List<Entry> entries = new ArrayList<>();
    /** By the index of their entries. */
    private final Map<Integer, DependentStep> failed = new TreeMap<>();

    /** @param dependency an item without which the step would fail, if this run has it */
    private record DependentStep(Step step, String dependency) {}

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
            if (remove(leftovers)) {
                repeatFailed();
            }
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
        settle(new DependentStep(
                new DataSourceStep(grafana, dataSource, owner), "plugin " + Json.text(dataSource, "type")));
    }

    private void publish(DesiredContent.Dashboard dashboard) {
        settle(new DependentStep(new DashboardStep(grafana, dashboard, owner), "folder " + dashboard.folderUid()));
    }

    /**
     * Deletes content, dashboards before their folder.
     *
     * @return whether anything was deleted
     */
    boolean remove(OwnContent content) {
        int start = entries.size();
        content.dashboards().forEach(uid -> settle(new DashboardRemoval(grafana, uid, owner.name())));
        content.folders().forEach(uid -> settle(new FolderRemoval(grafana, uid)));
        content.dataSources().forEach(uid -> settle(new DataSourceRemoval(grafana, uid, owner.name())));
        return entries.subList(start, entries.size()).stream().anyMatch(entry -> entry.outcome() == Outcome.DELETED);
    }

    private void settle(Step step) {
        entries.add(reconciler.settle(step));
    }

    private void settle(DependentStep dependent) {
        Entry entry = entry(dependent);
        if (entry.outcome() == Outcome.FAILED) {
            failed.put(entries.size(), dependent);
        }
        entries.add(entry);
    }

    private Entry entry(DependentStep dependent) {
        Optional<Entry> failure = entries.stream()
                .filter(entry -> entry.item().equals(dependent.dependency()) && entry.outcome() == Outcome.FAILED)
                .findFirst();
        return failure.isPresent()
                ? failed(
                        dependent.step().item(),
                        dependent.dependency() + " failed: " + failure.get().detail())
                : reconciler.settle(dependent.step());
    }

    /** The name that a data source or dashboard needs may have been that of one deleted since. */
    private void repeatFailed() {
        failed.forEach((index, dependent) -> entries.set(index, entry(dependent)));
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
        entries.add(failed(item, why));
    }

    private static Entry failed(String item, String why) {
        return new Entry(item, Outcome.FAILED, why);
    }
}
