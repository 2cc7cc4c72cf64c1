package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.AwsConsole.column;
import static io.github.ecsmonitoring.dashboards.NodeQueries.ALL;
import static io.github.ecsmonitoring.dashboards.NodeQueries.HOSTS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.AGE;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import java.util.Map;

/** The tables of EC2 instances, file systems and the exporter's collectors. */
final class NodeTables {
    private static final SeriesSelector NODE = SeriesSelector.NODE;

    private NodeTables() {}

    static TablePanel instances() {
        AwsConsole console = AwsConsole.ofRow();
        return TablePanel.of(
                        "EC2 instances",
                        "Each EC2 instance, whose menu selects the instance alone, or leads to the EC2 console. Tasks on Fargate have no "
                                + "instance: see the dashboard ECS task.")
                .height(6)
                .label("account_id", "Account")
                .label("region", "Region")
                .label("availability_zone", "Zone")
                .label("ecs_cluster", "Cluster")
                .link(
                        "instance",
                        "Instance",
                        Drilldown.to("ecs-node")
                                .row("account_id", "Account")
                                .row("region", "Region")
                                .row("ecs_cluster", "Cluster")
                                .keep("ecs_service")
                                .row("instance", "Instance")
                                .url())
                .furtherLink("Instance", "EC2 console", console.instance(column("Instance")))
                .label("instance_type", "Type")
                .words(
                        "Exporter",
                        NUMBER,
                        Thresholds.lowIsBad(1),
                        host("max", HOSTS.series("up")),
                        Map.of(0, "not answering", 1, "answers"))
                .number(
                        "Booted",
                        AGE,
                        Thresholds.none(),
                        host("max", NODE.alive(HOSTS.series("node_boot_time_seconds"))) + " * 1000")
                .number("CPU", SHARE, Thresholds.highIsWarning(0.95), host("max", NodeQueries.cpuUtilization()))
                .number("Load per CPU", NUMBER, Thresholds.highIsWarning(1.5), host("max", NodeQueries.loadPerCpu()))
                .number("Memory", SHARE, Thresholds.highIsWarning(0.92), host("max", NodeQueries.memoryUtilization()))
                .number(
                        "File system",
                        SHARE,
                        Thresholds.highIsBad(0.9),
                        host("max", "1 - " + HOSTS.series("instance:node_filesystem_avail:ratio_min")))
                .columnWidth("Account", 125)
                .columnWidth("Region", 115)
                .columnWidth("Instance", 185)
                .columnWidth("Exporter", 120)
                .columnWidth("Booted", 125)
                .columnWidth("CPU", 85)
                .columnWidth("Load per CPU", 135)
                .columnWidth("Memory", 90)
                .columnWidth("File system", 120)
                .highestFirst("CPU");
    }

    static TablePanel fileSystems() {
        String size = ALL.series("node_filesystem_size_bytes");
        String available = ALL.series("node_filesystem_avail_bytes");
        return TablePanel.of(
                        "File systems",
                        "Writable file systems. The last column extends the line through the last hour by 4 hours, when 100% means full.")
                .height(8)
                .label("ecs_service", "Service")
                .link(
                        "instance",
                        "Task or EC2 instance",
                        Drilldown.to("ecs-node")
                                .keep("account_id", "region", "ecs_cluster", "ecs_service")
                                .row("instance", "Task or EC2 instance")
                                .url())
                .label("device", "Device")
                .label("fstype", "Type")
                .number("Size", BYTES, Thresholds.none(), fileSystem("max", size))
                .number("Free", BYTES, Thresholds.none(), fileSystem("min", available))
                .number("Used", SHARE, Thresholds.highIsBad(0.9), fileSystem("max", "1 - " + available + " / " + size))
                .number(
                        "Used in 4 hours",
                        SHARE,
                        Thresholds.highIsWarning(1),
                        fileSystem(
                                "max",
                                "clamp(1 - predict_linear(" + available + "[1h], 4 * 3600) / " + size + ", 0, 1)"))
                .columnWidth("Task or EC2 instance", 290)
                .highestFirst("Used");
    }

    static TablePanel collectors() {
        String success = NODE.series("node_scrape_collector_success");
        String hadData = "max_over_time(" + success + "[1h]) == 1";
        return TablePanel.of(
                        "Collectors",
                        "A collector fails if it worked within the last hour and does not on at least one target. Without data it has found "
                                + "nothing to collect, such as a machine without that hardware.")
                .width(12)
                .height(10)
                .label("collector", "Collector")
                .words(
                        "State",
                        NUMBER,
                        Thresholds.states(),
                        collector("max", "3 - 2 * " + success + " and " + hadData + " or " + success),
                        Map.of(0, "no data", 1, "works", 3, "fails"))
                .number("Targets with data", NUMBER, Thresholds.none(), collector("sum", success))
                .number("Targets", NUMBER, Thresholds.none(), collector("count", success))
                .columnWidth("Targets with data", 170)
                .highestFirst("State");
    }

    /** One series for each EC2 instance. */
    private static String host(String aggregation, String expr) {
        return aggregation + " by (account_id, region, availability_zone, ecs_cluster, instance, instance_type) ("
                + expr + ")";
    }

    /** One series for each device. */
    private static String fileSystem(String aggregation, String expr) {
        return "label_replace(" + aggregation + " by (ecs_service, instance, device, fstype) ("
                + NODE.alive(expr + " and " + ALL.series("node_filesystem_readonly") + " == 0")
                + "), \"ecs_service\", \"EC2\", \"ecs_service\", \"\")";
    }

    private static String collector(String aggregation, String expr) {
        return aggregation + " by (collector) (" + NODE.alive(expr) + ")";
    }
}
