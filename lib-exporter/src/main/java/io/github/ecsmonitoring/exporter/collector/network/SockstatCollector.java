package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricName;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.NameCache;
import io.github.ecsmonitoring.exporter.host.PageSize;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sockets by protocol and state and the memory that they use, from {@code /proc/net/sockstat} and {@code sockstat6}.
 * Either file may be absent, since a kernel may lack IPv4 or IPv6.
 *
 * <pre>
 * node_sockstat_sockets_used 229
 * node_sockstat_TCP_inuse 4
 * node_sockstat_TCP_mem_bytes 4096
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5), /proc/net/sockstat</a>
 */
public final class SockstatCollector implements Collector {
    /** In pages; exposed in bytes as well. */
    private static final String PAGES = "mem";

    private static final String PAGES_IN_BYTES = "mem_bytes";
    private static final Set<String> STATES = Set.of("inuse", "orphan", "tw", "alloc", PAGES, PAGES_IN_BYTES, "memory");

    private final Log log;
    private final NameCache<Protocol> protocols = new NameCache<>();

    private SockstatCollector(Log log) {
        this.log = log;
    }

    public static CollectorFactory declare(Flags flags) {
        return SockstatCollector::new;
    }

    private record Metric(String name, String help) {
        static Metric of(String protocol, String state) {
            return new Metric(
                    "node_sockstat_" + protocol + "_" + state,
                    "Number of " + protocol + " sockets in state " + state + ".");
        }
    }

    /** A protocol and its metrics by state. */
    private record Protocol(String name, Map<String, Metric> metrics) {
        /** {@code field} is the name and a colon. */
        static Protocol parse(KernelText text, String field) throws IOException {
            String name = field.substring(0, field.length() - 1);
            if (!field.endsWith(":") || !MetricName.escape(name).equals(name)) {
                throw text.expected("a protocol and a colon");
            }
            Map<String, Metric> metrics = new HashMap<>();
            if (name.equals("sockets")) {
                metrics.put("used", new Metric("node_sockstat_sockets_used", "Number of IPv4 sockets in use."));
            } else {
                STATES.forEach(state -> metrics.put(state, Metric.of(name, state)));
            }
            return new Protocol(name, Map.copyOf(metrics));
        }
    }

    /** Sends a file whose lines are a protocol and pairs of a state and a number. */
    void show(KernelText text, MetricSink out) throws IOException {
        text.eachLine(() -> {
            int fields = text.fieldCount();
            if (fields < 3 || fields % 2 == 0) {
                throw text.malformed("expected a protocol and pairs of a state and a number");
            }
            Protocol protocol = protocol(text, text.nextString());
            for (int i = 1; i < fields; i += 2) {
                show(protocol, text.nextString(), text.nextDecimalOrNaN(), out);
            }
        });
    }

    private Protocol protocol(KernelText text, String field) throws IOException {
        Protocol known = protocols.get(field);
        return known != null ? known : protocols.put(field, Protocol.parse(text, field));
    }

    private static void show(Protocol protocol, String state, double count, MetricSink out) {
        Metric metric = state.equals(PAGES_IN_BYTES) ? null : protocol.metrics.get(state);
        if (metric == null || Double.isNaN(count)) {
            return;
        }
        out.gauge(metric.name, metric.help, count);
        Metric bytes = state.equals(PAGES) ? protocol.metrics.get(PAGES_IN_BYTES) : null;
        if (bytes != null) {
            out.gauge(bytes.name, bytes.help, count * PageSize.bytes());
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) {
        host.attempt(() -> collect(host, out, "net/sockstat"));
        host.attempt(() -> collect(host, out, "net/sockstat6"));
    }

    private void collect(HostReader host, MetricSink out, String file) throws IOException {
        Optional<KernelText> text = host.procIfPresent(file);
        if (text.isPresent()) {
            show(text.get(), out);
        } else {
            log.debug(
                    "sockstat statistics not found, skipping",
                    "file",
                    host.paths().inProcfs(file));
        }
    }
}
