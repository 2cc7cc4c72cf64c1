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
 * Requests to this machine as an NFS server, from {@code /proc/net/rpc/nfsd}.
 *
 * <pre>
 * node_nfsd_requests_total{method="GetAttr",proto="3"} 112
 * node_nfsd_disk_bytes_read_total 1.572864e+08
 * </pre>
 *
 * @see <a href="https://github.com/torvalds/linux/blob/v6.12/fs/nfsd/stats.c">Linux: fs/nfsd/stats.c</a>
 */
public final class NfsdCollector implements Collector {
    /** Operations of NFSv4 in the order of their numbers; a dash stands for one that is not exposed. */
    private static final String[] V4 = NfsCollector.words("""
            - - - Access Close Commit Create DelegPurge DelegReturn GetAttr GetFH Link Lock Lockt Locku Lookup LookupRoot Nverify Open
            OpenAttr OpenConfirm OpenDgrd PutFH - - Read ReadDir ReadLink Remove Rename Renew RestoreFH SaveFH SecInfo SetAttr SetClientID
            SetClientIDConfirm Verify Write RelLockOwner""");

    private static final int V4_FEWEST = 39;
    /** The kernel writes it in a line of its own, since Linux 6.9. */
    private static final String[] WRITE_DELEGATION = {"WdelegGetattr"};

    private static final Map<String, LineFormat> LINES = Map.ofEntries(
            Map.entry("rc", LineFormat.exactly(3)),
            Map.entry("fh", LineFormat.exactly(5)),
            Map.entry("io", LineFormat.exactly(2)),
            Map.entry("th", LineFormat.beginningWith(2)),
            Map.entry("ra", LineFormat.exactly(12)),
            Map.entry("net", LineFormat.exactly(4)),
            Map.entry("rpc", LineFormat.exactly(5)),
            Map.entry("proc2", LineFormat.counted(NfsCollector.V2.length, NfsCollector.V2.length)),
            Map.entry("proc3", LineFormat.counted(NfsCollector.V3.length, NfsCollector.V3.length)),
            Map.entry("proc4ops", LineFormat.counted(V4_FEWEST, V4.length)),
            Map.entry("wdeleg_getattr", LineFormat.beginningWith(1)));

    private static final String REQUESTS = "node_nfsd_requests_total";
    private static final String REQUESTS_HELP = "Total number NFSd Requests by method and protocol.";
    private static final String PACKETS_HELP = "Total NFSd network packets (sent+received) by protocol type.";
    private static final String ERRORS_HELP = "Total number of NFSd RPC errors by error type.";

    private static final List<Metric> METRICS = List.of(
            counter(
                    "rc",
                    0,
                    "reply_cache_hits_total",
                    "Total number of NFSd Reply Cache hits (client lost server response)."),
            counter(
                    "rc",
                    1,
                    "reply_cache_misses_total",
                    "Total number of NFSd Reply Cache an operation that requires caching (idempotent)."),
            counter(
                    "rc",
                    2,
                    "reply_cache_nocache_total",
                    "Total number of NFSd Reply Cache non-idempotent operations (rename/delete/…)."),
            counter("fh", 0, "file_handles_stale_total", "Total number of NFSd stale file handles"),
            counter("io", 0, "disk_bytes_read_total", "Total NFSd bytes read."),
            counter("io", 1, "disk_bytes_written_total", "Total NFSd bytes written."),
            gauge("th", 0, "server_threads", "Total number of NFSd kernel threads that are running."),
            gauge("ra", 0, "read_ahead_cache_size_blocks", "How large the read ahead cache is in blocks."),
            counter("ra", 11, "read_ahead_cache_not_found_total", "Total number of NFSd read ahead cache not found."),
            counter("net", 1, "packets_total", PACKETS_HELP, "proto", "udp"),
            counter("net", 2, "packets_total", PACKETS_HELP, "proto", "tcp"),
            counter("net", 3, "connections_total", "Total number of NFSd TCP connections."),
            counter("rpc", 0, "server_rpcs_total", "Total number of NFSd RPCs."),
            counter("rpc", 2, "rpc_errors_total", ERRORS_HELP, "error", "fmt"),
            counter("rpc", 3, "rpc_errors_total", ERRORS_HELP, "error", "auth"),
            counter("rpc", 4, "rpc_errors_total", ERRORS_HELP, "error", "cInt"));

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        NfsText text = NfsText.read(host, "net/rpc/nfsd", "server", LINES);
        text.emit(out, METRICS);
        text.emitProcedures(out, "proc2", REQUESTS, REQUESTS_HELP, "2", withoutNull(NfsCollector.V2));
        text.emitProcedures(out, "proc3", REQUESTS, REQUESTS_HELP, "3", withoutNull(NfsCollector.V3));
        text.emitProcedures(out, "proc4ops", REQUESTS, REQUESTS_HELP, "4", V4);
        text.emitProcedures(out, "wdeleg_getattr", REQUESTS, REQUESTS_HELP, "4", WRITE_DELEGATION);
    }

    private static String[] withoutNull(String[] methods) {
        String[] exposed = methods.clone();
        exposed[0] = "-";
        return exposed;
    }

    private static Metric counter(String line, int index, String name, String help, String... labels) {
        return new Metric(line, index, MetricType.COUNTER, "node_nfsd_" + name, help, labels);
    }

    private static Metric gauge(String line, int index, String name, String help) {
        return new Metric(line, index, MetricType.GAUGE, "node_nfsd_" + name, help);
    }
}
