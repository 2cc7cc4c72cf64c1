package io.github.ecsmonitoring.exporter.collector.nfs;

import io.github.ecsmonitoring.exporter.collector.nfs.NfsText.LineFormat;
import io.github.ecsmonitoring.exporter.collector.nfs.NfsText.Metric;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Requests of this machine to NFS servers, including EFS, from {@code /proc/net/rpc/nfs}.
 *
 * <pre>
 * node_nfs_requests_total{method="Read",proto="4"} 51
 * node_nfs_rpc_retransmissions_total 374636
 * </pre>
 *
 * @see <a href="https://github.com/torvalds/linux/blob/v6.12/net/sunrpc/stats.c">Linux: net/sunrpc/stats.c</a>
 */
public final class NfsCollector implements Collector {
    /** Procedures of NFSv2 in the order of their numbers. */
    static final String[] V2 = words("""
            Null GetAttr SetAttr Root Lookup ReadLink Read WrCache Write Create Remove Rename Link SymLink MkDir RmDir ReadDir FsStat""");

    /** Procedures of NFSv3 in the order of their numbers. */
    static final String[] V3 = words("""
            Null GetAttr SetAttr Lookup Access ReadLink Read Write Create MkDir SymLink MkNod Remove RmDir Rename Link ReadDir ReadDirPlus
            FsStat FsInfo PathConf Commit""");

    private static final String[] V4 = words("""
            Null Read Write Commit Open OpenConfirm OpenNoattr OpenDowngrade Close Setattr FsInfo Renew SetClientID SetClientIDConfirm Lock
            Lockt Locku Access Getattr Lookup LookupRoot Remove Rename Link Symlink Create Pathconf StatFs ReadLink ReadDir ServerCaps
            DelegReturn GetACL SetACL FsLocations ReleaseLockowner Secinfo FsidPresent ExchangeID CreateSession DestroySession Sequence
            GetLeaseTime ReclaimComplete GetDeviceInfo LayoutGet LayoutCommit LayoutReturn SecinfoNoName TestStateID FreeStateID
            GetDeviceList BindConnToSession DestroyClientID Seek Allocate DeAllocate LayoutStats Clone""");

    private static final Map<String, LineFormat> LINES = Map.of(
            "net", LineFormat.exactly(4),
            "rpc", LineFormat.exactly(3),
            "proc2", LineFormat.counted(V2.length, V2.length),
            "proc3", LineFormat.counted(V3.length, V3.length),
            "proc4", LineFormat.counted(0, V4.length));

    private static final List<Metric> METRICS = List.of(
            counter(
                    "net",
                    1,
                    "packets_total",
                    "Total NFSd network packets (sent+received) by protocol type.",
                    "protocol",
                    "udp"),
            counter(
                    "net",
                    2,
                    "packets_total",
                    "Total NFSd network packets (sent+received) by protocol type.",
                    "protocol",
                    "tcp"),
            counter("net", 3, "connections_total", "Total number of NFSd TCP connections."),
            counter("rpc", 0, "rpcs_total", "Total number of RPCs performed."),
            counter("rpc", 1, "rpc_retransmissions_total", "Number of RPC transmissions performed."),
            counter(
                    "rpc",
                    2,
                    "rpc_authentication_refreshes_total",
                    "Number of RPC authentication refreshes performed."));

    private static final String REQUESTS = "node_nfs_requests_total";
    private static final String REQUESTS_HELP = "Number of NFS procedures invoked.";

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        NfsText text = NfsText.read(host, "net/rpc/nfs", "client", LINES);
        text.emit(out, METRICS);
        text.emitProcedures(out, "proc2", REQUESTS, REQUESTS_HELP, "2", V2);
        text.emitProcedures(out, "proc3", REQUESTS, REQUESTS_HELP, "3", V3);
        text.emitProcedures(out, "proc4", REQUESTS, REQUESTS_HELP, "4", V4);
    }

    static String[] words(String text) {
        return text.split("\\s+");
    }

    private static Metric counter(String line, int index, String name, String help, String... labels) {
        return new Metric(line, index, MetricType.COUNTER, "node_nfs_" + name, help, labels);
    }
}
