package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replicated block devices, from {@code /proc/drbd}: traffic, pending requests, roles of the nodes, states of the
 * disks.
 *
 * <pre>
 * node_drbd_connected{device="drbd1"} 1
 * node_drbd_disk_state_is_up_to_date{device="drbd1",node="remote"} 1
 * </pre>
 *
 * @see <a href="https://linbit.com/drbd-user-guide/users-guide-drbd-8-4/#s-proc-drbd">DRBD 8.4: status information in
 *     /proc/drbd</a>
 */
public final class DrbdCollector implements Collector {
    private static final double KIBIBYTE = 1024;

    private record Metric(MetricType type, String name, double factor, String help) {}

    /** The file's numbers by key. "nr" is in KiB too, but node_exporter does not convert it. */
    private static final Map<String, Metric> NUMBERS = Map.ofEntries(
            counter("ns", "network_sent_bytes_total", KIBIBYTE, "Total number of bytes sent via the network."),
            counter("nr", "network_received_bytes_total", 1, "Total number of bytes received via the network."),
            counter("dw", "disk_written_bytes_total", KIBIBYTE, "Net data written on local hard disk; in bytes."),
            counter("dr", "disk_read_bytes_total", KIBIBYTE, "Net data read from local hard disk; in bytes."),
            counter(
                    "al",
                    "activitylog_writes_total",
                    1,
                    "Number of updates of the activity log area of the meta data."),
            counter("bm", "bitmap_writes_total", 1, "Number of updates of the bitmap area of the meta data."),
            gauge("lo", "local_pending", 1, "Number of open requests to the local I/O sub-system."),
            gauge(
                    "pe",
                    "remote_pending",
                    1,
                    "Number of requests sent to the peer, but that have not yet been answered by the latter."),
            gauge(
                    "ua",
                    "remote_unacknowledged",
                    1,
                    "Number of requests received by the peer via the network connection, but that have not yet been answered."),
            gauge(
                    "ap",
                    "application_pending",
                    1,
                    "Number of block I/O requests forwarded to DRBD, but not yet answered by DRBD."),
            gauge("ep", "epochs", 1, "Number of Epochs currently on the fly."),
            gauge("oos", "out_of_sync_bytes", KIBIBYTE, "Amount of data known to be out of sync; in bytes."));

    /** Keys of the states of the connection, of the nodes' roles and of their disks. */
    private static final Set<String> STATES = Set.of("cs", "ro", "ds");

    /** A word {@code key:value} of the file, and its device. */
    record Word(String device, String key, String value, double number) {
        static List<Word> parse(KernelText text) {
            List<Word> words = new ArrayList<>();
            String device = "unknown";
            while (text.nextLine()) {
                while (text.nextField()) {
                    String field = text.field();
                    int colon = field.indexOf(':');
                    if (colon < 0 || colon != field.lastIndexOf(':')) {
                        continue;
                    }
                    String key = field.substring(0, colon);
                    String value = field.substring(colon + 1);
                    if (value.isEmpty() && KernelNumber.isDigits(key)) {
                        device = "drbd" + key;
                        continue;
                    }
                    try {
                        add(words, text, device, key, value);
                    } catch (IOException e) {
                        text.omit(e);
                    }
                }
            }
            return words;
        }

        private static void add(List<Word> words, KernelText text, String device, String key, String value)
                throws IOException {
            if (NUMBERS.containsKey(key)) {
                words.add(new Word(device, key, value, number(text, value)));
            } else if (STATES.contains(key)) {
                if (!key.equals("cs") && value.indexOf('/') < 0) {
                    throw text.expected("\"local/remote\"");
                }
                words.add(new Word(device, key, value, 0));
            }
        }

        private static double number(KernelText text, String value) throws IOException {
            try {
                if (KernelNumber.isDigits(value)) {
                    return KernelNumber.toDouble(Long.parseUnsignedLong(value));
                }
            } catch (NumberFormatException tooLarge) {
                // reported below
            }
            throw text.expected("an unsigned number");
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Word word : Word.parse(read(host))) {
            switch (word.key) {
                case "cs" ->
                    out.gauge(
                            "node_drbd_connected",
                            "Whether DRBD is connected to the peer.",
                            word.value.equals("Connected") ? 1 : 0,
                            "device",
                            word.device);
                case "ro" ->
                    emitPair(
                            out,
                            word,
                            "node_drbd_node_role_is_primary",
                            "Whether the role of the node is in the primary state.",
                            "Primary");
                case "ds" ->
                    emitPair(
                            out,
                            word,
                            "node_drbd_disk_state_is_up_to_date",
                            "Whether the disk of the node is up to date.",
                            "UpToDate");
                default -> {
                    Metric metric = NUMBERS.get(word.key);
                    out.add(metric.type, metric.name, metric.help, word.number * metric.factor, "device", word.device);
                }
            }
        }
    }

    private static KernelText read(HostReader host) throws IOException {
        return host.procIfPresent("drbd")
                .orElseThrow(() -> new NoDataException(
                        "DRBD is not loaded: there is no " + host.paths().procfs() + "/drbd"));
    }

    private static void emitPair(MetricSink out, Word word, String name, String help, String good) {
        String[] states = word.value.split("/", -1);
        out.gauge(name, help, states[0].equals(good) ? 1 : 0, "device", word.device, "node", "local");
        out.gauge(name, help, states[1].equals(good) ? 1 : 0, "device", word.device, "node", "remote");
    }

    private static Map.Entry<String, Metric> counter(String key, String name, double factor, String help) {
        return Map.entry(key, new Metric(MetricType.COUNTER, "node_drbd_" + name, factor, help));
    }

    private static Map.Entry<String, Metric> gauge(String key, String name, double factor, String help) {
        return Map.entry(key, new Metric(MetricType.GAUGE, "node_drbd_" + name, factor, help));
    }
}
