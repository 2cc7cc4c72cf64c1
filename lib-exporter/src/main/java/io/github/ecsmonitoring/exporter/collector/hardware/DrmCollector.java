package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysMetric;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.List;

/**
 * Load and memory of AMD graphics cards, from {@code /sys/class/drm/card?}{@code /device}.
 *
 * <pre>
 * node_drm_gpu_busy_percent{card="card0"} 4
 * node_drm_memory_vram_used_bytes{card="card0"} 1.490944e+09
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/gpu/amdgpu/driver-misc.html">Kernel: amdgpu, misc information</a>
 */
public final class DrmCollector implements Collector {
    private static final List<SysMetric> METRICS =
            SysMetric.table(MetricType.GAUGE, "node_drm_", SysMetric.Unit.AS_IT_IS, """
            gpu_busy_percent gpu_busy_percent How busy the GPU is as a percentage.
            mem_info_gtt_total memory_gtt_size_bytes The size of the graphics translation table (GTT) block in bytes.
            mem_info_gtt_used memory_gtt_used_bytes The used amount of the graphics translation table (GTT) block in bytes.
            mem_info_vis_vram_total memory_vis_vram_size_bytes The size of visible VRAM in bytes.
            mem_info_vis_vram_used memory_vis_vram_used_bytes The used amount of visible VRAM in bytes.
            mem_info_vram_total memory_vram_size_bytes The size of VRAM in bytes.
            mem_info_vram_used memory_vram_used_bytes The used amount of VRAM in bytes.
            """);

    record Card(
            String name, String memoryVendor, String performanceLevel, String uniqueId, List<SysMetric.Value> values) {
        /** An AMD card; null for any other, since only amdgpu writes these files. */
        static Card read(SysFolder card) throws IOException {
            SysFolder device = card.folder("device");
            SysValue driver = device.read("uevent");
            return driver.isAbsent() || !driver.text().contains("DRIVER=amdgpu")
                    ? null
                    : new Card(
                            card.name(),
                            device.read("mem_info_vram_vendor").textOr(""),
                            device.read("power_dpm_force_performance_level").textOr(""),
                            device.read("unique_id").textOr(""),
                            SysMetric.read(device, METRICS));
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Card card : SysDevices.readIfAny(host.sys("class/drm"), "card[0-9]", Card::read)) {
            out.gauge(
                    "node_drm_card_info",
                    "Card information",
                    1,
                    "card",
                    card.name,
                    "memory_vendor",
                    card.memoryVendor,
                    "power_performance_level",
                    card.performanceLevel,
                    "unique_id",
                    card.uniqueId,
                    "vendor",
                    "amd");
            card.values.forEach(value -> value.emit(out, "card", card.name));
        }
    }
}
