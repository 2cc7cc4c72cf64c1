package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfinibandCollectorTest {
    private static final String PORT = """
            fw_ver: 1
            ports/1/state: 4: ACTIVE
            ports/1/phys_state: 5: LinkUp
            ports/1/rate: 10 Gb/sec
            """;

    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesEveryCounterOfAPort() throws IOException {
        machine.with("sys/class/infiniband/mlx5_0", """
                        fw_ver: 16.35.2000
                        board_id: MT_0000000425
                        hca_type: MT4119
                        node_guid: e41d:2d03:00fe:53c0
                        """).with("sys/class/infiniband/mlx5_0/ports/1", """
                        link_layer: InfiniBand
                        state: 4: ACTIVE
                        phys_state: 5: LinkUp
                        rate: 100 Gb/sec (4X EDR)
                        counters/port_rcv_data: 1
                        counters/port_xmit_data: 2
                        counters/excessive_buffer_overrun_errors: 3
                        counters/link_downed: 4
                        counters/link_error_recovery: 5
                        counters/local_link_integrity_errors: 6
                        counters/multicast_rcv_packets: 7
                        counters/multicast_xmit_packets: 8
                        counters/port_rcv_constraint_errors: 9
                        counters/port_xmit_constraint_errors: 10
                        counters/port_rcv_discards: 11
                        counters/port_xmit_discards: 12
                        counters/port_rcv_errors: 13
                        counters/port_rcv_packets: 14
                        counters/port_xmit_packets: 15
                        counters/port_xmit_wait: 16
                        counters/unicast_rcv_packets: 17
                        counters/unicast_xmit_packets: 18
                        counters/port_rcv_remote_physical_errors: 19
                        counters/port_rcv_switch_relay_errors: 20
                        counters/symbol_error: 21
                        counters/VL15_dropped: 22
                        counters_ext/port_rcv_data_64: 23
                        counters_ext/port_xmit_data_64: 24
                        counters_ext/port_multicast_rcv_packets: 25
                        counters_ext/port_multicast_xmit_packets: 26
                        counters_ext/port_rcv_packets_64: 27
                        counters_ext/port_unicast_rcv_packets: 28
                        counters_ext/port_unicast_xmit_packets: 29
                        counters_ext/port_xmit_packets_64: 30
                        hw_counters/duplicate_request: 31
                        hw_counters/implied_nak_seq_err: 32
                        hw_counters/local_ack_timeout_err: 33
                        hw_counters/np_cnp_sent: 34
                        hw_counters/np_ecn_marked_roce_packets: 35
                        hw_counters/out_of_buffer: 36
                        hw_counters/out_of_sequence: 37
                        hw_counters/packet_seq_err: 38
                        hw_counters/req_cqe_error: 39
                        hw_counters/req_cqe_flush_error: 40
                        hw_counters/req_remote_access_errors: 41
                        hw_counters/req_remote_invalid_request: 42
                        hw_counters/resp_cqe_error: 43
                        hw_counters/resp_cqe_flush_error: 44
                        hw_counters/resp_local_length_error: 45
                        hw_counters/resp_remote_access_errors: 46
                        hw_counters/rnr_nak_retry_err: 47
                        hw_counters/roce_adp_retrans: 48
                        hw_counters/roce_adp_retrans_to: 49
                        hw_counters/roce_slow_restart: 50
                        hw_counters/roce_slow_restart_cnps: 51
                        hw_counters/roce_slow_restart_trans: 52
                        hw_counters/rp_cnp_handled: 53
                        hw_counters/rp_cnp_ignored: 54
                        hw_counters/rx_atomic_requests: 55
                        hw_counters/rx_dct_connect: 56
                        hw_counters/rx_read_requests: 57
                        hw_counters/rx_write_requests: 58
                        hw_counters/rx_icrc_encapsulated: 59
                        hw_counters/lifespan: 10500
                        """);
        assertThat(machine.page(InfinibandCollector::declare)).isEqualTo(Sysfs.resource("infiniband.txt"));
    }

    @Test
    void exposesAnElasticFabricAdapter() throws IOException {
        machine.with("sys/class/infiniband/efa_0", """
                        fw_ver: 0.0.0.0
                        node_guid: 0000:0000:0000:0001
                        """)
                .with("sys/class/infiniband/efa_0/ports/1", """
                        link_layer: Unspecified
                        state: 4: ACTIVE
                        phys_state: 5: LinkUp
                        rate: 2.5 Gb/sec (1X SDR)
                        hw_counters/lifespan: 12
                        hw_counters/tx_bytes: 5
                        """)
                .with("sys/class/infiniband/efa_0/ports/10", """
                        link_layer: x
                        state: 1: DOWN
                        phys_state: 3: Disabled
                        rate: 0.1 Gb/sec
                        """);
        assertThat(machine.page(InfinibandCollector::declare)).isEqualTo("""
                # HELP node_infiniband_info Non-numeric data from /sys/class/infiniband/<device>, value is always 1.
                # TYPE node_infiniband_info gauge
                node_infiniband_info{board_id="",device="efa_0",firmware_version="0.0.0.0",hca_type=""} 1
                # HELP node_infiniband_lifespan_seconds The maximum period in ms which defines the aging of the counter reads. Two \
                consecutive reads within this period might return the same values.
                # TYPE node_infiniband_lifespan_seconds gauge
                node_infiniband_lifespan_seconds{device="efa_0",port="1"} 0
                # HELP node_infiniband_physical_state_id Physical state of the InfiniBand port (0: no change, 1: sleep, 2: polling, 3: \
                disable, 4: shift, 5: link up, 6: link error recover, 7: phytest)
                # TYPE node_infiniband_physical_state_id gauge
                node_infiniband_physical_state_id{device="efa_0",port="1"} 5
                node_infiniband_physical_state_id{device="efa_0",port="10"} 3
                # HELP node_infiniband_rate_bytes_per_second Maximum signal transfer rate
                # TYPE node_infiniband_rate_bytes_per_second gauge
                node_infiniband_rate_bytes_per_second{device="efa_0",port="1"} 3.125e+08
                node_infiniband_rate_bytes_per_second{device="efa_0",port="10"} 1.25e+07
                # HELP node_infiniband_state_id State of the InfiniBand port (0: no change, 1: down, 2: init, 3: armed, 4: active, 5: \
                act defer)
                # TYPE node_infiniband_state_id gauge
                node_infiniband_state_id{device="efa_0",port="1"} 4
                node_infiniband_state_id{device="efa_0",port="10"} 1
                """);
    }

    @Test
    void filtersDevices() throws IOException {
        machine.with("sys/class/infiniband/mlx4_0", """
                        fw_ver: 1
                        ports/1/link_layer: x
                        ports/1/state: 4: A
                        ports/1/phys_state: 5: L
                        ports/1/rate: 10 Gb/sec
                        """)
                .with("sys/class/infiniband/mlx5_0", """
                        fw_ver: 1
                        ports/1/link_layer: x
                        ports/1/state: 4: A
                        ports/1/phys_state: 5: L
                        ports/1/rate: 10 Gb/sec
                        """)
                .with("sys/class/infiniband/mlx5_1", """
                        fw_ver: 1
                        ports/1/link_layer: x
                        ports/1/state: 4: A
                        ports/1/phys_state: 5: L
                        ports/1/rate: 10 Gb/sec
                        """)
                .with("sys/class/infiniband/efa_0", """
                        fw_ver: 1
                        ports/1/link_layer: x
                        ports/1/state: 4: A
                        ports/1/phys_state: 5: L
                        ports/1/rate: 10 Gb/sec
                        """);
        assertThat(machine.samples(
                        InfinibandCollector::declare,
                        "--collector.infiniband.device-include=mlx",
                        "--collector.infiniband.device-exclude=_1$"))
                .isEqualTo("""
                node_infiniband_info{board_id="",device="mlx4_0",firmware_version="1",hca_type=""} 1
                node_infiniband_info{board_id="",device="mlx5_0",firmware_version="1",hca_type=""} 1
                node_infiniband_physical_state_id{device="mlx4_0",port="1"} 5
                node_infiniband_physical_state_id{device="mlx5_0",port="1"} 5
                node_infiniband_rate_bytes_per_second{device="mlx4_0",port="1"} 1.25e+09
                node_infiniband_rate_bytes_per_second{device="mlx5_0",port="1"} 1.25e+09
                node_infiniband_state_id{device="mlx4_0",port="1"} 4
                node_infiniband_state_id{device="mlx5_0",port="1"} 4
                """);
    }

    @Test
    void omitsCountersThatTheDriverDoesNotHave() throws IOException {
        machine.with("sys/class/infiniband/a", PORT + """
                ports/1/counters/port_rcv_data: N/A (no PMA)
                ports/1/counters/VL15_dropped: 3
                """)
                .unreadable("sys/class/infiniband/a/ports/1/counters/link_downed");
        assertThat(page())
                .contains("node_infiniband_vl15_dropped_total{device=\"a\",port=\"1\"} 3\n")
                .doesNotContain("port_data_received", "link_downed");
    }

    @Test
    void hasNoDataWithoutTheClassAndEmptyLabelsWithoutFiles() throws IOException {
        assertThat(page()).isEqualTo("NoDataException: there is no …/sys/class/infiniband");
        machine.with("sys/class/infiniband/a", "board_id: x");
        assertThat(page())
                .contains("node_infiniband_info{board_id=\"x\",device=\"a\",firmware_version=\"\",hca_type=\"\"} 1");
    }

    @Test
    void leavesOutTheMalformedFile() throws IOException {
        machine.with("sys/class/infiniband/a", PORT + "ports/1/counters/port_rcv_data: x");
        assertThat(machine.error(InfinibandCollector::declare))
                .isEqualTo(
                        "…/sys/class/infiniband/a/ports/1/counters/port_rcv_data: expected an unsigned number, got \"x\"");
        machine.with("sys/class/infiniband/a", "ports/1/state: ACTIVE");
        assertThat(machine.error(InfinibandCollector::declare))
                .isEqualTo(
                        "…/sys/class/infiniband/a/ports/1/state:1: expected a whole number, got \"ACTIVE\" in \"ACTIVE\"");
        machine.with("sys/class/infiniband/a", "ports/1/state: 4\nports/1/counters/port_rcv_data: 1");
        assertThat(machine.error(InfinibandCollector::declare))
                .isEqualTo("…/sys/class/infiniband/a/ports/1/state:1: expected \"number: name\" in \"4\"");
        machine.with("sys/class/infiniband/a", "ports/1/state: 4: x\nports/1/rate: fast");
        assertThat(machine.error(InfinibandCollector::declare))
                .isEqualTo("…/sys/class/infiniband/a/ports/1/rate:1: expected a number, got \"fast\" in \"fast\"");
        machine.with("sys/class/infiniband/a/ports/1", "rate", new byte[0]);
        assertThat(machine.error(InfinibandCollector::declare))
                .isEqualTo("…/sys/class/infiniband/a/ports/1/rate: the file is empty");
    }

    private String page() {
        return machine.failure(InfinibandCollector::declare);
    }
}
