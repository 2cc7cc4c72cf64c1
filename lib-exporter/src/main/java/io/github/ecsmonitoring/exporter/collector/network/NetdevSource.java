package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.host.HostReader;
import java.io.IOException;
import java.util.List;

/** The kernel's interface from which the netdev collector reads the counters of the network devices. */
interface NetdevSource {
    /** The counters of a device in their order, for example {@code receive_bytes}. */
    List<String> counters();

    /** Reads all devices of this network namespace. */
    void read(HostReader host, Devices out) throws IOException;

    /** Takes one device after the other. */
    @FunctionalInterface
    interface Devices {
        /** Takes a device that has the first {@code size} of the counters; the array is reused for the next device. */
        void device(String name, double[] values, int size);
    }
}
