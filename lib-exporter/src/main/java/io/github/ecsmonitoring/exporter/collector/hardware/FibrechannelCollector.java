package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysMetric;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fibre Channel host adapters, from {@code /sys/class/fc_host}.
 *
 * <pre>
 * node_fibrechannel_info{fc_host="host0",port_state="Online",speed="16 Gbit",…} 1
 * node_fibrechannel_rx_frames_total{fc_host="host0"} 3
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/scsi/scsi_fc_transport.html">Kernel: SCSI FC transport</a>
 */
public final class FibrechannelCollector implements Collector {
    /** Files of text. */
    private static final List<String> TEXTS = List.of(
            "speed",
            "port_state",
            "port_type",
            "symbolic_name",
            "supported_classes",
            "supported_speeds",
            "dev_loss_tmo");

    /** Files of a hexadecimal number, of which the {@code 0x} is removed. */
    private static final List<String> NAMES = List.of("port_id", "port_name", "fabric_name");

    private static final List<SysMetric> COUNTERS =
            SysMetric.table(MetricType.COUNTER, "node_fibrechannel_", SysMetric.Unit.AS_IT_IS, """
            dumped_frames dumped_frames_total Number of dumped frames
            error_frames error_frames_total Number of errors in frames
            invalid_crc_count invalid_crc_total Invalid Cyclic Redundancy Check count
            rx_frames rx_frames_total Number of frames received
            rx_words rx_words_total Number of words received by host port
            tx_frames tx_frames_total Number of frames transmitted by host port
            tx_words tx_words_total Number of words transmitted by host port
            seconds_since_last_reset seconds_since_last_reset_total Number of seconds since last host port reset
            invalid_tx_word_count invalid_tx_words_total Number of invalid words transmitted by host port
            link_failure_count link_failure_total Number of times the host port link has failed
            loss_of_sync_count loss_of_sync_total Number of failures on either bit or transmission word boundaries
            loss_of_signal_count loss_of_signal_total Number of times signal has been lost
            nos_count nos_total Number Not_Operational Primitive Sequence received by host port
            fcp_packet_aborts fcp_packet_aborts_total Number of aborted packets
            """);
    /** All bits set: the adapter does not have the counter. */
    private static final double UNAVAILABLE = 0x1p64;

    /** An adapter; labels are names and values in turn. */
    record Adapter(String name, List<String> labels, List<SysMetric.Value> counters) {
        static Adapter read(SysFolder folder) throws IOException {
            List<String> labels = new ArrayList<>(List.of("fc_host", folder.name()));
            for (String file : TEXTS) {
                labels.addAll(List.of(file, folder.read(file).textOr("")));
            }
            for (String file : NAMES) {
                String hexadecimal = folder.read(file).textOr("");
                labels.addAll(List.of(file, hexadecimal.length() > 2 ? hexadecimal.substring(2) : hexadecimal));
            }
            return new Adapter(folder.name(), labels, SysMetric.read(folder.folder("statistics"), COUNTERS));
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Adapter adapter : SysDevices.read(host.sys("class/fc_host"), "*", Adapter::read)) {
            out.gauge(
                    "node_fibrechannel_info",
                    "Non-numeric data from /sys/class/fc_host/<host>, value is always 1.",
                    1,
                    adapter.labels.toArray(new String[0]));
            for (SysMetric.Value counter : adapter.counters) {
                if (counter.number() != UNAVAILABLE) {
                    counter.emit(out, "fc_host", adapter.name);
                }
            }
        }
    }
}
