package io.github.ecsmonitoring.dashboards.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Telemetry that ends. */
final class OutageScenarios {
    /** The minute after which the last good sample is scraped. */
    static final int MINUTE = 20;

    private static final String METRICS = "up|scrape_.*|ecs_up|ecs_task_service_info|ecs_task_metadata_info|"
            + "ecs_container_info|ecs_container_working_set_bytes|node_exporter_scope_info|node_boot_time_seconds|"
            + "node_load1|node_uname_info|otelcol_.*";

    /**
     * An outage.
     *
     * @param fleet by the second of the test after which samples are missing
     */
    record Outage(String name, IntFunction<List<Workload>> fleet) {}

    private OutageScenarios() {}

    static List<Outage> all() {
        return List.of(
                new Outage(
                        "service: the series of all tasks end",
                        second -> together(intact(), tasks().map(task -> task.killed(second)))),
                new Outage(
                        "service: no task's exporter answers",
                        second -> together(intact(), tasks().map(task -> down(task, "node", second)))),
                new Outage(
                        "service: no target of any task answers",
                        second -> together(
                                intact(),
                                tasks().map(task ->
                                        down(down(down(task, "node", second), "adot", second), "orders-app", second)))),
                new Outage(
                        "service: some series end, the other exporters do not answer",
                        second -> together(
                                intact(),
                                tasks().limit(1).map(task -> task.killed(second)),
                                tasks().skip(1).map(task -> down(task, "node", second)))),
                new Outage(
                        "service of one task: its collector stops",
                        second -> together(intact(), tasks().limit(1).map(task -> task.killed(second)))),
                new Outage(
                        "one task of three: its collector stops",
                        second ->
                                together(intact(), tasks().limit(1).map(task -> task.killed(second)), tasks().skip(1))),
                new Outage(
                        "one task of three: its exporter does not answer",
                        second -> together(
                                intact(), tasks().limit(1).map(task -> down(task, "node", second)), tasks().skip(1))),
                new Outage(
                        "one task of three: its app does not answer",
                        second -> together(
                                intact(),
                                tasks().limit(1).map(task -> down(task, "orders-app", second)),
                                tasks().skip(1))),
                new Outage(
                        "cluster: the series of all targets end",
                        second -> together(
                                intact().map(task -> task.label("ecs_cluster", "other")),
                                tasks().map(task -> task.killed(second)),
                                tasksOnHosts().map(task -> task.killed(second)),
                                hosts().map(host -> host.killed(second)))),
                new Outage(
                        "workspace: the series of all targets end",
                        second -> together(
                                intact().map(task -> task.killed(second)),
                                tasks().map(task -> task.killed(second)),
                                hosts().map(host -> host.killed(second)))),
                new Outage(
                        "one instance of two: its series end",
                        second ->
                                together(intact(), hosts().limit(1).map(host -> host.killed(second)), hosts().skip(1))),
                new Outage(
                        "all instances of a cluster: their series end, those of their tasks do not",
                        second -> together(intact(), tasksOnHosts(), hosts().map(host -> host.killed(second)))));
    }

    /** A scrape after the second fails. */
    private static Workload down(Workload task, String job, int second) {
        return task.down(job, second - task.start());
    }

    private static Stream<Workload> intact() {
        return Stream.of(Workload.fargateTask("billing", "b0"));
    }

    private static Stream<Workload> tasks() {
        return Stream.of("o0", "o1", "o2").map(id -> Workload.fargateTask("orders", id));
    }

    private static Stream<Workload> tasksOnHosts() {
        return Stream.of("r0", "r1").map(id -> Workload.ec2Task("reports", id));
    }

    private static Stream<Workload> hosts() {
        return Stream.of("i-0", "i-1").map(Workload::host);
    }

    @SafeVarargs
    private static List<Workload> together(Stream<Workload>... parts) {
        List<Workload> fleet = new ArrayList<>();
        Stream.of(parts)
                .forEach(part -> part.map(workload -> workload.only(METRICS)).forEach(fleet::add));
        return fleet;
    }
}
