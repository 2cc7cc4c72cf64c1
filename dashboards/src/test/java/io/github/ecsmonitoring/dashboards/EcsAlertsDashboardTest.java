package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import org.junit.jupiter.api.Test;

class EcsAlertsDashboardTest {
    private static final Dashboard ALERTS = EcsAlertsDashboard.create();
    private static final String WATCHDOG = """
            ALERTS{alertname="EcsWatchdog",alertstate="firing",severity="none"} 1x10 stale
            ALERTS_FOR_STATE{alertname="EcsWatchdog",severity="none"} 60x10 stale
            """;
    private static final String OUTAGE = WATCHDOG + """
            ALERTS{alertname="EcsServiceTelemetryGone",alertstate="firing",severity="critical",account_id="123456789012",region="eu-west-1",ecs_cluster="shop",ecs_service="checkout"} 1x10
            ALERTS_FOR_STATE{alertname="EcsServiceTelemetryGone",severity="critical",account_id="123456789012",region="eu-west-1",ecs_cluster="shop",ecs_service="checkout"} 120x10
            ALERTS{alertname="EcsTargetDown",alertstate="firing",severity="warning",account_id="123456789012",region="eu-west-1",ecs_cluster="shop",instance="i-1",job="node"} 1x10
            ALERTS_FOR_STATE{alertname="EcsTargetDown",severity="warning",account_id="123456789012",region="eu-west-1",ecs_cluster="shop",instance="i-1",job="node"} 180x10
            ALERTS{alertname="EcsTargetDown",alertstate="pending",severity="warning",account_id="123456789012",region="eu-west-1",ecs_cluster="shop",ecs_service="orders",instance="t1",job="spring"} 1x10
            ALERTS_FOR_STATE{alertname="EcsTargetDown",severity="warning",account_id="123456789012",region="eu-west-1",ecs_cluster="shop",ecs_service="orders",instance="t1",job="spring"} 240x10
            ALERTS{alertname="EcsNodeFilesystemAlmostFull",alertstate="firing",severity="critical",account_id="210987654321",region="eu-west-1",ecs_cluster="staging",ecs_service="orders",instance="t2",device="/dev/nvme1n1",job="node"} 1x10
            ALERTS_FOR_STATE{alertname="EcsNodeFilesystemAlmostFull",severity="critical",account_id="210987654321",region="eu-west-1",ecs_cluster="staging",ecs_service="orders",instance="t2",device="/dev/nvme1n1",job="node"} 300x10
            """;

    @Test
    void withoutAlertsNothingIsEmptyAndTheWatchdogWorks() throws Exception {
        QueryScenario.of(WATCHDOG)
                .expect(ALERTS, "Critical", 5, "{} 0")
                .expect(ALERTS, "Warnings", 5, "{} 0")
                .expect(ALERTS, "Pending", 5, "{} 0")
                .expect(ALERTS, "Services with an alert", 5, "{} 0")
                .expect(ALERTS, "Watchdog", 5, "{} 1")
                .expect(ALERTS, "Firing alerts", 5, "{alertname=\"EcsWatchdog\",anchor=\"EcsWatchdog\"} 0")
                .expect(ALERTS, "Alerts over time", 0, 5, "{} -1")
                .expect(ALERTS, "Alerts over time", 2, 5, "{alertname=\"EcsWatchdog\"} 0")
                .expect(ALERTS, "Alerts by service", 5, "{ecs_service=\"no service\"} 0")
                .run();
    }

    @Test
    void withoutEvaluationOfRulesTheWatchdogIsMissingAndNumbersAreUnknown() throws Exception {
        QueryScenario.of(WATCHDOG)
                .expect(ALERTS, "Watchdog", 11, "{} 0")
                .expect(ALERTS, "Critical", 11)
                .expect(ALERTS, "Pending", 11)
                .expect(ALERTS, "Services with an alert", 11)
                .expect(ALERTS, "Since last evaluation", 11)
                .expect(ALERTS, "Firing alerts", 11)
                .expect(ALERTS, "Alerts over time", 0, 11)
                .run();
    }

    @Test
    void listsFiringAlertsWithTheirSeverityAndTheTimeSinceWhichTheyAreActive() throws Exception {
        String checkout = "{alertname=\"EcsServiceTelemetryGone\",anchor=\"EcsServiceTelemetryGone\","
                + "account_id=\"123456789012\",region=\"eu-west-1\",ecs_cluster=\"shop\",ecs_service=\"checkout\"} ";
        String host = "{alertname=\"EcsTargetDown\",anchor=\"EcsTargetDown\",account_id=\"123456789012\","
                + "region=\"eu-west-1\",ecs_cluster=\"shop\",instance=\"i-1\"} ";
        String disk = "{alertname=\"EcsNodeFilesystemAlmostFull\",anchor=\"EcsNodeFilesystemAlmostFull\","
                + "account_id=\"210987654321\",region=\"eu-west-1\",ecs_cluster=\"staging\",ecs_service=\"orders\","
                + "instance=\"t2\",container_name=\"/dev/nvme1n1\"} ";
        String watchdog = "{alertname=\"EcsWatchdog\",anchor=\"EcsWatchdog\"} ";
        QueryScenario.of(OUTAGE)
                .expect(ALERTS, "Firing alerts", 0, 5, checkout + 3, host + 2, disk + 3, watchdog + 0)
                .expect(ALERTS, "Firing alerts", 1, 5, checkout + 120e3, host + 180e3, disk + 300e3, watchdog + 60e3)
                .run();
    }

    @Test
    void alertsWithoutASelectedLabelAreCountedWithTheSelectedOnes() throws Exception {
        QueryScenario.of(OUTAGE)
                .expect(ALERTS, "Critical", 5, "{} 2")
                .expect(ALERTS, "Warnings", 5, "{} 1")
                .expect(ALERTS, "Pending", 5, "{} 1")
                .expect(ALERTS, "Services with an alert", 5, "{} 2")
                .select("account_id", "123456789012")
                .expect(ALERTS, "Critical", 5, "{} 1")
                .expect(ALERTS, "Watchdog", 5, "{} 1")
                .select("instance", "t1")
                .expect(ALERTS, "Critical", 5, "{} 1")
                .expect(ALERTS, "Warnings", 5, "{} 0")
                .expect(ALERTS, "Watchdog", 5, "{} 1")
                .run();
    }
}
