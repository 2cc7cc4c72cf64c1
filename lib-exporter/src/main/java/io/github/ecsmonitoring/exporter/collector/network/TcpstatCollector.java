package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * TCP connections by state, and the bytes in their queues, by netlink (sock_diag). Disabled by default, since listing
 * very many connections takes time.
 *
 * <pre>
 * node_tcp_connection_states{state="established"} 12
 * node_tcp_connection_states{state="rx_queued_bytes"} 0
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
public final class TcpstatCollector implements Collector {
    /** The kernel's names of the states, which start at 1. */
    private static final String[] STATES = {
        "established",
        "syn_sent",
        "syn_recv",
        "fin_wait1",
        "fin_wait2",
        "time_wait",
        "close",
        "close_wait",
        "last_ack",
        "listen",
        "closing",
    };

    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int REQUEST = 56;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int IPPROTO_TCP = 6;
    private static final int ALL_STATES = 0xfff;
    /** Offsets in struct inet_diag_msg. */
    private static final int STATE = 1;

    private static final int RECEIVE_QUEUE = 56;
    private static final int SEND_QUEUE = 60;

    /** The number of sockets by state, and the totals of the queues. */
    static Map<String, Double> parse(List<NetlinkData> sockets) throws IOException {
        Map<String, Double> states = new TreeMap<>();
        for (NetlinkData socket : sockets) {
            int state = socket.u8(STATE);
            states.merge(state >= 1 && state <= STATES.length ? STATES[state - 1] : "unknown", 1.0, Double::sum);
            states.merge("rx_queued_bytes", (double) socket.u32(RECEIVE_QUEUE), Double::sum);
            states.merge("tx_queued_bytes", (double) socket.u32(SEND_QUEUE), Double::sum);
        }
        return states;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<NetlinkData> sockets = new ArrayList<>();
        Netlink diag = host.netlink(Netlink.SOCK_DIAG);
        sockets.addAll(diag.dump(SOCK_DIAG_BY_FAMILY, request(AF_INET)));
        if (host.procFolder("net").has("tcp6")) {
            sockets.addAll(diag.dump(SOCK_DIAG_BY_FAMILY, request(AF_INET6)));
        }
        parse(sockets)
                .forEach((state, value) ->
                        out.gauge("node_tcp_connection_states", "Number of connection states.", value, "state", state));
    }

    /** A struct inet_diag_req_v2 for all sockets of an address family. */
    private static byte[] request(int family) {
        return ByteBuffer.allocate(REQUEST)
                .order(ByteOrder.nativeOrder())
                .put(0, (byte) family)
                .put(1, (byte) IPPROTO_TCP)
                .putInt(4, ALL_STATES)
                .array();
    }
}
