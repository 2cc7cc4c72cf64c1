package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;

/** The metric of a property of network devices that is a number. */
record NetclassProperty(MetricType type, String metric, String help) {
    private static final NetclassProperty SPEED = gauge("speed_bytes");
    private static final int BITS_PER_MEGABIT = 1000 * 1000;

    static NetclassProperty gauge(String name) {
        return new NetclassProperty(MetricType.GAUGE, "node_network_" + name, "Network device property: " + name);
    }

    static NetclassProperty counter(String name) {
        return new NetclassProperty(MetricType.COUNTER, "node_network_" + name, "Network device property: " + name);
    }

    /** Sends a speed, given in Mbit/s, in bytes per second: in integer arithmetic, as node_exporter computes it. */
    static void emitSpeed(MetricSink out, String device, long megabits) {
        SPEED.emit(out, device, megabits * BITS_PER_MEGABIT / 8);
    }

    void emit(MetricSink out, String device, double value) {
        out.add(type, metric, help, value, "device", device);
    }
}
