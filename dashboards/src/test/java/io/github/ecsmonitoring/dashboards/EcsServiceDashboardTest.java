package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import org.junit.jupiter.api.Test;

class EcsServiceDashboardTest {
    private static final Dashboard SERVICE = EcsServiceDashboard.create();
    private static final String ORDERS =
            "account_id=\"123456789012\",region=\"eu-west-1\",ecs_cluster=\"shop\",ecs_service=\"orders\"";

    @Test
    void theTableListsTasksThatReportWithTheirWorstContainer() throws Exception {
        String t1 = "ecs_service=\"orders\",instance=\"t1\",ecs_task_revision=\"42\",availability_zone=\"eu-west-1a\"";
        QueryScenario.of("""
                        up{TASK,instance="t1"} 1x30
                        up{TASK,instance="t2"} 1x10
                        ecs_container_start_timestamp_seconds{TASK,instance="t1",container_name="app"} 90x30
                        ecs_container_start_timestamp_seconds{TASK,instance="t1",container_name="adot"} 60x30
                        ecs_container_start_timestamp_seconds{TASK,instance="t2",container_name="app"} 60x10
                        ecs_container_health{TASK,instance="t1",container_name="app",state="UNHEALTHY"} 1x30
                        ecs_container_health{TASK,instance="t1",container_name="app",state="UNKNOWN"} 0x30
                        ecs_container_health{TASK,instance="t1",container_name="adot",state="UNHEALTHY"} 0x30
                        ecs_container_health{TASK,instance="t1",container_name="adot",state="UNKNOWN"} 1x30
                        ecs_container_restarts_total{TASK,instance="t1",container_name="adot"} 0x10 3x20
                        """.replace(
                        "TASK",
                        "job=\"node\"," + ORDERS + ",ecs_task_revision=\"42\",availability_zone=\"eu-west-1a\""))
                .expect(SERVICE, "Tasks", 0, 13, "{" + t1 + "} 60000")
                .expect(SERVICE, "Tasks", 1, 13, "{" + t1 + "} 2")
                .expect(SERVICE, "Tasks", 4, 13, "{" + t1 + "} 1")
                .expect(SERVICE, "Unhealthy", 13, "{} 1")
                .expect(SERVICE, "Youngest task", 13, "{} 720")
                .expect(SERVICE, "Tasks by availability zone", 13, "{availability_zone=\"eu-west-1a\"} 1")
                .run();
    }

    @Test
    void aServiceThatVanishedHasZeroTasksAndOneThatNeverReportedHasNoData() throws Exception {
        QueryScenario.of("service:targets_up:count{" + ORDERS + "} 3x10 stale\n" + "service:targets_up:max1h{" + ORDERS
                        + "} 3x30\n")
                .expect(SERVICE, "Tasks reporting", 0, 10, "{} 3")
                .expect(SERVICE, "Tasks reporting", 0, 13, "{} 0")
                .select("ecs_service", "checkout")
                .expect(SERVICE, "Tasks reporting", 0, 13)
                .run();
    }

    @Test
    void alertsOnTheServiceAreCountedForEachOfItsTasksThatIsSelected() throws Exception {
        QueryScenario.of("""
                        ALERTS{alertname="EcsWatchdog",alertstate="firing",severity="none"} 1x30
                        ALERTS{alertname="EcsClusterTelemetryGone",alertstate="firing",severity="critical",ecs_cluster="shop"} 1x30
                        ALERTS{alertname="EcsAppErrorRatioHigh",alertstate="firing",severity="critical",ORDERS} 1x30
                        ALERTS{alertname="EcsNodeFilesystemAlmostFull",alertstate="firing",severity="critical",ORDERS,instance="t1"} 1x30
                        """.replace("ORDERS", ORDERS))
                .expect(SERVICE, "Critical alerts", 10, "{} 2")
                .expect(SERVICE, "Warnings", 10, "{} 0")
                .select("instance", "t2")
                .expect(SERVICE, "Critical alerts", 10, "{} 1")
                .run();
    }

    @Test
    void twoRevisionsAtOnceAreADeployment() throws Exception {
        String task = "job=\"node\"," + ORDERS + ",ecs_task_family=\"orders\"";
        QueryScenario.of("up{" + task + ",ecs_task_revision=\"41\",instance=\"t1\"} 1x10 stale\n" + "up{" + task
                        + ",ecs_task_revision=\"42\",instance=\"t2\"} _x5 1x30\n")
                .expect(
                        SERVICE,
                        "Tasks by revision",
                        9,
                        "{ecs_task_family=\"orders\",ecs_task_revision=\"41\"} 1",
                        "{ecs_task_family=\"orders\",ecs_task_revision=\"42\"} 1")
                .expect(SERVICE, "Tasks by revision", 14, "{ecs_task_family=\"orders\",ecs_task_revision=\"42\"} 1")
                .run();
    }
}
