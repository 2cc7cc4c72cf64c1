package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.content.ContentPublisher;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent;
import io.github.ecsmonitoring.grafanapublisher.content.OwnContent;
import io.github.ecsmonitoring.grafanapublisher.content.Report;

/** Calls Grafana's HTTP API. */
final class GrafanaContentStep implements ContentStep {
    @Override
    public Report publish(GrafanaAccess grafana, ContentSettings settings, DesiredContent desired, OwnContent earlier) {
        return publisher(grafana, settings).publish(desired, earlier);
    }

    @Override
    public Report remove(GrafanaAccess grafana, ContentSettings settings, OwnContent earlier) {
        return publisher(grafana, settings).remove(earlier);
    }

    private static ContentPublisher publisher(GrafanaAccess grafana, ContentSettings settings) {
        return new ContentPublisher(
                new GrafanaApi(grafana.url(), grafana.token(), grafana.deadline()),
                settings.owner(),
                settings.overwriteEdited(),
                grafana.deadline());
    }
}
