package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import org.junit.jupiter.api.Test;

class EcsFleetDashboardTest {
    private static final Dashboard FLEET = EcsFleetDashboard.create();
    private static final String SHOP = "account_id=\"123456789012\",region=\"eu-west-1\",ecs_cluster=\"shop\"";
    private static final String ORDERS = SHOP + ",ecs_service=\"orders\"";
    private static final String CHECKOUT = SHOP + ",ecs_service=\"checkout\"";

    /** The busiest task was killed after 10 minutes, and checkout has no task since then. */
    private static final String KILLED = """
            up{job="node",ORDERS,instance="t1"} 1x30
            up{job="spring",ORDERS,instance="t1"} 0x30
            up{job="node",CHECKOUT,instance="t2"} 1x10
            instance:ecs_task_cpu_utilisation:ratio_rate5m{job="node",ORDERS,instance="t1"} 0.5x30
            instance:ecs_task_cpu_utilisation:ratio_rate5m{job="node",CHECKOUT,instance="t2"} 1x10
            service:ecs_task_cpu_utilisation:ratio_rate5m_max{ORDERS} 0.5x30
            service:ecs_task_cpu_utilisation:ratio_rate5m_max{CHECKOUT} 1x10
            service:targets_up:count{ORDERS} 1x30
            service:targets_up:count{CHECKOUT} 1x11 stale
            service:targets_up:max1h{ORDERS} 1x30
            service:targets_up:max1h{CHECKOUT} 1x30
            ALERTS{alertname="EcsWatchdog",alertstate="firing",severity="none"} 1x30
            ALERTS{alertname="EcsServiceTelemetryGone",alertstate="firing",severity="critical",CHECKOUT} _x13 1x30
            """.replace("ORDERS", ORDERS).replace("CHECKOUT", CHECKOUT);

    @Test
    void theLastValuesOfAKilledTaskAreNotShown() throws Exception {
        QueryScenario.of(KILLED)
                .expect(FLEET, "Highest CPU", 10, "{} 1")
                .expect(FLEET, "Highest CPU", 13, "{} 0.5")
                .expect(FLEET, "Services reporting", 13, "{} 1")
                .expect(FLEET, "Tasks reporting", 13, "{} 1")
                .expect(FLEET, "Services", 4, 13, "{" + ORDERS + "} 0.5")
                .run();
    }

    @Test
    void aServiceWithoutATaskStaysInTheTableWithZeroTasksAndItsAlert() throws Exception {
        QueryScenario.of(KILLED)
                .expect(FLEET, "Services", 0, 13, "{" + CHECKOUT + "} 1", "{" + ORDERS + "} 0")
                .expect(FLEET, "Services", 1, 13, "{" + CHECKOUT + "} 0", "{" + ORDERS + "} 0")
                .expect(FLEET, "Services", 2, 13, "{" + ORDERS + "} 1", "{" + CHECKOUT + "} 0")
                .expect(FLEET, "Critical alerts", 12, "{} 0")
                .expect(FLEET, "Critical alerts", 13, "{} 1")
                .select("ecs_service", "orders")
                .expect(FLEET, "Critical alerts", 13, "{} 0")
                .run();
    }

    @Test
    void targetsOfAllJobsAreCountedAsDownAndNoneIsUnknownWhenNothingReports() throws Exception {
        QueryScenario.of(KILLED)
                .expect(FLEET, "Targets down", 13, "{} 1")
                .expect(FLEET, "Targets down", 40)
                .expect(FLEET, "Services reporting", 40)
                .expect(FLEET, "Highest CPU", 40)
                .run();
    }

    @Test
    void anApplicationHasTenMinutesToStart() throws Exception {
        QueryScenario.of("""
                        up{job="node",ORDERS,instance="t1"} 1x30
                        up{job="spring",ORDERS,instance="t1"} 0x30
                        ecs_container_start_timestamp_seconds{job="node",ORDERS,instance="t1",container_name="app"} 60x30
                        """.replace("ORDERS", ORDERS))
                .expect(FLEET, "Targets down", 10, "{} 0")
                .expect(FLEET, "Targets down", 12, "{} 1")
                .run();
    }

    @Test
    void ec2InstancesAreListedWithoutAService() throws Exception {
        String host = SHOP + ",availability_zone=\"eu-west-1a\",instance=\"i-1\",instance_type=\"m7g.large\"";
        QueryScenario.of("up{job=\"node\"," + host + "} 1x10 0x10\n"
                        + "up{job=\"node\"," + ORDERS + ",instance=\"t1\"} 1x20\n"
                        + "instance:node_cpu_utilisation:ratio_rate5m{job=\"node\"," + host + "} 0.25x20\n")
                .expect(FLEET, "EC2 instances", 0, 10, "{" + host + "} 1")
                .expect(FLEET, "EC2 instances", 1, 10, "{" + host + "} 0.25")
                .expect(FLEET, "EC2 instances", 0, 12, "{" + host + "} 0")
                .expect(FLEET, "EC2 instances", 1, 12)
                .run();
    }
}
