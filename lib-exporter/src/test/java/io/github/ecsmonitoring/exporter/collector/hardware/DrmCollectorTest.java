package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrmCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesAnAmdCard() throws IOException {
        machine.with("sys/devices/pci0000:00/0000:03:00.0", """
                        uevent: DRIVER=amdgpu
                        gpu_busy_percent: 4
                        mem_info_gtt_total: 8573157376
                        mem_info_gtt_used: 144560128
                        mem_info_vis_vram_total: 8573157376
                        mem_info_vis_vram_used: 1490378752
                        mem_info_vram_total: 8573157376
                        mem_info_vram_used: 1490378752
                        mem_info_vram_vendor: samsung
                        power_dpm_force_performance_level: manual
                        unique_id: 0123456789abcdef
                        """)
                .link("sys/class/drm/card0/device", "../../../devices/pci0000:00/0000:03:00.0")
                .with("sys/devices/pci0000:00/0000:02:00.0", """
                        uevent: DRIVER=i915
                        """)
                .link("sys/class/drm/card1/device", "../../../devices/pci0000:00/0000:02:00.0")
                .with("sys/class/drm/card0-DP-1", """
                        status: connected
                        """);
        assertThat(machine.page(new DrmCollector())).isEqualTo("""
                # HELP node_drm_card_info Card information
                # TYPE node_drm_card_info gauge
                node_drm_card_info{card="card0",memory_vendor="samsung",power_performance_level="manual",unique_id="0123456789abcdef",\
                vendor="amd"} 1
                # HELP node_drm_gpu_busy_percent How busy the GPU is as a percentage.
                # TYPE node_drm_gpu_busy_percent gauge
                node_drm_gpu_busy_percent{card="card0"} 4
                # HELP node_drm_memory_gtt_size_bytes The size of the graphics translation table (GTT) block in bytes.
                # TYPE node_drm_memory_gtt_size_bytes gauge
                node_drm_memory_gtt_size_bytes{card="card0"} 8.573157376e+09
                # HELP node_drm_memory_gtt_used_bytes The used amount of the graphics translation table (GTT) block in bytes.
                # TYPE node_drm_memory_gtt_used_bytes gauge
                node_drm_memory_gtt_used_bytes{card="card0"} 1.44560128e+08
                # HELP node_drm_memory_vis_vram_size_bytes The size of visible VRAM in bytes.
                # TYPE node_drm_memory_vis_vram_size_bytes gauge
                node_drm_memory_vis_vram_size_bytes{card="card0"} 8.573157376e+09
                # HELP node_drm_memory_vis_vram_used_bytes The used amount of visible VRAM in bytes.
                # TYPE node_drm_memory_vis_vram_used_bytes gauge
                node_drm_memory_vis_vram_used_bytes{card="card0"} 1.490378752e+09
                # HELP node_drm_memory_vram_size_bytes The size of VRAM in bytes.
                # TYPE node_drm_memory_vram_size_bytes gauge
                node_drm_memory_vram_size_bytes{card="card0"} 8.573157376e+09
                # HELP node_drm_memory_vram_used_bytes The used amount of VRAM in bytes.
                # TYPE node_drm_memory_vram_used_bytes gauge
                node_drm_memory_vram_used_bytes{card="card0"} 1.490378752e+09
                """);
    }

    @Test
    void omitsFilesThatTheCardDoesNotHave() throws IOException {
        machine.with("sys/class/drm/card0/device", "uevent: DRIVER=amdgpu\nmem_info_vram_total: 1024");
        assertThat(machine.samples(new DrmCollector())).isEqualTo("""
                node_drm_card_info{card="card0",memory_vendor="",power_performance_level="",unique_id="",vendor="amd"} 1
                node_drm_memory_vram_size_bytes{card="card0"} 1024
                """);
    }

    @Test
    void exposesNothingWithoutACard() throws IOException {
        assertThat(page()).isEmpty();
        machine.with("sys/class/drm/card0", "dev: 226:0");
        assertThat(page()).isEmpty();
    }

    @Test
    void leavesOutTheMalformedFile() throws IOException {
        machine.with("sys/class/drm/card0/device", "uevent: DRIVER=amdgpu\ngpu_busy_percent: 4%");
        assertThat(machine.error(new DrmCollector()))
                .isEqualTo("…/sys/class/drm/card0/device/gpu_busy_percent: expected a whole number, got \"4%\"");
    }

    private String page() {
        return machine.failure(new DrmCollector());
    }
}
