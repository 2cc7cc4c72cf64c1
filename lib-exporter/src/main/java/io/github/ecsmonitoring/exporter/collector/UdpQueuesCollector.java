package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.Optional;

/**
 * Bytes that wait in the UDP sockets' queues, from {@code /proc/net/udp} and {@code /proc/net/udp6}.
 *
 * <pre>
 * node_udp_queues{ip="v4",queue="rx"} 0
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5), /proc/net/udp</a>
 */
final class UdpQueuesCollector implements Collector {
    /** Fields before {@code tx_queue:rx_queue}: sl, local_address, rem_address, st. */
    private static final int SKIPPED = 4;

    private final HostPaths paths;

    UdpQueuesCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    /** The sums over all sockets. */
    record Queues(long transmit, long receive) {
        static Queues parse(KernelText text) throws IOException {
            long transmit = 0;
            long receive = 0;
            if (!text.firstLine().nextString().equals("sl")) {
                throw text.expected("the header, which begins with sl");
            }
            while (text.nextLine()) {
                for (int i = 0; i < SKIPPED; i++) {
                    text.nextField();
                }
                String queues = text.nextString();
                int colon = queues.indexOf(':');
                if (colon < 0) {
                    throw text.expected("\"tx_queue:rx_queue\"");
                }
                transmit += Hexadecimal.parse(queues, 0, colon, text);
                receive += Hexadecimal.parse(queues, colon + 1, queues.length(), text);
            }
            return new Queues(transmit, receive);
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        boolean v4 = collect(out, "net/udp", "v4");
        boolean v6 = collect(out, "net/udp6", "v6");
        if (!v4 && !v6) {
            throw new NoDataException("no files net/udp and net/udp6 in " + paths.procfs());
        }
    }

    /** False if this machine does not have the protocol. */
    private boolean collect(MetricSink out, String file, String ip) throws IOException {
        Optional<KernelText> text = paths.readProcIfPresent(file);
        if (text.isEmpty()) {
            return false;
        }
        Queues queues = Queues.parse(text.get());
        String help = "Number of allocated memory in the kernel for UDP datagrams in bytes.";
        out.gauge("node_udp_queues", help, Hexadecimal.toDouble(queues.transmit), "ip", ip, "queue", "tx");
        out.gauge("node_udp_queues", help, Hexadecimal.toDouble(queues.receive), "ip", ip, "queue", "rx");
        return true;
    }
}
