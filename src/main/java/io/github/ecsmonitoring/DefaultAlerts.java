package io.github.ecsmonitoring;

import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.AlertMatcher;
import io.github.ecsmonitoring.prometheus.AlertRoute;
import io.github.ecsmonitoring.prometheus.InhibitionRule;

/** The alert manager definition for receivers without routes. */
final class DefaultAlerts {
    private DefaultAlerts() {}

    static AlertManagerDefinition to(Receiver... receivers) {
        return AlertManagerDefinition.Builder.create(receivers)
                // EcsWatchdog fires always.
                .route(AlertRoute.of(AlertMatcher.equal("severity", "none")).toNobody())
                .inhibit(InhibitionRule.bundled())
                .build();
    }
}
