package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EthtoolCollectorTest {
    @TempDir
    Path folder;

    @Test
    void showsStatisticsOfDriver() throws IOException {
        Map<String, Long> statistics = new LinkedHashMap<>();
        statistics.put("rx_bytes", -1L);
        statistics.put("tx_packets", 2L);
        statistics.put("queue 0: rx", 3L);
        statistics.put("bw_in_allowance_exceeded", 4L);
        assertThat(page(statistics)).isEqualTo("""
                # HELP node_ethtool_bw_in_allowance_exceeded Network interface bw_in_allowance_exceeded
                # TYPE node_ethtool_bw_in_allowance_exceeded untyped
                node_ethtool_bw_in_allowance_exceeded{device="eth0"} 4
                # HELP node_ethtool_queue_0_received Network interface queue_0_rx
                # TYPE node_ethtool_queue_0_received untyped
                node_ethtool_queue_0_received{device="eth0"} 3
                # HELP node_ethtool_received_bytes_total Network interface bytes received
                # TYPE node_ethtool_received_bytes_total untyped
                node_ethtool_received_bytes_total{device="eth0"} 1.8446744073709552e+19
                # HELP node_ethtool_transmitted_packets_total Network interface packets sent
                # TYPE node_ethtool_transmitted_packets_total untyped
                node_ethtool_transmitted_packets_total{device="eth0"} 2
                """);
    }

    @Test
    void omitsStatisticsWhoseNamesBecomeTheSame() throws IOException {
        Map<String, Long> statistics = new LinkedHashMap<>();
        statistics.put("Rx-drops", 1L);
        statistics.put("rx.drops", 2L);
        statistics.put("rx drops", 3L);
        statistics.put("other", 4L);
        assertThat(page(statistics))
                .contains("node_ethtool_other{device=\"eth0\"} 4")
                .doesNotContain("drops");
    }

    @Test
    void showsOnlySelectedStatistics() throws IOException {
        assertThat(page(Map.of("rx_bytes", 1L, "tx_bytes", 2L), "--collector.ethtool.metrics-include=^tx"))
                .contains("node_ethtool_transmitted_bytes_total")
                .doesNotContain("received");
    }

    @ParameterizedTest
    @CsvSource({
        "rx_bytes, node_ethtool_received_bytes_total",
        "rx_queue_0_tx, node_ethtool_received_queue_0_transmitted",
        "rx0_drops, node_ethtool_rx0_drops",
        "'  Port.RX (64)', node_ethtool_port_received_64_",
        "a__b, node_ethtool_a__b",
        "a_-_b, node_ethtool_a_b",
        "rx_rx, node_ethtool_received_rx",
        "__x, node_ethtool_x",
        "übertragen, node_ethtool_bertragen",
    })
    void convertsStatisticsToMetricNames(String statistic, String metric) {
        assertThat(EthtoolName.of(statistic).metric()).isEqualTo(metric);
    }

    @Test
    void showsPortsAndSpeeds() throws IOException {
        int supported = 1 << 5 | 1 << 6 | 1 << 7 | 1 << 13 | 1 << 31;
        int advertised = 1 << 4 | 1 << 14 | 1 << 15;
        EthtoolLink link = new EthtoolLink(supported, advertised, 1);
        assertThat(new Machine(folder)
                        .collector((host, out) -> link.emit(out, "eth0"))
                        .page())
                .isEqualTo("""
                # HELP node_network_advertised_speed_bytes Combination of speeds and features offered by network device
                # TYPE node_network_advertised_speed_bytes gauge
                node_network_advertised_speed_bytes{device="eth0",duplex="half",mode="1000baseT"} 1.25e+08
                # HELP node_network_asymmetricpause_advertised If this port device offers asymmetric pause capability
                # TYPE node_network_asymmetricpause_advertised gauge
                node_network_asymmetricpause_advertised{device="eth0"} 1
                # HELP node_network_asymmetricpause_supported If this port device supports asymmetric pause frames
                # TYPE node_network_asymmetricpause_supported gauge
                node_network_asymmetricpause_supported{device="eth0"} 0
                # HELP node_network_autonegotiate If this port is using autonegotiate
                # TYPE node_network_autonegotiate gauge
                node_network_autonegotiate{device="eth0"} 1
                # HELP node_network_autonegotiate_advertised If this port device offers autonegotiate
                # TYPE node_network_autonegotiate_advertised gauge
                node_network_autonegotiate_advertised{device="eth0"} 0
                # HELP node_network_autonegotiate_supported If this port device supports autonegotiate
                # TYPE node_network_autonegotiate_supported gauge
                node_network_autonegotiate_supported{device="eth0"} 1
                # HELP node_network_pause_advertised If this port device offers pause capability
                # TYPE node_network_pause_advertised gauge
                node_network_pause_advertised{device="eth0"} 0
                # HELP node_network_pause_supported If this port device supports pause frames
                # TYPE node_network_pause_supported gauge
                node_network_pause_supported{device="eth0"} 1
                # HELP node_network_supported_port_info Type of ports or PHYs supported by network device
                # TYPE node_network_supported_port_info gauge
                node_network_supported_port_info{device="eth0",type="TP"} 1
                # HELP node_network_supported_speed_bytes Combination of speeds and features supported by network device
                # TYPE node_network_supported_speed_bytes gauge
                node_network_supported_speed_bytes{device="eth0",duplex="full",mode="1000baseT"} 1.25e+08
                node_network_supported_speed_bytes{device="eth0",duplex="full",mode="25000baseCR"} 3.125e+09
                """);
    }

    @Test
    void skipsDeviceOfAnotherNetworkNamespaceWithoutError() throws IOException {
        Machine machine =
                new Machine(folder).with("sys/class/net/nope0/mtu", "1500\n").with("sys/class/net/lo/mtu", "65536\n");
        assertThat(machine.collector(EthtoolCollector::declare).page()).isEmpty();
        assertThat(machine.logged())
                .contains("level=DEBUG msg=\"ethtool link info error\" device=nope0 err=\"no such device\"\n")
                .doesNotContain("level=ERROR");
    }

    @Test
    void hasNoDataWithoutSysfsAndFailsWithoutDevice() throws IOException {
        Machine machine = new Machine(folder);
        assertThatThrownBy(() -> machine.collector(EthtoolCollector::declare).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("cannot read the folder " + folder + "/sys/class/net");
        machine.with("sys/class/net/bonding_masters", "\n");
        assertThatThrownBy(() -> machine.collector(EthtoolCollector::declare).page())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(folder + "/sys/class/net: expected a network device, found none");
    }

    private String page(Map<String, Long> statistics, String... commandLine) throws IOException {
        Machine machine = new Machine(folder);
        EthtoolCollector collector = (EthtoolCollector)
                machine.collector(EthtoolCollector::declare, commandLine).collector();
        return machine.collector((host, out) -> collector.emit(out, "eth0", statistics))
                .page();
    }
}
