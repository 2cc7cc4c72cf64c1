package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.dashboards.model.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertSelectorTest {
    private final AlertSelector alerts = new AlertSelector(
            List.of(new Variable("account_id", "Account", ".+"), new Variable("region", "Region", ".+")));

    @Test
    void selectsAlertsWithTheSelectedLabelsOrWithoutThem() {
        assertThat(alerts.firing("severity=\"critical\""))
                .isEqualTo("ALERTS{alertstate=\"firing\",account_id=~\"$account_id|\",region=~\"$region|\","
                        + "severity=\"critical\"}");
        assertThat(alerts.pending())
                .isEqualTo("ALERTS{alertstate=\"pending\",account_id=~\"$account_id|\",region=~\"$region|\"}");
    }

    @Test
    void countsNoAlertsOnlyWhileTheWatchdogFires() throws Exception {
        String critical = alerts.count(alerts.firing("severity=\"critical\""));
        QueryScenario.of("""
                        ALERTS{alertname="EcsWatchdog",alertstate="firing",severity="none"} 1x10 stale
                        ALERTS{alertname="EcsServiceTelemetryGone",alertstate="firing",severity="critical",account_id="123456789012",region="eu-west-1"} _x5 1x2 stale
                        """)
                .expect(critical, 4, "{} 0")
                .expect(critical, 5, "{} 1")
                .expect(critical, 8, "{} 0")
                .expect(critical, 11)
                .run();
    }
}
