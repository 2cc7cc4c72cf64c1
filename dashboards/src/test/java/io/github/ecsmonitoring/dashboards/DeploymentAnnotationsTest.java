package io.github.ecsmonitoring.dashboards;

import org.junit.jupiter.api.Test;

class DeploymentAnnotationsTest {
    private static final String DEPLOYMENTS = DeploymentAnnotations.deployments(SeriesSelector.TASK);
    private static final String STOPPED = DeploymentAnnotations.stoppedTasks(SeriesSelector.TASK);

    @Test
    void aRollingDeploymentIsMarkedWhenItsFirstTaskStartsAndWhenTheOldTasksStop() throws Exception {
        QueryScenario.of(task("orders", "41", "t1", "1x20 stale")
                        + task("orders", "42", "t2", "_x15 1x30")
                        + task("orders", "42", "t3", "_x18 1x30"))
                .expect(DEPLOYMENTS, 14)
                .expect(DEPLOYMENTS, 15, event("orders", "42", 1))
                .expect(DEPLOYMENTS, 16, event("orders", "42", 1))
                .expect(DEPLOYMENTS, 17)
                .expect(DEPLOYMENTS, 19)
                .expect(STOPPED, 20)
                .expect(STOPPED, 21, event("orders", "41", 1))
                .expect(STOPPED, 22, event("orders", "41", 1))
                .expect(STOPPED, 23)
                .run();
    }

    @Test
    void theReplacementOfTheOnlyTaskIsNoDeployment() throws Exception {
        QueryScenario.of(task("orders", "41", "t1", "1x20 stale") + task("orders", "41", "t2", "_x25 1x30"))
                .expect(STOPPED, 21, event("orders", "41", 1))
                .expect(DEPLOYMENTS, 25)
                .run();
    }

    @Test
    void aTaskThatWasKilledStopsWhenItsSeriesEnd() throws Exception {
        QueryScenario.of(task("orders", "41", "t1", "1x20") + task("orders", "41", "t2", "1x40"))
                .expect(STOPPED, 24)
                .expect(STOPPED, 26, event("orders", "41", 1))
                .expect(STOPPED, 28)
                .run();
    }

    @Test
    void theEndOfABatchTaskAndAFailingMetadataEndpointAreNoStops() throws Exception {
        QueryScenario.of("up{" + labels("nightly-export", "5", "t1") + "} 1x20 stale\n"
                        + "up{" + labels("orders", "41", "t2") + "} 1x40\n"
                        + "ecs_task_service_info{" + labels("orders", "41", "t2") + "} 1x20 stale\n")
                .expect(STOPPED, 21)
                .expect(STOPPED, 22)
                .run();
    }

    private static String task(String service, String revision, String instance, String values) {
        String labels = labels(service, revision, instance);
        return "up{" + labels + "} " + values + "\necs_task_service_info{service_name=\"" + service + "\"," + labels
                + "} " + values + "\n";
    }

    private static String labels(String service, String revision, String instance) {
        return "job=\"node\",account_id=\"123456789012\",region=\"eu-west-1\",ecs_cluster=\"shop\",ecs_service=\""
                + service + "\",ecs_task_revision=\"" + revision + "\",instance=\"" + instance + "\"";
    }

    private static String event(String service, String revision, int tasks) {
        return "{account_id=\"123456789012\",region=\"eu-west-1\",ecs_cluster=\"shop\",ecs_service=\"" + service
                + "\",ecs_task_revision=\"" + revision + "\"} " + tasks;
    }
}
