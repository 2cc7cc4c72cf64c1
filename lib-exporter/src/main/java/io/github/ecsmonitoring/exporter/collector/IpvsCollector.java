package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The kernel's load balancer: its traffic from {@code /proc/net/ip_vs_stats} and its backends from
 * {@code /proc/net/ip_vs}. Backends that are equal in the labels of {@code --collector.ipvs.backend-labels} are added
 * up.
 *
 * <pre>
 * node_ipvs_connections_total 2.3765872e+07
 * node_ipvs_backend_weight{local_address="10.0.0.1",local_mark="",local_port="80",proto="TCP",remote_address="10.0.1.9",…} 100
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/ipvs-sysctl.html">Kernel: IPVS</a>
 */
final class IpvsCollector implements Collector {
    private static final List<String> LABELS =
            List.of("local_address", "local_port", "remote_address", "remote_port", "proto", "local_mark");
    private static final String[][] TOTALS = {
        {"node_ipvs_connections_total", "The total number of connections made."},
        {"node_ipvs_incoming_packets_total", "The total number of incoming packets."},
        {"node_ipvs_outgoing_packets_total", "The total number of outgoing packets."},
        {"node_ipvs_incoming_bytes_total", "The total amount of incoming data."},
        {"node_ipvs_outgoing_bytes_total", "The total amount of outgoing data."},
    };
    /** As the columns of a backend stand behind its way of forwarding. */
    private static final String[][] BACKEND = {
        {"node_ipvs_backend_weight", "The current backend weight by local and remote address."},
        {"node_ipvs_backend_connections_active", "The current active connections by local and remote address."},
        {"node_ipvs_backend_connections_inactive", "The current inactive connections by local and remote address."},
    };

    private final HostPaths paths;
    private final List<String> labels;

    private IpvsCollector(HostPaths paths, List<String> labels) {
        this.paths = paths;
        this.labels = labels;
    }

    static CollectorType.Factory declare(Flags flags) {
        Flag<String> labels = flags.text(
                "collector.ipvs.backend-labels",
                String.join(",", LABELS),
                "Comma separated list for IPVS backend stats labels.");
        return (paths, log) -> new IpvsCollector(paths, parseLabels(labels.value()));
    }

    static List<String> parseLabels(String list) {
        TreeSet<String> given = new TreeSet<>(List.of(list.split(",")));
        given.remove("");
        List<String> known = LABELS.stream().filter(given::contains).toList();
        known.forEach(given::remove);
        if (!given.isEmpty()) {
            throw new FlagException("unknown IPVS backend labels: \"" + String.join(", ", given) + "\", allowed are "
                    + String.join(",", LABELS));
        }
        return known;
    }

    /** The third line of ip_vs_stats: five numbers in hex. */
    static double[] parseTotals(KernelText text) throws IOException {
        text.firstLine();
        double[] totals = new double[TOTALS.length];
        if (!text.nextLine() || !text.nextLine() || text.fieldCount() != totals.length) {
            throw text.malformed("expected " + totals.length + " numbers in the third line");
        }
        for (int i = 0; i < totals.length; i++) {
            totals[i] = IpvsBackend.hex(text, text.nextString());
        }
        return totals;
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        double[] totals = parseTotals(IfPresent.proc(paths, "net/ip_vs_stats", "no file "));
        for (int i = 0; i < totals.length; i++) {
            out.counter(TOTALS[i][0], TOTALS[i][1], totals[i]);
        }
        Map<List<String>, double[]> sums = new LinkedHashMap<>();
        for (IpvsBackend backend : IpvsBackend.parse(paths.readProc("net/ip_vs"))) {
            double[] sum = sums.computeIfAbsent(labels(backend), key -> new double[BACKEND.length]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += backend.values()[i];
            }
        }
        sums.forEach((key, sum) -> {
            for (int i = 0; i < sum.length; i++) {
                out.gauge(BACKEND[i][0], BACKEND[i][1], sum[i], key.toArray(String[]::new));
            }
        });
    }

    private List<String> labels(IpvsBackend backend) {
        List<String> pairs = new ArrayList<>();
        for (String label : labels) {
            pairs.add(label);
            pairs.add(
                    switch (label) {
                        case "local_address" -> backend.local().address();
                        case "local_port" -> backend.local().port();
                        case "remote_address" -> backend.remote().address();
                        case "remote_port" -> backend.remote().port();
                        case "proto" -> backend.protocol();
                        default -> backend.mark();
                    });
        }
        return pairs;
    }
}
