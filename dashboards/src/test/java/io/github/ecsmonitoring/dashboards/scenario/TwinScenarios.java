package io.github.ecsmonitoring.dashboards.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Targets that have all labels but one in common, of which one is in the worst state and the others are healthy. */
public final class TwinScenarios {
    private static final String MINE = "account_id=\"123456789012\",region=\"eu-west-1\"";
    private static final int MINUTES = 110;

    private TwinScenarios() {}

    public static List<Scenario> all() {
        return List.of(healthyAmongWorst(), worstTaskAmongHealthy(), worstHostAmongHealthy(), downAmongHealthy());
    }

    private static List<Workload> healthy() {
        return List.of(Workload.fargateTask("orders", "f0"), Workload.ec2Task("reports", "e0"), Workload.host("i-0"));
    }

    /** Neither ids nor names are unique across accounts and regions, and other jobs run beside the exporter. */
    private static Stream<Workload> twins(Workload workload, UnaryOperator<Workload> change) {
        return Stream.of(
                change.apply(workload.label("account_id", "210987654321")),
                change.apply(workload.label("region", "us-east-1")),
                change.apply(workload).only("up|node_.*|ecs_.*").renamedJob("node", "other"),
                change.apply(workload).only("up|otelcol_.*").renamedJob("adot", "other-collector"));
    }

    static Scenario healthyAmongWorst() {
        List<Workload> fleet = new ArrayList<>();
        for (Workload healthy : healthy()) {
            fleet.add(healthy);
            twins(healthy, Workload::worst).forEach(fleet::add);
            fleet.add(healthy.label("instance", "worst-" + healthy.labels().get("instance"))
                    .label("ecs_cluster", "worst")
                    .worst());
        }
        return Scenario.of(
                        "healthy targets among those in the worst state in other accounts, regions and jobs",
                        MINUTES,
                        fleet)
                .judging(MINE + ",ecs_cluster!=\"worst\"");
    }

    static Scenario worstTaskAmongHealthy() {
        return worstAmongHealthy(
                Workload.fargateTask("orders", "f0"),
                "EcsContainerCpuThrottled",
                "EcsContainerMemoryNearLimit",
                "EcsContainerPidsNearLimit",
                "EcsContainerRestarting",
                "EcsContainerStatsMissing",
                "EcsContainerUnhealthy",
                "EcsExporterCollectorFailed",
                "EcsNodeConntrackAlmostFull",
                "EcsNodeDiskSaturated",
                "EcsNodeFileDescriptorsAlmostGone",
                "EcsNodeFilesystemAlmostFull",
                "EcsNodeFilesystemFillingUp",
                "EcsNodeFilesystemInodesAlmostGone",
                "EcsNodeFilesystemReadOnly",
                "EcsNodeNetworkDrops",
                "EcsNodeNetworkErrors",
                "EcsNodeOutOfMemoryKill",
                "EcsScrapeSampleLimitNear",
                "EcsScrapeSlow",
                "EcsSidecarMemoryNearLimit",
                "EcsTaskClockNotSynchronized",
                "EcsTaskCpuSaturated",
                "EcsTaskImagePullSlow",
                "EcsTaskMemoryAlmostFull",
                "EcsTaskMetadataFailed",
                "EcsTaskStorageAlmostFull",
                "EcsTelemetryQueueAlmostFull",
                "EcsTelemetryQueueFull",
                "EcsTelemetryRefused",
                "EcsTelemetrySendFailed");
    }

    static Scenario worstHostAmongHealthy() {
        return worstAmongHealthy(
                Workload.host("i-0"),
                "EcsExporterCollectorFailed",
                "EcsNodeClockNotSynchronized",
                "EcsNodeConntrackAlmostFull",
                "EcsNodeCpuSaturated",
                "EcsNodeCpuSteal",
                "EcsNodeDiskSaturated",
                "EcsNodeFileDescriptorsAlmostGone",
                "EcsNodeFilesystemAlmostFull",
                "EcsNodeFilesystemFillingUp",
                "EcsNodeFilesystemInodesAlmostGone",
                "EcsNodeFilesystemReadOnly",
                "EcsNodeMemoryAlmostFull",
                "EcsNodeMemoryFillingUp",
                "EcsNodeMemoryPressure",
                "EcsNodeNetworkDrops",
                "EcsNodeNetworkErrors",
                "EcsNodeOutOfMemoryKill",
                "EcsScrapeSampleLimitNear",
                "EcsScrapeSlow",
                "EcsTelemetryQueueAlmostFull",
                "EcsTelemetryQueueFull",
                "EcsTelemetryRefused",
                "EcsTelemetrySendFailed");
    }

    private static Scenario worstAmongHealthy(Workload workload, String... alerts) {
        List<Workload> fleet = new ArrayList<>(List.of(workload.worst()));
        twins(workload, UnaryOperator.identity()).forEach(fleet::add);
        fleet.add(workload.label("instance", "healthy"));
        return Scenario.of(
                        "in the worst state among healthy ones, every alert fires: "
                                + workload.labels().get("instance"),
                        MINUTES,
                        fleet)
                .allowing(Stream.of(alerts)
                        .map(alert -> "alertname=\"" + alert + "\"," + MINE)
                        .toArray(String[]::new));
    }

    /** Rates live on for 5 minutes, so records join with up. */
    static Scenario downAmongHealthy() {
        List<Workload> fleet = new ArrayList<>();
        for (Workload healthy : healthy()) {
            fleet.add(healthy.worst().up("node", "0"));
            twins(healthy, UnaryOperator.identity()).forEach(fleet::add);
            fleet.add(healthy.label("instance", "healthy"));
        }
        return Scenario.of(
                        "a target is down, and those of its name in other accounts, regions and jobs are up",
                        MINUTES,
                        fleet)
                .judging("alertname=\"none\"")
                .without("count by (__name__) ({__name__=~\"(instance|container):.+\"," + MINE
                        + ",instance!=\"healthy\"})");
    }
}
