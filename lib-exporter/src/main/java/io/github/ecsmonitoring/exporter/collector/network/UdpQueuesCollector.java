package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.Optional;

/**
 * Bytes in the queues of all UDP sockets, from {@code /proc/net/udp} and {@code /proc/net/udp6}.
 *
 * <pre>
 * node_udp_queues{ip="v4",queue="rx"} 0
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5), /proc/net/udp</a>
 */
public final class UdpQueuesCollector implements Collector {
    /** The fields sl, local_address, rem_address and st, which precede {@code tx_queue:rx_queue}. */
    private static final int SKIPPED = 4;

    /** The totals of all sockets. */
    record Queues(long transmit, long receive) {
        static Queues parse(KernelText text) throws IOException {
            long transmit = 0;
            long receive = 0;
            if (!text.firstLine().nextString().equals("sl")) {
                throw text.expected("the header, which starts with sl");
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
                try {
                    transmit += KernelNumber.parseHexadecimal(queues, 0, colon);
                    receive += KernelNumber.parseHexadecimal(queues, colon + 1, queues.length());
                } catch (NumberFormatException notANumber) {
                    throw text.expected("two hexadecimal numbers of 64 bits");
                }
            }
            return new Queues(transmit, receive);
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        boolean v4 = collect(host, out, "net/udp", "v4");
        boolean v6 = collect(host, out, "net/udp6", "v6");
        if (!v4 && !v6) {
            throw new NoDataException(
                    "no files net/udp and net/udp6 in " + host.paths().procfs());
        }
    }

    /**
     * Whether there is such a file. A line that cannot be read leaves out both sums, which would be wrong without it.
     */
    private static boolean collect(HostReader host, MetricSink out, String file, String ip) {
        try {
            Optional<KernelText> text = host.procIfPresent(file);
            if (text.isPresent()) {
                Queues queues = Queues.parse(text.get());
                String help = "Number of allocated memory in the kernel for UDP datagrams in bytes.";
                out.gauge("node_udp_queues", help, KernelNumber.toDouble(queues.transmit), "ip", ip, "queue", "tx");
                out.gauge("node_udp_queues", help, KernelNumber.toDouble(queues.receive), "ip", ip, "queue", "rx");
            }
            return text.isPresent();
        } catch (IOException e) {
            host.omit(e);
            return true;
        }
    }
}
