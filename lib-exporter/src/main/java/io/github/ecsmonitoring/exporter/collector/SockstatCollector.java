package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.PageSize;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sockets by protocol and state and the memory that they take, from {@code /proc/net/sockstat} and {@code sockstat6}. Either may be
 * missing: a kernel can be without IPv4 or IPv6.
 *
 * <pre>
 * node_sockstat_sockets_used 229
 * node_sockstat_TCP_inuse 4
 * node_sockstat_TCP_mem_bytes 4096
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5), /proc/net/sockstat</a>
 */
final class SockstatCollector implements Collector {
    private static final Set<String> STATES = Set.of("inuse", "orphan", "tw", "alloc", "mem", "memory");

    private final HostPaths paths;
    private final Log log;

    SockstatCollector(HostPaths paths, Log log) {
        this.paths = paths;
        this.log = log;
    }

    /** How many sockets of a protocol are in a state; of "mem" and "memory" how much memory they take, in pages and in bytes. */
    record Sockets(String protocol, String state, double count) {
        static List<Sockets> parse(KernelText text) throws IOException {
            List<Sockets> sockets = new ArrayList<>();
            while (text.nextLine()) {
                int fields = text.fieldCount();
                if (fields < 3 || fields % 2 == 0) {
                    throw text.malformed("expected a protocol and pairs of a state and a number");
                }
                String protocol = text.nextString();
                String name = protocol.substring(0, protocol.length() - 1);
                if (!protocol.endsWith(":") || !MetricName.escape(name).equals(name)) {
                    throw text.expected("a protocol and a colon");
                }
                for (int i = 1; i < fields; i += 2) {
                    sockets.add(new Sockets(name, text.nextString(), text.nextDecimal()));
                }
            }
            return sockets;
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        collect(out, "net/sockstat");
        collect(out, "net/sockstat6");
    }

    private void collect(MetricSink out, String file) throws IOException {
        List<Sockets> found;
        try {
            found = Sockets.parse(paths.readProc(file));
        } catch (NoSuchFileException absent) {
            log.debug("no statistics of sockets", "file", absent.getMessage());
            return;
        }
        for (Sockets sockets : found) {
            if (sockets.protocol.equals("sockets")) {
                if (sockets.state.equals("used")) {
                    out.gauge("node_sockstat_sockets_used", "Number of IPv4 sockets in use.", sockets.count);
                }
            } else if (STATES.contains(sockets.state)) {
                emit(out, sockets.protocol, sockets.state, sockets.count);
                if (sockets.state.equals("mem")) {
                    emit(out, sockets.protocol, "mem_bytes", sockets.count * PageSize.bytes());
                }
            }
        }
    }

    private static void emit(MetricSink out, String protocol, String state, double value) {
        out.gauge("node_sockstat_" + protocol + "_" + state, "Number of " + protocol + " sockets in state " + state + ".", value);
    }
}
