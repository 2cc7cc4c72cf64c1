package io.github.ecsmonitoring.exporter.collector.memory;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.EscapedPath;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Swap devices and files: size, use, priority, from {@code /proc/swaps}.
 *
 * <pre>
 * node_swap_used_bytes{device="/dev/nvme1n1p2",swap_type="partition"} 1.048576e+06
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_swaps.5.html">proc_swaps(5)</a>
 */
public final class SwapCollector implements Collector {
    private static final double KIBIBYTE = 1024;

    record Swap(String device, String type, double sizeBytes, double usedBytes, int priority) {
        static List<Swap> parse(KernelText text) throws IOException {
            List<Swap> swaps = new ArrayList<>();
            text.nextLine(); // the header
            text.eachLine(() -> swaps.add(new Swap(
                    EscapedPath.decode(text.nextString()),
                    text.nextString(),
                    text.nextUnsigned() * KIBIBYTE,
                    text.nextUnsigned() * KIBIBYTE,
                    text.nextInt())));
            return swaps;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Swap swap : Swap.parse(host.proc("swaps"))) {
            out.gauge(
                    "node_swap_size_bytes",
                    "Swap device size in bytes.",
                    swap.sizeBytes,
                    "device",
                    swap.device,
                    "swap_type",
                    swap.type);
            out.gauge(
                    "node_swap_used_bytes",
                    "Swap device used in bytes.",
                    swap.usedBytes,
                    "device",
                    swap.device,
                    "swap_type",
                    swap.type);
            out.gauge(
                    "node_swap_priority",
                    "Swap device priority.",
                    swap.priority,
                    "device",
                    swap.device,
                    "swap_type",
                    swap.type);
        }
    }
}
