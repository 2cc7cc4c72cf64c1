package io.github.ecsmonitoring.dashboards.lab;

import java.util.List;

/** The pages that are scraped, whole: before the metric profile is applied. */
record Pages(
        List<PageLine> fargateTask,
        List<PageLine> ec2Task,
        List<PageLine> host,
        List<PageLine> adot,
        List<PageLine> micrometer,
        List<PageLine> otlp) {
    /** Machines have CPU frequencies, the micro VM of a Fargate task has none. */
    private static final String HOST_COLLECTOR = "cpufreq";

    static Pages read() {
        List<PageLine> machine = PageLine.union(PageLine.exporterPage("fixtures"), PageLine.read("node"));
        List<PageLine> microVm = machine.stream()
                .filter(line -> !HOST_COLLECTOR.equals(line.labels().get("collector")))
                .toList();
        return new Pages(
                PageLine.union(PageLine.union(task("fargate"), PageLine.read("fargate")), microVm),
                PageLine.union(task("bridge"), PageLine.read("ec2-task")),
                PageLine.union(PageLine.read("host"), machine),
                PageLine.read("adot"),
                PageLine.read("micrometer"),
                PageLine.read("otlp"));
    }

    private static List<PageLine> task(String folder) {
        return PageLine.union(PageLine.exporterPage("ecs-collector/" + folder), PageLine.read("sidecars"));
    }
}
