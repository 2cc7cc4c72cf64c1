package io.github.ecsmonitoring.dashboards.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What happens to healthy fleets. */
public final class QuietScenarios {
    private static final String APP_CPU = "ecs_container_cpu_usage_seconds_total{container_name=\"app\"}";

    private QuietScenarios() {}

    public static List<Scenario> all() {
        return List.of(
                steady(),
                rollingDeploy(),
                rollingDeployOfOneTask(),
                blueGreen(),
                renamedFamily(),
                scaleIn(),
                spotLoss(),
                replacedNode(),
                replacedHosts(),
                hostScaleIn(),
                deletedService(),
                deletedCluster(),
                batch(),
                nightlyScaleToZero(),
                smallTaskOnBusyMicroVm(),
                heavyStart(),
                slowImagePull(),
                collectorRestart(),
                foreignSoftware());
    }

    private static int minutes(double minutes) {
        return (int) (minutes * 60);
    }

    private static List<Workload> tasks(String service, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Workload.fargateTask(service, prefix + i))
                .toList();
    }

    private static List<Workload> together(List<?>... parts) {
        List<Workload> all = new ArrayList<>();
        Stream.of(parts).forEach(part -> part.forEach(workload -> all.add((Workload) workload)));
        return all;
    }

    static Scenario steady() {
        return Scenario.of(
                "a service on Fargate, one on EC2 with its hosts, and nothing happens",
                200,
                together(
                        tasks("orders", "a", 2),
                        List.of(
                                Workload.ec2Task("reports", "e0"),
                                Workload.host("i-0"),
                                Workload.host("i-1"))));
    }

    static Scenario rollingDeploy() {
        List<Workload> fleet = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fleet.add(Workload.fargateTask("orders", "old" + i).stopped(minutes(75) + 47 * i));
            fleet.add(Workload.fargateTask("orders", "new" + i)
                    .label("ecs_task_revision", "8")
                    .starts(minutes(70) + 17 * i));
        }
        return Scenario.of("a rolling deploy from 4 tasks over 8 to 4", 180, fleet);
    }

    static Scenario rollingDeployOfOneTask() {
        return Scenario.of(
                "a deploy of a service with one task, which is stopped a minute before the new one reports",
                180,
                List.of(
                        Workload.fargateTask("orders", "old").stopped(minutes(70)),
                        Workload.fargateTask("orders", "new")
                                .label("ecs_task_revision", "8")
                                .starts(minutes(71))));
    }

    static Scenario blueGreen() {
        List<Workload> fleet = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fleet.add(Workload.fargateTask("orders", "blue" + i).stopped(minutes(90) + 13 * i));
            fleet.add(Workload.fargateTask("orders", "green" + i)
                    .label("ecs_task_revision", "8")
                    .starts(minutes(65) + 11 * i));
        }
        return Scenario.of("blue/green: both task sets for 25 minutes, then the old one ends at once", 180, fleet);
    }

    static Scenario renamedFamily() {
        List<Workload> fleet = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            fleet.add(Workload.fargateTask("orders", "old" + i).stopped(minutes(75) + 47 * i));
            fleet.add(Workload.fargateTask("orders", "new" + i)
                    .label("ecs_task_family", "orders-v2")
                    .label("ecs_task_revision", "1")
                    .starts(minutes(70) + 17 * i));
        }
        return Scenario.of("a rolling deploy to another task family", 180, fleet);
    }

    static Scenario scaleIn() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "kept", 3));
        for (int i = 0; i < 7; i++) {
            fleet.add(Workload.fargateTask("orders", "gone" + i).stopped(minutes(70) + 5 * i));
        }
        return Scenario.of("scale-in from 10 tasks to 3", 180, fleet);
    }

    static Scenario spotLoss() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "kept", 4));
        for (int i = 0; i < 2; i++) {
            fleet.add(Workload.fargateTask("orders", "lost" + i).killed(minutes(70) + 8));
            fleet.add(Workload.fargateTask("orders", "new" + i).starts(minutes(73) + 20));
        }
        return Scenario.of("2 of 6 tasks are lost with their Spot capacity and replaced after 3 minutes", 180, fleet);
    }

    static Scenario replacedNode() {
        return Scenario.of(
                "an instance and its tasks are lost and replaced after 17 minutes",
                180,
                List.of(
                        Workload.host("i-kept"),
                        Workload.ec2Task("reports", "kept"),
                        Workload.host("i-lost").killed(minutes(70)),
                        Workload.ec2Task("reports", "lost0").killed(minutes(70)),
                        Workload.ec2Task("billing", "kept0"),
                        Workload.ec2Task("billing", "lost1").killed(minutes(70)),
                        Workload.host("i-new").starts(minutes(87)),
                        Workload.ec2Task("reports", "new0").starts(minutes(88)),
                        Workload.ec2Task("billing", "new1").starts(minutes(88))));
    }

    static Scenario replacedHosts() {
        List<Workload> fleet = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            fleet.add(Workload.host("i-old" + i).stopped(minutes(70 + 6 * i)));
            fleet.add(Workload.host("i-new" + i).starts(minutes(67 + 6 * i)));
        }
        return Scenario.of("instances are replaced one by one, as for a new AMI", 180, fleet);
    }

    static Scenario hostScaleIn() {
        return Scenario.of(
                "managed scaling ends the only instance of a cluster, on which no task runs",
                180,
                together(tasks("orders", "a", 2), List.of(Workload.host("i-0").stopped(minutes(70)))));
    }

    /** Metrics cannot tell a delete from an outage: EcsServiceStopped, from ECS' events, inhibits the alert. */
    static Scenario deletedService() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "a", 2));
        for (int i = 0; i < 3; i++) {
            fleet.add(Workload.fargateTask("billing", "b" + i).stopped(minutes(70) + 9 * i));
        }
        return Scenario.of(
                        "a service is deleted: EcsServiceTelemetryGone fires and is inhibited by EcsServiceStopped",
                        180,
                        fleet)
                .allowing("alertname=\"EcsServiceTelemetryGone\",ecs_service=\"billing\"");
    }

    /** As for a deleted service. */
    static Scenario deletedCluster() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "a", 2));
        for (int i = 0; i < 3; i++) {
            fleet.add(Workload.fargateTask("billing", "b" + i)
                    .label("ecs_cluster", "old")
                    .stopped(minutes(70) + 9 * i));
        }
        return Scenario.of(
                        "a cluster is deleted: EcsServiceTelemetryGone fires and is inhibited by EcsServiceStopped",
                        180,
                        fleet)
                .allowing("alertname=\"EcsServiceTelemetryGone\",ecs_cluster=\"old\",ecs_service=\"billing\"");
    }

    static Scenario batch() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "a", 1));
        for (int hour = 0; hour < 4; hour++) {
            fleet.add(Workload.fargateTask("invoices", "batch" + hour)
                    .withoutService()
                    .withoutApp()
                    .with(APP_CPU, "_ @30 +0.24")
                    .starts(minutes(5 + 60 * hour) + 12 * hour)
                    .stopped(minutes(15 + 60 * hour) + 12 * hour));
        }
        return Scenario.of("a batch task runs for 10 minutes every hour", 260, fleet);
    }

    /** Scaling to zero ends the telemetry as a delete does, and its event has the same effect. */
    static Scenario nightlyScaleToZero() {
        return Scenario.of(
                        "a service is scaled to zero and back after 3 hours: inhibited as a deleted service",
                        330,
                        together(
                                tasks("orders", "a", 1),
                                List.of(
                                        Workload.fargateTask("billing", "evening0").stopped(minutes(70)),
                                        Workload.fargateTask("billing", "evening1").stopped(minutes(70) + 20),
                                        Workload.fargateTask("billing", "morning0").starts(minutes(250)),
                                        Workload.fargateTask("billing", "morning1").starts(minutes(250) + 33))))
                .allowing("alertname=\"EcsServiceTelemetryGone\",ecs_service=\"billing\"");
    }

    /** The machine's CPU and memory look exhausted, and the hypervisor holds the micro VM to 0.25 CPUs. */
    static Workload busyMicroVm(String id) {
        Workload task = Workload.fargateTask("orders", id).with(APP_CPU, "_ @30 +0.22");
        for (String cpu : List.of("0", "1")) {
            task = task.with(cpuTime(cpu, "idle"), "+0.01")
                    .with(cpuTime(cpu, "steal"), "+0.6")
                    .with(cpuTime(cpu, "iowait"), "+0.01")
                    .with(cpuTime(cpu, "user"), "+0.3");
        }
        return task.with("node_load1", "8")
                .with("node_load5", "8")
                .with("node_memory_MemAvailable_bytes", "100000000 @3600 60000000")
                .with("node_memory_MemFree_bytes", "40000000")
                .with("node_vmstat_pgmajfault", "+3000")
                .with("node_pressure_cpu_waiting_seconds_total", "+0.97")
                .with("node_pressure_memory_waiting_seconds_total", "+0.9")
                .with("node_pressure_memory_stalled_seconds_total", "+0.8");
    }

    private static String cpuTime(String cpu, String mode) {
        return "node_cpu_seconds_total{cpu=\"" + cpu + "\",mode=\"" + mode + "\"}";
    }

    static Scenario smallTaskOnBusyMicroVm() {
        return Scenario.of(
                "a busy task of 0.25 vCPU whose micro VM with 2 CPUs looks exhausted",
                180,
                List.of(busyMicroVm("busy0").starts(0), busyMicroVm("busy1").starts(600)));
    }

    static Scenario heavyStart() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "a", 1));
        for (int i = 0; i < 4; i++) {
            fleet.add(Workload.fargateTask("orders", "new" + i)
                    .with(APP_CPU, "_ @30 +0.25 @330 +0.05")
                    .with(
                            "ecs_container_cpu_throttled_periods_total{container_name=\"app\"}",
                            "_ @30 +9 @330 +0.1")
                    .with("ecs_container_memory_working_set_bytes{container_name=\"app\"}", "_ @30 260000000 @330 150000000")
                    .starts(minutes(62) + 21 * i));
        }
        return Scenario.of("tasks use all of their CPU in their first 5 minutes", 130, fleet);
    }

    static Scenario slowImagePull() {
        return Scenario.of(
                "an image of 90 seconds, and health checks that succeed after 4 minutes",
                130,
                together(
                        tasks("orders", "a", 3),
                        List.of(Workload.fargateTask("orders", "new")
                                .starts(minutes(65))
                                .with("ecs_task_image_pull_start_timestamp_seconds", String.valueOf(minutes(65) - 95))
                                .with("ecs_container_health{container_name=\"app\",state=\"HEALTHY\"}", "0 @240 1")
                                .with("ecs_container_health{container_name=\"app\",state=\"UNKNOWN\"}", "1 @240 0"))));
    }

    /** Counters of the collector and of the exporter start at 0 again. */
    static Scenario collectorRestart() {
        Workload task = Workload.fargateTask("orders", "restarted").starts(0);
        for (String job : task.pages().keySet()) {
            Page page = task.pages().get(job);
            task = task.page(job, page.allThen(minutes(65), "_").resumedAt(minutes(67), page));
        }
        return Scenario.of(
                "a collector is killed once and restarted after 2 minutes",
                150,
                together(tasks("orders", "a", 1), List.of(task)));
    }

    static Scenario foreignSoftware() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "a", 1));
        for (Workload target : List.of(
                worst("kubernetes-nodes", "").label("instance", "10.0.0.9:9100"),
                worst("node", "node_").label("instance", "10.0.0.10:9100"),
                worst("adot", "otelcol_").label("instance", "10.0.0.11:9100"),
                worst("ecs-exporter", "ecs_").label("instance", "10.0.0.12:9100"))) {
            String job = target.pages().keySet().iterator().next();
            fleet.add(target.withoutContract());
            fleet.add(target.withoutContract().label("pod", "down").up(job, "1 @3600 0"));
            fleet.add(target.withoutContract().label("pod", "gone").killed(minutes(70)));
        }
        return Scenario.of(
                "other software writes into the workspace, and everything of it is exhausted, down or gone",
                180,
                fleet);
    }

    /** A target in the worst state of everything of which a metric's name begins with a prefix. */
    static Workload worst(String job, String prefix) {
        Page page = Page.of("scrape", "worst").only("up|scrape_.*|" + prefix + ".*");
        return Workload.of("worst", job, page.with("up", Timeline.parse("1")));
    }
}
