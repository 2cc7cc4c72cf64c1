package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent;
import io.github.ecsmonitoring.grafanapublisher.content.OwnContent;
import io.github.ecsmonitoring.grafanapublisher.content.Report;

/** The part of a run that calls Grafana. */
interface ContentStep {
    Report publish(GrafanaAccess grafana, ContentSettings settings, DesiredContent desired, OwnContent earlier);

    Report remove(GrafanaAccess grafana, ContentSettings settings, OwnContent earlier);
}
