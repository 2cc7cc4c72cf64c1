package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.content.ContentPublisher;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent;
import io.github.ecsmonitoring.grafanapublisher.content.OwnContent;
import io.github.ecsmonitoring.grafanapublisher.content.Owner;
import io.github.ecsmonitoring.grafanapublisher.content.Report;

/** Calls Grafana's HTTP API. */
final class GrafanaContentStep implements ContentStep {
    @Override
    public Report publish(GrafanaAccess grafana, Owner owner, DesiredContent desired, OwnContent earlier) {
        return publisher(grafana, owner).publish(desired, earlier);
    }

    @Override
    public Report remove(GrafanaAccess grafana, Owner owner, OwnContent earlier) {
        return publisher(grafana, owner).remove(earlier);
    }

    private static ContentPublisher publisher(GrafanaAccess grafana, Owner owner) {
        return new ContentPublisher(
                new GrafanaApi(grafana.url(), grafana.token(), grafana.deadline()), owner, grafana.deadline());
    }
}
