package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
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

    record Channel(String number, String dimm, OptionalDouble corrected, OptionalDouble uncorrected) {
        static Channel read(SysFolder row, String number) {
            return new Channel(
                    number,
                    dimm(row, number),
                    row.number("ch" + number + COUNT),
                    row.numberIfPresent("ch" + number + "_ue_count"));
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
        for (SysFolder folder : host.sys("devices/system/edac/mc").list().folders("mc[0-9]*")) {
            String controller = folder.name().substring("mc".length());
            emit(
                    out,
                    "node_edac_correctable_errors_total",
                    "Total correctable memory errors.",
                    folder.number("ce_count"),
                    "controller",
                    controller);
            emit(
                    out,
                    "node_edac_uncorrectable_errors_total",
                    "Total uncorrectable memory errors.",
                    folder.number("ue_count"),
                    "controller",
                    controller);
            emitRow(out, controller, "unknown", folder.number("ce_noinfo_count"), folder.number("ue_noinfo_count"));
            host.attempt(() -> {
                for (SysFolder row : folder.list().folders("csrow[0-9]*")) {
                    host.attempt(() -> emitRow(out, controller, row));
                }
            });
        }
    }

    private static void emitRow(MetricSink out, String controller, SysFolder folder) throws IOException {
        String row = folder.name().substring("csrow".length());
        emitRow(out, controller, row, folder.number("ce_count"), folder.number("ue_count"));
        for (String file : folder.list().names()) {
            if (file.startsWith("ch") && file.endsWith(COUNT)) {
                String number = file.substring("ch".length(), file.length() - COUNT.length());
                emitChannel(out, controller, row, Channel.read(folder, number));
            }
        }
    }

    private static void emitRow(
            MetricSink out, String controller, String row, OptionalDouble corrected, OptionalDouble uncorrected) {
        String[] labels = {"controller", controller, "csrow", row};
        emit(
                out,
                "node_edac_csrow_correctable_errors_total",
                "Total correctable memory errors for this csrow.",
                corrected,
                labels);
        emit(
                out,
                "node_edac_csrow_uncorrectable_errors_total",
                "Total uncorrectable memory errors for this csrow.",
                uncorrected,
                labels);
    }

    private static void emitChannel(MetricSink out, String controller, String row, Channel channel) {
        String[] labels = {"controller", controller, "csrow", row, "channel", channel.number, "dimm_label", channel.dimm
        };
        emit(
                out,
                "node_edac_channel_correctable_errors_total",
                "Total correctable memory errors for this channel.",
                channel.corrected,
                labels);
        emit(
                out,
                "node_edac_channel_uncorrectable_errors_total",
                "Total uncorrectable memory errors for this channel.",
                channel.uncorrected,
                labels);
    }

    private static void emit(MetricSink out, String metric, String help, OptionalDouble count, String... labels) {
        count.ifPresent(errors -> out.counter(metric, help, errors, labels));
    }
}
