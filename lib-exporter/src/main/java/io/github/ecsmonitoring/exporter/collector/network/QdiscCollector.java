package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.json.JsonReader;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.names.FilePaths;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The root queueing disciplines of the network devices, by netlink.
 *
 * <pre>
 * node_qdisc_drops_total{device="eth0",kind="fq_codel"} 0
 * node_qdisc_backlog{device="eth0",kind="fq_codel"} 0
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/tc.8.html">tc(8)</a>
 */
public final class QdiscCollector implements Collector {
    private record Metric(MetricType type, String member, String name, String help) {}

    private static final List<Metric> METRICS = List.of(
            new Metric(MetricType.COUNTER, "Bytes", "node_qdisc_bytes_total", "Number of bytes sent."),
            new Metric(MetricType.COUNTER, "Packets", "node_qdisc_packets_total", "Number of packets sent."),
            new Metric(
                    MetricType.GAUGE,
                    "Qlen",
                    "node_qdisc_current_queue_length",
                    "Number of packets currently in queue to be sent."),
            new Metric(
                    MetricType.GAUGE,
                    "Backlog",
                    "node_qdisc_backlog",
                    "Number of bytes currently in queue to be sent."),
            new Metric(MetricType.COUNTER, "Drops", "node_qdisc_drops_total", "Number of packets dropped."),
            new Metric(
                    MetricType.COUNTER,
                    "Requeues",
                    "node_qdisc_requeues_total",
                    "Number of packets dequeued, not transmitted, and requeued."),
            new Metric(
                    MetricType.COUNTER, "Overlimits", "node_qdisc_overlimits_total", "Number of overlimit packets."));

    private static final int RTM_GETQDISC = 38;
    private static final int HEADER = 20;
    private static final int TCA_KIND = 1;
    private static final int TCA_STATS2 = 7;
    private static final int TCA_STATS_BASIC = 1;
    private static final int TCA_STATS_QUEUE = 3;
    private static final long ROOT = 0xffff_ffffL;

    private final NameFilter devices;
    private final Path fixtures;

    private QdiscCollector(NameFilter devices, Path fixtures) {
        this.devices = devices;
        this.fixtures = fixtures;
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<String> fixtures = flags.text(
                "collector.qdisc.fixtures", "", "test fixtures to use for qdisc collector end-to-end testing");
        Function<Log, NameFilter> devices = NameFilter.declareRenamed(
                flags,
                "collector.qdisc.device",
                "qdisc devices",
                "",
                "collector.qdisk.device-exclude",
                "collector.qdisk.device-include");
        return log -> new QdiscCollector(
                devices.apply(log), fixtures.value().isEmpty() ? null : FilePaths.of(fixtures.value()));
    }

    /** A queueing discipline and its values in the order of {@link #METRICS}. */
    record Queue(String device, String kind, double[] values) {

        /** The root qdisc of a message {@code RTM_NEWQDISC}; null if it is not a root qdisc or has no statistics. */
        static Queue parse(NetlinkData message, Map<Long, String> names) throws IOException {
            long parent = message.u32(12);
            Map<Integer, NetlinkData> attributes = message.attributes(HEADER);
            NetlinkData statistics = attributes.get(TCA_STATS2);
            NetlinkData kind = attributes.get(TCA_KIND);
            String device = names.get(message.u32(4));
            if (parent != 0 && parent != ROOT || statistics == null || kind == null || device == null) {
                return null;
            }
            Map<Integer, NetlinkData> nested = statistics.attributes(0);
            NetlinkData basic = nested.get(TCA_STATS_BASIC);
            NetlinkData queue = nested.get(TCA_STATS_QUEUE);
            if (basic == null || queue == null) {
                return null;
            }
            return new Queue(device, kind.text(), new double[] {
                KernelNumber.toDouble(basic.u64(0)),
                basic.u32(8),
                queue.u32(0),
                queue.u32(4),
                queue.u32(8),
                queue.u32(12),
                queue.u32(16),
            });
        }

        static Queue parse(JsonReader json) throws IOException {
            String device = "";
            String kind = "";
            double parent = 0;
            double[] values = new double[METRICS.size()];
            json.beginObject();
            while (json.hasNext()) {
                String member = json.name();
                switch (member) {
                    case "IfaceName" -> device = json.text();
                    case "Kind" -> kind = json.text();
                    case "Parent" -> parent = json.number().orElse(0);
                    default -> readValue(json, member, values);
                }
            }
            return parent == 0 ? new Queue(device, kind, values) : null;
        }

        private static void readValue(JsonReader json, String member, double[] values) throws IOException {
            for (int i = 0; i < values.length; i++) {
                if (METRICS.get(i).member.equals(member)) {
                    values[i] = json.number().orElse(0);
                    return;
                }
            }
            json.skip();
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Queue queue : fixtures == null ? readNetlink(host) : readFixtures()) {
            if (queue != null && devices.shows(queue.device)) {
                for (int i = 0; i < queue.values.length; i++) {
                    Metric metric = METRICS.get(i);
                    out.add(
                            metric.type,
                            metric.name,
                            metric.help,
                            queue.values[i],
                            "device",
                            queue.device,
                            "kind",
                            queue.kind);
                }
            }
        }
    }

    private static List<Queue> readNetlink(HostReader host) throws IOException {
        List<Queue> queues = new ArrayList<>();
        Netlink route = host.netlink(Netlink.ROUTE);
        Map<Long, String> names = Link.names(route);
        for (NetlinkData message : route.dump(RTM_GETQDISC, new byte[HEADER])) {
            queues.add(Queue.parse(message, names));
        }
        return queues;
    }

    /** {@code --collector.qdisc.fixtures}, a flag of node_exporter. */
    private List<Queue> readFixtures() throws IOException {
        Path file = fixtures.resolve("results.json");
        List<Queue> queues = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file)) {
            JsonReader json = new JsonReader(file.toString(), text);
            json.beginArray();
            while (json.hasNext()) {
                queues.add(Queue.parse(json));
            }
            json.end();
        }
        return queues;
    }
}
