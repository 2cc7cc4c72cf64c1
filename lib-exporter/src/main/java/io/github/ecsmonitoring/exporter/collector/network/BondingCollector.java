package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.StringTokenizer;

/**
 * Configured and active slaves of the bonding interfaces that {@code /sys/class/net/bonding_masters} lists, from
 * {@code /sys/class/net/bond0/bonding/slaves} and {@code /sys/class/net/bond0/lower_eth0/bonding_slave/mii_status}.
 *
 * <pre>
 * node_bonding_slaves{master="bond0"} 2
 * node_bonding_active{master="bond0"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bonding.html">Kernel: Ethernet bonding driver</a>
 */
public final class BondingCollector implements Collector {
    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        SysFolder devices = host.sys(NetworkDevices.FOLDER);
        SysValue masters = devices.read("bonding_masters");
        if (masters.isAbsent()) {
            throw new NoDataException("no file " + devices.path("bonding_masters"));
        }
        for (StringTokenizer names = new StringTokenizer(masters.text()); names.hasMoreTokens(); ) {
            emit(out, devices, names.nextToken());
        }
    }

    /** Omits a master that was removed since the list was read, and does not count a slave that was released. */
    private static void emit(MetricSink out, SysFolder devices, String master) {
        SysValue slaves = devices.read(master + "/bonding/slaves");
        if (!slaves.isRead()) {
            return;
        }
        int configured = 0;
        int active = 0;
        for (StringTokenizer names = new StringTokenizer(slaves.textOr("")); names.hasMoreTokens(); ) {
            SysValue state = state(devices, master, names.nextToken());
            configured += state.isRead() ? 1 : 0;
            active += state.textOr("").equals("up") ? 1 : 0;
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
    private static SysValue state(SysFolder devices, String master, String slave) {
        SysValue state = devices.read(master + "/lower_" + slave + "/bonding_slave/mii_status");
        return state.isRead() ? state : devices.read(master + "/slave_" + slave + "/bonding_slave/mii_status");
    }
}
