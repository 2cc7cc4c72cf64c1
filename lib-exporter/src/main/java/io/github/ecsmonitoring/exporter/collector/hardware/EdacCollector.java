package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Corrected and uncorrected errors of ECC memory, from {@code /sys/devices/system/edac/mc}: by memory controller, chip
 * select row and channel. Errors of an unknown row have the csrow {@code unknown}.
 *
 * <pre>
 * node_edac_correctable_errors_total{controller="0"} 1
 * node_edac_channel_correctable_errors_total{channel="1",controller="0",csrow="0",dimm_label="DIMM_B1"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/ras.html">Kernel: reliability, availability and serviceability</a>
 */
public final class EdacCollector implements Collector {
    private static final String COUNT = "_ce_count";

    record Controller(
            String number,
            double corrected,
            double uncorrected,
            double correctedElsewhere,
            double uncorrectedElsewhere,
            List<Row> rows) {
        static Controller read(SysFolder folder) throws IOException {
            return new Controller(
                    folder.name().substring("mc".length()),
                    folder.read("ce_count").number(),
                    folder.read("ue_count").number(),
                    folder.read("ce_noinfo_count").number(),
                    folder.read("ue_noinfo_count").number(),
                    SysDevices.readIfAny(folder, "csrow[0-9]*", Row::read));
        }
    }

    record Row(String number, double corrected, double uncorrected, List<Channel> channels) {
        static Row read(SysFolder folder) throws IOException {
            List<Channel> channels = new ArrayList<>();
            for (String file : folder.list().orFail().names()) {
                if (file.startsWith("ch") && file.endsWith(COUNT)) {
                    channels.add(Channel.read(folder, file.substring("ch".length(), file.length() - COUNT.length())));
                }
            }
            return new Row(
                    folder.name().substring("csrow".length()),
                    folder.read("ce_count").number(),
                    folder.read("ue_count").number(),
                    channels);
        }
    }

    record Channel(String number, String dimm, double corrected, OptionalDouble uncorrected) {
        static Channel read(SysFolder row, String number) throws IOException {
            SysValue uncorrected = row.read("ch" + number + "_ue_count");
            return new Channel(
                    number,
                    dimm(row, number),
                    row.read("ch" + number + COUNT).number(),
                    uncorrected.isRead() ? OptionalDouble.of(uncorrected.number()) : OptionalDouble.empty());
        }

        /** Drivers write {@code mc#0csrow#1channel#0} if the board does not provide the label of the slot. */
        private static String dimm(SysFolder row, String number) {
            return row.read("ch" + number + "_dimm_label")
                    .textOr("unknown")
                    .replace("#", "")
                    .replace("csrow", "_csrow")
                    .replace("channel", "_channel");
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Controller controller :
                SysDevices.readIfAny(host.sys("devices/system/edac/mc"), "mc[0-9]*", Controller::read)) {
            out.counter(
                    "node_edac_correctable_errors_total",
                    "Total correctable memory errors.",
                    controller.corrected,
                    "controller",
                    controller.number);
            out.counter(
                    "node_edac_uncorrectable_errors_total",
                    "Total uncorrectable memory errors.",
                    controller.uncorrected,
                    "controller",
                    controller.number);
            emitRow(out, controller, "unknown", controller.correctedElsewhere, controller.uncorrectedElsewhere);
            for (Row row : controller.rows) {
                emitRow(out, controller, row.number, row.corrected, row.uncorrected);
                row.channels.forEach(channel -> emitChannel(out, controller, row, channel));
            }
        }
    }

    private static void emitRow(
            MetricSink out, Controller controller, String row, double corrected, double uncorrected) {
        out.counter(
                "node_edac_csrow_correctable_errors_total",
                "Total correctable memory errors for this csrow.",
                corrected,
                "controller",
                controller.number,
                "csrow",
                row);
        out.counter(
                "node_edac_csrow_uncorrectable_errors_total",
                "Total uncorrectable memory errors for this csrow.",
                uncorrected,
                "controller",
                controller.number,
                "csrow",
                row);
    }

    private static void emitChannel(MetricSink out, Controller controller, Row row, Channel channel) {
        String[] labels = {
            "controller", controller.number, "csrow", row.number, "channel", channel.number, "dimm_label", channel.dimm
        };
        out.counter(
                "node_edac_channel_correctable_errors_total",
                "Total correctable memory errors for this channel.",
                channel.corrected,
                labels);
        channel.uncorrected.ifPresent(count -> out.counter(
                "node_edac_channel_uncorrectable_errors_total",
                "Total uncorrectable memory errors for this channel.",
                count,
                labels));
    }
}
