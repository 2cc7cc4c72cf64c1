package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent;
import io.github.ecsmonitoring.grafanapublisher.content.OwnContent;
import io.github.ecsmonitoring.grafanapublisher.content.Owner;
import io.github.ecsmonitoring.grafanapublisher.content.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Records what a run hands over to the step that calls Grafana. */
final class RecordingStep implements ContentStep {
    final List<String> calls = new ArrayList<>();
    GrafanaAccess grafana;
    Owner owner;
    DesiredContent desired;
    OwnContent earlier;
    private final Supplier<Report> result;

    RecordingStep(Supplier<Report> result) {
        this.result = result;
    }

    static RecordingStep reporting(Report.Outcome outcome, String detail) {
        return new RecordingStep(() -> new Report(List.of(new Report.Entry("dashboard ecs-task", outcome, detail))));
    }

    @Override
    public Report publish(GrafanaAccess grafana, Owner owner, DesiredContent desired, OwnContent earlier) {
        calls.add("publish");
        this.grafana = grafana;
        this.owner = owner;
        this.desired = desired;
        this.earlier = earlier;
        return result.get();
    }

    @Override
    public Report remove(GrafanaAccess grafana, Owner owner, OwnContent earlier) {
        calls.add("remove");
        this.grafana = grafana;
        this.owner = owner;
        this.earlier = earlier;
        return result.get();
    }
}
