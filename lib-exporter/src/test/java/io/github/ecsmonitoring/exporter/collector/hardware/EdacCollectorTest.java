package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdacCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesErrorsByControllerRowAndChannel() throws IOException {
        machine.with("sys/devices/system/edac/mc/mc0", """
                        ce_count: 7
                        ce_noinfo_count: 2
                        ue_count: 5
                        ue_noinfo_count: 18446744073709551615
                        """)
                .with("sys/devices/system/edac/mc/mc0/csrow0", """
                        ce_count: 3
                        ue_count: 4
                        ch0_ce_count: 1
                        ch0_ue_count: 2
                        ch0_dimm_label: mc#0csrow#0channel#0
                        ch1_ce_count: 6
                        ch1_dimm_label: DIMM_B1
                        """)
                .with("sys/devices/system/edac/mc/mc0/csrow12", """
                        ce_count: 0
                        ue_count: 0
                        ch0_ce_count: 0
                        ch0_ue_count: 0
                        """)
                .with("sys/devices/system/edac/mc/power", """
                        control: auto
                        """);
        assertThat(machine.page(new EdacCollector())).isEqualTo("""
                # HELP node_edac_channel_correctable_errors_total Total correctable memory errors for this channel.
                # TYPE node_edac_channel_correctable_errors_total counter
                node_edac_channel_correctable_errors_total{channel="0",controller="0",csrow="0",dimm_label="mc0_csrow0_channel0"} 1
                node_edac_channel_correctable_errors_total{channel="0",controller="0",csrow="12",dimm_label="unknown"} 0
                node_edac_channel_correctable_errors_total{channel="1",controller="0",csrow="0",dimm_label="DIMM_B1"} 6
                # HELP node_edac_channel_uncorrectable_errors_total Total uncorrectable memory errors for this channel.
                # TYPE node_edac_channel_uncorrectable_errors_total counter
                node_edac_channel_uncorrectable_errors_total{channel="0",controller="0",csrow="0",dimm_label="mc0_csrow0_channel0"} 2
                node_edac_channel_uncorrectable_errors_total{channel="0",controller="0",csrow="12",dimm_label="unknown"} 0
                # HELP node_edac_correctable_errors_total Total correctable memory errors.
                # TYPE node_edac_correctable_errors_total counter
                node_edac_correctable_errors_total{controller="0"} 7
                # HELP node_edac_csrow_correctable_errors_total Total correctable memory errors for this csrow.
                # TYPE node_edac_csrow_correctable_errors_total counter
                node_edac_csrow_correctable_errors_total{controller="0",csrow="0"} 3
                node_edac_csrow_correctable_errors_total{controller="0",csrow="12"} 0
                node_edac_csrow_correctable_errors_total{controller="0",csrow="unknown"} 2
                # HELP node_edac_csrow_uncorrectable_errors_total Total uncorrectable memory errors for this csrow.
                # TYPE node_edac_csrow_uncorrectable_errors_total counter
                node_edac_csrow_uncorrectable_errors_total{controller="0",csrow="0"} 4
                node_edac_csrow_uncorrectable_errors_total{controller="0",csrow="12"} 0
                node_edac_csrow_uncorrectable_errors_total{controller="0",csrow="unknown"} 1.8446744073709552e+19
                # HELP node_edac_uncorrectable_errors_total Total uncorrectable memory errors.
                # TYPE node_edac_uncorrectable_errors_total counter
                node_edac_uncorrectable_errors_total{controller="0"} 5
                """);
    }

    @Test
    void exposesNothingWithoutAController() throws IOException {
        assertThat(page()).isEmpty();
        machine.with("sys/devices/system/edac/mc/power", "control: auto");
        assertThat(page()).isEmpty();
    }

    @Test
    void leavesOutTheMissingOrMalformedFile() throws IOException {
        machine.with(
                "sys/devices/system/edac/mc/mc0",
                "ce_count: one\nue_count: 1\nce_noinfo_count: 0\ncsrow0/ch0_ce_count: 7");
        assertThat(machine.samples(new EdacCollector())).isEqualTo("""
                node_edac_channel_correctable_errors_total{channel="0",controller="0",csrow="0",dimm_label="unknown"} 7
                node_edac_csrow_correctable_errors_total{controller="0",csrow="unknown"} 0
                node_edac_uncorrectable_errors_total{controller="0"} 1
                """);
        assertThat(machine.error(new EdacCollector()))
                .isEqualTo("…/sys/devices/system/edac/mc/mc0/ce_count: expected a whole number, got \"one\"");
    }

    @Test
    void failsWhenNoCounterCanBeRead() throws IOException {
        machine.with("sys/devices/system/edac/mc/mc0", "size_mb: 1");
        assertThat(page()).isEqualTo("NoSuchFileException: …/sys/devices/system/edac/mc/mc0/ce_count");
    }

    private String page() {
        return machine.failure(new EdacCollector());
    }
}
