package io.github.ecsmonitoring.exporter.collector.ecs;

import io.github.ecsmonitoring.exporter.ecs.ContainerMetadata;
import io.github.ecsmonitoring.exporter.ecs.ContainerStats;
import io.github.ecsmonitoring.exporter.ecs.TaskMetadata;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * The network traffic of the task by interface.
 *
 * <p>The endpoint reports it by container, so the total depends on the network mode. In mode {@code awsvpc}, all
 * containers share one interface, and their counters differ only by the time of reading: the highest is exposed. In
 * mode {@code bridge}, each container has its own {@code eth0}: the sum is exposed, which falls when a container stops.
 * In mode {@code host}, the traffic is that of the host and is omitted. ecs_exporter exposes the values of the last
 * container.
 */
final class EcsNetworkMetrics {
    private record Metric(String member, String name, String help) {}

    private static final List<Metric> METRICS = List.of(
            new Metric(
                    "rx_bytes",
                    "ecs_network_receive_bytes_total",
                    "Cumulative total size of network packets received in bytes."),
            new Metric(
                    "rx_packets",
                    "ecs_network_receive_packets_total",
                    "Cumulative total count of network packets received."),
            new Metric(
                    "rx_dropped",
                    "ecs_network_receive_packets_dropped_total",
                    "Cumulative total count of network packets dropped in receiving."),
            new Metric(
                    "rx_errors",
                    "ecs_network_receive_errors_total",
                    "Cumulative total count of network errors in receiving."),
            new Metric(
                    "tx_bytes",
                    "ecs_network_transmit_bytes_total",
                    "Cumulative total size of network packets transmitted in bytes."),
            new Metric(
                    "tx_packets",
                    "ecs_network_transmit_packets_total",
                    "Cumulative total count of network packets transmitted."),
            new Metric(
                    "tx_dropped",
                    "ecs_network_transmit_packets_dropped_total",
                    "Cumulative total count of network packets dropped in transmit."),
            new Metric(
                    "tx_errors",
                    "ecs_network_transmit_errors_total",
                    "Cumulative total count of network errors in transmit."));

    private EcsNetworkMetrics() {}

    static void send(TaskMetadata task, Map<String, ContainerStats> all, MetricSink out) {
        Map<String, Map<String, Double>> interfaces = new TreeMap<>();
        BinaryOperator<Double> join = isShared(task) ? Math::max : Double::sum;
        for (ContainerMetadata container : task.containers()) {
            ContainerStats stats = all.get(container.id());
            if (stats != null && !container.networkMode().equals("host")) {
                stats.networks().forEach((name, counters) -> {
                    Map<String, Double> total = interfaces.computeIfAbsent(name, first -> new TreeMap<>());
                    counters.forEach((counter, value) -> total.merge(counter, value, join));
                });
            }
        }
        interfaces.forEach((name, counters) -> send(name, counters, out));
    }

    private static void send(String name, Map<String, Double> counters, MetricSink out) {
        for (Metric metric : METRICS) {
            Double value = counters.get(metric.member);
            if (value != null) {
                out.counter(metric.name, metric.help, value, "interface", name);
            }
        }
    }

    /** All containers of a task have the same network mode; on Fargate it is always {@code awsvpc}. */
    private static boolean isShared(TaskMetadata task) {
        return task.launchType().equals("FARGATE")
                || task.containers().stream()
                        .anyMatch(container -> container.networkMode().equals("awsvpc"));
    }
}
