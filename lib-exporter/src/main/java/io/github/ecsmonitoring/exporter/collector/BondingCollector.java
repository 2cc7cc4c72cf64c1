package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * Devices that are bound together to one: how many there are and how many of them work, from
 * {@code /sys/class/net/bonding_masters}.
 *
 * <pre>
 * node_bonding_slaves{master="bond0"} 2
 * node_bonding_active{master="bond0"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bonding.html">Kernel: Ethernet bonding driver</a>
 */
final class BondingCollector implements Collector {
    private final SysFolder devices;

    BondingCollector(HostPaths paths, Log log) {
        this.devices = paths.sys("class/net");
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        StringTokenizer masters = new StringTokenizer(masters());
        while (masters.hasMoreTokens()) {
            collect(out, masters.nextToken());
        }
    }

    private String masters() throws IOException {
        return devices.textIfPresent("bonding_masters")
                .orElseThrow(
                        () -> new NoDataException("no file " + devices.path().resolve("bonding_masters")));
    }

    /**
     * A master that was taken apart since the list was read is left out, a device that left its master is not counted.
     */
    private void collect(MetricSink out, String master) {
        Optional<String> slaves = devices.find(master + "/bonding/slaves");
        if (slaves.isEmpty()) {
            return;
        }
        int configured = 0;
        int active = 0;
        for (StringTokenizer names = new StringTokenizer(slaves.get()); names.hasMoreTokens(); ) {
            Optional<String> state = state(master, names.nextToken());
            configured += state.isPresent() ? 1 : 0;
            active += state.filter("up"::equals).isPresent() ? 1 : 0;
        }
        out.gauge(
                "node_bonding_slaves",
                "Number of configured slaves per bonding interface.",
                configured,
                "master",
                master);
        out.gauge("node_bonding_active", "Number of active slaves per bonding interface.", active, "master", master);
    }

    /** Kernels before 3.17 called the links "slave_", not "lower_". */
    private Optional<String> state(String master, String slave) {
        return devices.find(master + "/lower_" + slave + "/bonding_slave/mii_status")
                .or(() -> devices.find(master + "/slave_" + slave + "/bonding_slave/mii_status"));
    }
}
