package io.github.ecsmonitoring.dashboards.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What happens to healthy fleets. */
public final class QuietScenarios {
    private static final String APP_CPU = "ecs_container_cpu_usage_seconds_total{container_name=\"app\"}";

    /** An out-of-memory kill and a slow pull are alerts also if the task ends. */
    private static final String NO_STATE = "up|node_vmstat_oom_kill|ecs_task_image_pull_.*";

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
                warmHeap(),
                bitterEnd(),
                collectorRestart(),
                foreignSoftware());
    }

    /** The scenarios with states and events of which each tells alerts apart from others. */
    public static List<Scenario> telling() {
        return List.of(foreignSoftware(), smallTaskOnBusyMicroVm(), bitterEnd(), spotLoss(), rollingDeploy(), batch());
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
                60,
                together(
                        tasks("orders", "a", 2),
                        List.of(Workload.ec2Task("reports", "e0"), Workload.host("i-0"), Workload.host("i-1"))));
    }

    static Scenario rollingDeploy() {
        List<Workload> fleet = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fleet.add(Workload.fargateTask("orders", "old" + i).stopped(minutes(25) + 47 * i));
            fleet.add(Workload.fargateTask("orders", "new" + i)
                    .label("ecs_task_revision", "8")
                    .starts(minutes(20) + 17 * i));
        }
        return Scenario.of("a rolling deploy from 4 tasks over 8 to 4", 110, fleet);
    }

    static Scenario rollingDeployOfOneTask() {
        return Scenario.of(
                "a deploy of a service with one task, which is stopped a minute before the new one reports",
                110,
                List.of(
                        Workload.fargateTask("orders", "old").stopped(minutes(20)),
                        Workload.fargateTask("orders", "new")
                                .label("ecs_task_revision", "8")
                                .starts(minutes(21))));
    }

    static Scenario blueGreen() {
        List<Workload> fleet = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fleet.add(Workload.fargateTask("orders", "blue" + i).stopped(minutes(40) + 13 * i));
            fleet.add(Workload.fargateTask("orders", "green" + i)
                    .label("ecs_task_revision", "8")
                    .starts(minutes(15) + 11 * i));
        }
        return Scenario.of("blue/green: both task sets for 25 minutes, then the old one ends at once", 110, fleet);
    }

    static Scenario renamedFamily() {
        List<Workload> fleet = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            fleet.add(Workload.fargateTask("orders", "old" + i).stopped(minutes(25) + 47 * i));
            fleet.add(Workload.fargateTask("orders", "new" + i)
                    .label("ecs_task_family", "orders-v2")
                    .label("ecs_task_revision", "1")
                    .starts(minutes(20) + 17 * i));
        }
        return Scenario.of("a rolling deploy to another task family", 110, fleet);
    }

    static Scenario scaleIn() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "kept", 3));
        for (int i = 0; i < 7; i++) {
            fleet.add(Workload.fargateTask("orders", "gone" + i).stopped(minutes(20) + 5 * i));
        }
        return Scenario.of("scale-in from 10 tasks to 3", 110, fleet);
    }

    static Scenario spotLoss() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "kept", 4));
        for (int i = 0; i < 2; i++) {
            fleet.add(Workload.fargateTask("orders", "lost" + i).killed(minutes(20) + 8));
            fleet.add(Workload.fargateTask("orders", "new" + i).starts(minutes(23) + 20));
        }
        return Scenario.of("2 of 6 tasks are lost with their Spot capacity and replaced after 3 minutes", 110, fleet);
    }

    static Scenario replacedNode() {
        return Scenario.of(
                "an instance and its tasks are lost and replaced after 17 minutes",
                110,
                List.of(
                        Workload.host("i-kept"),
                        Workload.ec2Task("reports", "kept"),
                        Workload.host("i-lost").killed(minutes(20)),
                        Workload.ec2Task("reports", "lost0").killed(minutes(20)),
                        Workload.ec2Task("billing", "kept0"),
                        Workload.ec2Task("billing", "lost1").killed(minutes(20)),
                        Workload.host("i-new").starts(minutes(37)),
                        Workload.ec2Task("reports", "new0").starts(minutes(38)),
                        Workload.ec2Task("billing", "new1").starts(minutes(38))));
    }

    static Scenario replacedHosts() {
        List<Workload> fleet = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            fleet.add(Workload.host("i-old" + i).stopped(minutes(20 + 6 * i)));
            fleet.add(Workload.host("i-new" + i).starts(minutes(17 + 6 * i)));
        }
        return Scenario.of("instances are replaced one by one, as for a new AMI", 110, fleet);
    }

    static Scenario hostScaleIn() {
        return Scenario.of(
                "managed scaling ends the only instance of a cluster, on which no task runs",
                110,
                together(tasks("orders", "a", 2), List.of(Workload.host("i-0").stopped(minutes(20)))));
    }

    /** Metrics cannot tell a delete from an outage: EcsServiceStopped, from ECS' events, inhibits the alert. */
    static Scenario deletedService() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "a", 2));
        for (int i = 0; i < 3; i++) {
            fleet.add(Workload.fargateTask("billing", "b" + i).stopped(minutes(20) + 9 * i));
        }
        return Scenario.of(
                        "a service is deleted: EcsServiceTelemetryGone fires and is inhibited by EcsServiceStopped",
                        110,
                        fleet)
                .allowing("alertname=\"EcsServiceTelemetryGone\",ecs_service=\"billing\"");
    }

    /** As for a deleted service. */
    static Scenario deletedCluster() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "a", 2));
        for (int i = 0; i < 3; i++) {
            fleet.add(Workload.fargateTask("billing", "b" + i)
                    .label("ecs_cluster", "old")
                    .stopped(minutes(20) + 9 * i));
        }
        return Scenario.of(
                        "a cluster is deleted: EcsServiceTelemetryGone fires and is inhibited by EcsServiceStopped",
                        110,
                        fleet)
                .allowing("alertname=\"EcsServiceTelemetryGone\",ecs_cluster=\"old\",ecs_service=\"billing\"");
    }

    static Scenario batch() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "a", 1));
        for (int hour = 0; hour < 3; hour++) {
            fleet.add(Workload.fargateTask("invoices", "batch" + hour)
                    .withoutService()
                    .withoutApp()
                    .with(APP_CPU, "_ @30 +0.24")
                    .starts(minutes(5 + 60 * hour) + 12 * hour)
                    .stopped(minutes(15 + 60 * hour) + 12 * hour));
        }
        return Scenario.of("a batch task runs for 10 minutes every hour", 200, fleet);
    }

    /** Scaling to zero ends the telemetry as a delete does, and its event has the same effect. */
    static Scenario nightlyScaleToZero() {
        return Scenario.of(
                        "a service is scaled to zero and back after 3 hours: inhibited as a deleted service",
                        230,
                        together(
                                tasks("orders", "a", 1),
                                List.of(
                                        Workload.fargateTask("billing", "evening0")
                                                .stopped(minutes(20)),
                                        Workload.fargateTask("billing", "evening1")
                                                .stopped(minutes(20) + 20),
                                        Workload.fargateTask("billing", "morning0")
                                                .starts(minutes(150)),
                                        Workload.fargateTask("billing", "morning1")
                                                .starts(minutes(150) + 33))))
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
                110,
                List.of(busyMicroVm("busy0").starts(0), busyMicroVm("busy1").starts(600)));
    }

    static Scenario heavyStart() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "a", 1));
        for (int i = 0; i < 4; i++) {
            fleet.add(Workload.fargateTask("orders", "new" + i)
                    .with(APP_CPU, "_ @30 +0.25 @330 +0.05")
                    .with("ecs_container_cpu_throttled_periods_total{container_name=\"app\"}", "_ @30 +9 @330 +0.1")
                    .with(
                            "ecs_container_memory_working_set_bytes{container_name=\"app\"}",
                            "_ @30 260000000 @330 150000000")
                    .starts(minutes(12) + 21 * i));
        }
        return Scenario.of("tasks use all of their CPU in their first 5 minutes", 130, fleet);
    }

    static Scenario slowImagePull() {
        return Scenario.of(
                "an image of 90 seconds, and health checks that succeed after 4 minutes",
                80,
                together(
                        tasks("orders", "a", 3),
                        List.of(Workload.fargateTask("orders", "new")
                                .starts(minutes(15))
                                .with("ecs_task_image_pull_start_timestamp_seconds", String.valueOf(minutes(15) - 95))
                                .with("ecs_container_health{container_name=\"app\",state=\"HEALTHY\"}", "0 @240 1")
                                .with("ecs_container_health{container_name=\"app\",state=\"UNKNOWN\"}", "1 @240 0"))));
    }

    static Scenario warmHeap() {
        return Scenario.of(
                "memory grows for 40 minutes after the start, to three quarters of the limit",
                110,
                together(
                        tasks("orders", "a", 1),
                        List.of(Workload.fargateTask("orders", "new")
                                .starts(minutes(5))
                                .with(
                                        "ecs_container_memory_working_set_bytes{container_name=\"app\"}",
                                        "_ @30 50000000 @60 +60000 @2400 200000000"))));
    }

    /** Queries return the last sample for 5 minutes, in which it must not count as lasting. */
    static Scenario bitterEnd() {
        List<Workload> fleet = new ArrayList<>(tasks("orders", "kept", 3));
        int end = minutes(20);
        fleet.add(bad(Workload.fargateTask("orders", "fargate").starts(0), end));
        fleet.add(bad(Workload.ec2Task("orders", "ec2").starts(0), end));
        return Scenario.of("everything is at its worst in the last 2 minutes of tasks that are killed", 60, fleet);
    }

    private static Workload bad(Workload task, int end) {
        Workload bad = task;
        for (String job : task.pages().keySet()) {
            Page page = task.pages().get(job);
            for (Map.Entry<String, Timeline> series :
                    Page.of("scrape", "worst", "worst-app").series().entrySet()) {
                String text = series.getKey();
                Timeline last = series.getValue().last();
                if (page.series().containsKey(text) && last.isGauge() && !text.matches(NO_STATE)) {
                    page = page.with(text, page.series().get(text).then(end - 120, last));
                }
            }
            bad = bad.page(job, page);
        }
        return bad.up("orders-app", "1 @" + (end - 120) + " 0").killed(end);
    }

    /** Counters of the collector and of the exporter start at 0 again. */
    static Scenario collectorRestart() {
        Workload task = Workload.fargateTask("orders", "restarted").starts(0);
        for (String job : task.pages().keySet()) {
            Page page = task.pages().get(job);
            task = task.page(job, page.allThen(minutes(15), "_").resumedAt(minutes(17), page));
        }
        return Scenario.of(
                "a collector is killed once and restarted after 2 minutes",
                90,
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
            fleet.add(target.withoutContract().label("pod", "gone").killed(minutes(20)));
        }
        return Scenario.of(
                "other software writes into the workspace, and everything of it is exhausted, down or gone",
                110,
                fleet);
    }

    /** A target in the worst state of everything of which a metric's name begins with a prefix. */
    private static Workload worst(String job, String prefix) {
        return Workload.of("worst", job, Page.of("scrape", "worst").only("up|scrape_.*|" + prefix + ".*"));
    }
}
