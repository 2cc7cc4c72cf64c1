package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent;
import io.github.ecsmonitoring.grafanapublisher.content.OwnContent;
import io.github.ecsmonitoring.grafanapublisher.content.Owner;
import io.github.ecsmonitoring.grafanapublisher.content.Report;

/** The part of a run that calls Grafana. */
interface ContentStep {
    Report publish(GrafanaAccess grafana, Owner owner, DesiredContent desired, OwnContent earlier);

    Report remove(GrafanaAccess grafana, Owner owner, OwnContent earlier);
}
