package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FibrechannelCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesAnAdapterAndItsCounters() throws IOException {
        machine.with("sys/class/fc_host/host3", """
                        speed: 16 Gbit
                        port_state: Online
                        port_type: NPort (fabric via point-to-point)
                        node_name: 0x2000a4bf01234567
                        port_id: 0x0a1b2c
                        port_name: 0x1000a4bf01234567
                        fabric_name: 0x
                        dev_loss_tmo: 45
                        symbolic_name: QLE2692 FW:v9.12.01 "a"
                        supported_classes: Class 3
                        supported_speeds: 4 Gbit, 8 Gbit, 16 Gbit
                        statistics/dumped_frames: 0xffffffffffffffff
                        statistics/error_frames: 0x0
                        statistics/invalid_crc_count: 0x1f
                        statistics/rx_frames: 0x3
                        statistics/rx_words: 0x40000000
                        statistics/tx_frames: 5
                        statistics/tx_words: 010
                        statistics/seconds_since_last_reset: 0x7
                        statistics/invalid_tx_word_count: 0x8
                        statistics/link_failure_count: 0x9
                        statistics/loss_of_sync_count: 0x10
                        statistics/loss_of_signal_count: 0xfffffffffffff7ff
                        statistics/nos_count: 0x12
                        statistics/fcp_packet_aborts: 0x13
                        statistics/fc_xid_busy: 0x14
                        """);
        assertThat(machine.page(new FibrechannelCollector())).isEqualTo("""
                # HELP node_fibrechannel_error_frames_total Number of errors in frames
                # TYPE node_fibrechannel_error_frames_total counter
                node_fibrechannel_error_frames_total{fc_host="host3"} 0
                # HELP node_fibrechannel_fcp_packet_aborts_total Number of aborted packets
                # TYPE node_fibrechannel_fcp_packet_aborts_total counter
                node_fibrechannel_fcp_packet_aborts_total{fc_host="host3"} 19
                # HELP node_fibrechannel_info Non-numeric data from /sys/class/fc_host/<host>, value is always 1.
                # TYPE node_fibrechannel_info gauge
                node_fibrechannel_info{dev_loss_tmo="45",fabric_name="0x",fc_host="host3",port_id="0a1b2c",port_name="1000a4bf01234567",\
                port_state="Online",port_type="NPort (fabric via point-to-point)",speed="16 Gbit",supported_classes="Class 3",\
                supported_speeds="4 Gbit, 8 Gbit, 16 Gbit",symbolic_name="QLE2692 FW:v9.12.01 \\"a\\""} 1
                # HELP node_fibrechannel_invalid_crc_total Invalid Cyclic Redundancy Check count
                # TYPE node_fibrechannel_invalid_crc_total counter
                node_fibrechannel_invalid_crc_total{fc_host="host3"} 31
                # HELP node_fibrechannel_invalid_tx_words_total Number of invalid words transmitted by host port
                # TYPE node_fibrechannel_invalid_tx_words_total counter
                node_fibrechannel_invalid_tx_words_total{fc_host="host3"} 8
                # HELP node_fibrechannel_link_failure_total Number of times the host port link has failed
                # TYPE node_fibrechannel_link_failure_total counter
                node_fibrechannel_link_failure_total{fc_host="host3"} 9
                # HELP node_fibrechannel_loss_of_signal_total Number of times signal has been lost
                # TYPE node_fibrechannel_loss_of_signal_total counter
                node_fibrechannel_loss_of_signal_total{fc_host="host3"} 1.844674407370955e+19
                # HELP node_fibrechannel_loss_of_sync_total Number of failures on either bit or transmission word boundaries
                # TYPE node_fibrechannel_loss_of_sync_total counter
                node_fibrechannel_loss_of_sync_total{fc_host="host3"} 16
                # HELP node_fibrechannel_nos_total Number Not_Operational Primitive Sequence received by host port
                # TYPE node_fibrechannel_nos_total counter
                node_fibrechannel_nos_total{fc_host="host3"} 18
                # HELP node_fibrechannel_rx_frames_total Number of frames received
                # TYPE node_fibrechannel_rx_frames_total counter
                node_fibrechannel_rx_frames_total{fc_host="host3"} 3
                # HELP node_fibrechannel_rx_words_total Number of words received by host port
                # TYPE node_fibrechannel_rx_words_total counter
                node_fibrechannel_rx_words_total{fc_host="host3"} 1.073741824e+09
                # HELP node_fibrechannel_seconds_since_last_reset_total Number of seconds since last host port reset
                # TYPE node_fibrechannel_seconds_since_last_reset_total counter
                node_fibrechannel_seconds_since_last_reset_total{fc_host="host3"} 7
                # HELP node_fibrechannel_tx_frames_total Number of frames transmitted by host port
                # TYPE node_fibrechannel_tx_frames_total counter
                node_fibrechannel_tx_frames_total{fc_host="host3"} 5
                # HELP node_fibrechannel_tx_words_total Number of words transmitted by host port
                # TYPE node_fibrechannel_tx_words_total counter
                node_fibrechannel_tx_words_total{fc_host="host3"} 8
                """);
    }

    @Test
    void omitsCountersThatTheAdapterDoesNotHave() throws IOException {
        machine.with("sys/class/fc_host/host0", "speed: unknown\nstatistics/rx_frames: 0x1")
                .unreadable("sys/class/fc_host/host0/statistics/tx_frames");
        assertThat(machine.samples(new FibrechannelCollector())).isEqualTo("""
                node_fibrechannel_info{dev_loss_tmo="",fabric_name="",fc_host="host0",port_id="",port_name="",port_state="",port_type="",\
                speed="unknown",supported_classes="",supported_speeds="",symbolic_name=""} 1
                node_fibrechannel_rx_frames_total{fc_host="host0"} 1
                """);
    }

    @Test
    void hasNoDataWithoutTheClass() {
        assertThat(machine.failure(new FibrechannelCollector()))
                .isEqualTo("NoDataException: there is no …/sys/class/fc_host");
    }

    @Test
    void leavesOutTheMalformedFile() throws IOException {
        for (String damaged : new String[] {"", "-1", "0x", "0xg", "1 2", "0x10000000000000000"}) {
            machine.with("sys/class/fc_host/host0/statistics", "rx_frames: " + damaged);
            assertThat(machine.error(new FibrechannelCollector()))
                    .isEqualTo("…/sys/class/fc_host/host0/statistics/rx_frames: expected an unsigned number, got \""
                            + damaged + '"');
        }
    }
}
