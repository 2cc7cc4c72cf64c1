package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The IPVS load balancer of the kernel: traffic from {@code /proc/net/ip_vs_stats} and backends from
 * {@code /proc/net/ip_vs}. Backends with equal values of the labels of {@code --collector.ipvs.backend-labels} are
 * summed up.
 *
 * <pre>
 * node_ipvs_connections_total 2.3765872e+07
 * node_ipvs_backend_weight{local_address="10.0.0.1",local_mark="",local_port="80",proto="TCP",remote_address="10.0.1.9",…} 100
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/ipvs-sysctl.html">Kernel: IPVS</a>
 */
public final class IpvsCollector implements Collector {
    private static final List<String> LABELS =
            List.of("local_address", "local_port", "remote_address", "remote_port", "proto", "local_mark");

    private record Metric(String name, String help) {}

    private static final List<Metric> TOTALS = List.of(
            new Metric("node_ipvs_connections_total", "The total number of connections made."),
            new Metric("node_ipvs_incoming_packets_total", "The total number of incoming packets."),
            new Metric("node_ipvs_outgoing_packets_total", "The total number of outgoing packets."),
            new Metric("node_ipvs_incoming_bytes_total", "The total amount of incoming data."),
            new Metric("node_ipvs_outgoing_bytes_total", "The total amount of outgoing data."));

    /** In the order of a backend's columns. */
    private static final List<Metric> BACKEND = List.of(
            new Metric("node_ipvs_backend_weight", "The current backend weight by local and remote address."),
            new Metric(
                    "node_ipvs_backend_connections_active",
                    "The current active connections by local and remote address."),
            new Metric(
                    "node_ipvs_backend_connections_inactive",
                    "The current inactive connections by local and remote address."));

    private final List<String> labels;

    private IpvsCollector(List<String> labels) {
        this.labels = labels;
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<String> labels = flags.text(
                "collector.ipvs.backend-labels",
                String.join(",", LABELS),
                "Comma separated list for IPVS backend stats labels.");
        return log -> new IpvsCollector(parseLabels(labels.value()));
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

    /** The five hexadecimal numbers in the third line of ip_vs_stats. */
    static double[] parseTotals(KernelText text) throws IOException {
        text.firstLine();
        double[] totals = new double[TOTALS.size()];
        if (!text.nextLine() || !text.nextLine() || text.fieldCount() != totals.length) {
            throw text.malformed("expected " + totals.length + " numbers in the third line");
        }
        for (int i = 0; i < totals.length; i++) {
            totals[i] = KernelNumber.toDouble(text.nextHexadecimal());
        }
        return totals;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        String file = "net/ip_vs_stats";
        if (!host.procFolder("net").has("ip_vs_stats")) {
            throw new NoDataException("no file " + host.paths().inProcfs(file));
        }
        host.attempt(() -> emitTotals(out, parseTotals(host.proc(file))));
        host.attempt(() -> emitBackends(out, host.proc("net/ip_vs")));
    }

    private static void emitTotals(MetricSink out, double[] totals) {
        for (int i = 0; i < totals.length; i++) {
            out.counter(TOTALS.get(i).name, TOTALS.get(i).help, totals[i]);
        }
    }

    /** A line that cannot be read leaves out all backends: sums without it would be wrong. */
    private void emitBackends(MetricSink out, KernelText text) throws IOException {
        Map<List<String>, double[]> sums = new LinkedHashMap<>();
        for (IpvsBackend backend : IpvsBackend.parse(text)) {
            double[] sum = sums.computeIfAbsent(labels(backend), key -> new double[BACKEND.size()]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += backend.values()[i];
            }
        }
        sums.forEach((key, sum) -> {
            for (int i = 0; i < sum.length; i++) {
                out.gauge(BACKEND.get(i).name, BACKEND.get(i).help, sum[i], key.toArray(String[]::new));
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
