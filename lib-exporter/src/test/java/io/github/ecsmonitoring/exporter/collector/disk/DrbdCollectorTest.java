package io.github.ecsmonitoring.exporter.collector.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrbdCollectorTest {
    private static final String TEXT = """
            version: 8.4.11 (api:1/proto:86-101)
            srcversion: 1A2B3C4D5E6F
             0: cs:Connected ro:Primary/Secondary ds:UpToDate/Inconsistent C r-----
                ns:7340032 nr:5242883 dw:9437184 dr:20971521 al:310 bm:42 lo:1 pe:2 ua:3 ap:4 ep:5 wo:f oos:18446744073709551615
             7: cs:WFConnection ro:Secondary/Unknown ds:UpToDate/DUnknown C r-----
                ns:0 nr:1 dw:1 dr:1 al:0 bm:0 lo:0 pe:0 ua:0 ap:0 ep:1 wo:d oos:0
            """;

    @TempDir
    Path folder;

    @Test
    void exposesTrafficAndStateOfEachDevice() throws IOException {
        Machine machine = new Machine(folder).with("proc/drbd", TEXT);
        assertThat(machine.collector(new DrbdCollector()).page()).isEqualTo("""
                # HELP node_drbd_activitylog_writes_total Number of updates of the activity log area of the meta data.
                # TYPE node_drbd_activitylog_writes_total counter
                node_drbd_activitylog_writes_total{device="drbd0"} 310
                node_drbd_activitylog_writes_total{device="drbd7"} 0
                # HELP node_drbd_application_pending Number of block I/O requests forwarded to DRBD, but not yet answered by DRBD.
                # TYPE node_drbd_application_pending gauge
                node_drbd_application_pending{device="drbd0"} 4
                node_drbd_application_pending{device="drbd7"} 0
                # HELP node_drbd_bitmap_writes_total Number of updates of the bitmap area of the meta data.
                # TYPE node_drbd_bitmap_writes_total counter
                node_drbd_bitmap_writes_total{device="drbd0"} 42
                node_drbd_bitmap_writes_total{device="drbd7"} 0
                # HELP node_drbd_connected Whether DRBD is connected to the peer.
                # TYPE node_drbd_connected gauge
                node_drbd_connected{device="drbd0"} 1
                node_drbd_connected{device="drbd7"} 0
                # HELP node_drbd_disk_read_bytes_total Net data read from local hard disk; in bytes.
                # TYPE node_drbd_disk_read_bytes_total counter
                node_drbd_disk_read_bytes_total{device="drbd0"} 2.1474837504e+10
                node_drbd_disk_read_bytes_total{device="drbd7"} 1024
                # HELP node_drbd_disk_state_is_up_to_date Whether the disk of the node is up to date.
                # TYPE node_drbd_disk_state_is_up_to_date gauge
                node_drbd_disk_state_is_up_to_date{device="drbd0",node="local"} 1
                node_drbd_disk_state_is_up_to_date{device="drbd0",node="remote"} 0
                node_drbd_disk_state_is_up_to_date{device="drbd7",node="local"} 1
                node_drbd_disk_state_is_up_to_date{device="drbd7",node="remote"} 0
                # HELP node_drbd_disk_written_bytes_total Net data written on local hard disk; in bytes.
                # TYPE node_drbd_disk_written_bytes_total counter
                node_drbd_disk_written_bytes_total{device="drbd0"} 9.663676416e+09
                node_drbd_disk_written_bytes_total{device="drbd7"} 1024
                # HELP node_drbd_epochs Number of Epochs currently on the fly.
                # TYPE node_drbd_epochs gauge
                node_drbd_epochs{device="drbd0"} 5
                node_drbd_epochs{device="drbd7"} 1
                # HELP node_drbd_local_pending Number of open requests to the local I/O sub-system.
                # TYPE node_drbd_local_pending gauge
                node_drbd_local_pending{device="drbd0"} 1
                node_drbd_local_pending{device="drbd7"} 0
                # HELP node_drbd_network_received_bytes_total Total number of bytes received via the network.
                # TYPE node_drbd_network_received_bytes_total counter
                node_drbd_network_received_bytes_total{device="drbd0"} 5.242883e+06
                node_drbd_network_received_bytes_total{device="drbd7"} 1
                # HELP node_drbd_network_sent_bytes_total Total number of bytes sent via the network.
                # TYPE node_drbd_network_sent_bytes_total counter
                node_drbd_network_sent_bytes_total{device="drbd0"} 7.516192768e+09
                node_drbd_network_sent_bytes_total{device="drbd7"} 0
                # HELP node_drbd_node_role_is_primary Whether the role of the node is in the primary state.
                # TYPE node_drbd_node_role_is_primary gauge
                node_drbd_node_role_is_primary{device="drbd0",node="local"} 1
                node_drbd_node_role_is_primary{device="drbd0",node="remote"} 0
                node_drbd_node_role_is_primary{device="drbd7",node="local"} 0
                node_drbd_node_role_is_primary{device="drbd7",node="remote"} 0
                # HELP node_drbd_out_of_sync_bytes Amount of data known to be out of sync; in bytes.
                # TYPE node_drbd_out_of_sync_bytes gauge
                node_drbd_out_of_sync_bytes{device="drbd0"} 1.888946593147858e+22
                node_drbd_out_of_sync_bytes{device="drbd7"} 0
                # HELP node_drbd_remote_pending Number of requests sent to the peer, but that have not yet been answered by the latter.
                # TYPE node_drbd_remote_pending gauge
                node_drbd_remote_pending{device="drbd0"} 2
                node_drbd_remote_pending{device="drbd7"} 0
                # HELP node_drbd_remote_unacknowledged Number of requests received by the peer via the network connection, but that have not yet been answered.
                # TYPE node_drbd_remote_unacknowledged gauge
                node_drbd_remote_unacknowledged{device="drbd0"} 3
                node_drbd_remote_unacknowledged{device="drbd7"} 0
                """);
    }

    @Test
    void hasNoDataWithoutDrbd() {
        Machine machine = new Machine(folder);
        assertThatThrownBy(() -> machine.collector(new DrbdCollector()).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("DRBD is not loaded: there is no " + folder + "/proc/drbd");
    }

    @Test
    void exposesNothingForAModuleWithoutDevices() throws IOException {
        Machine machine = new Machine(folder)
                .with("proc/drbd", "version: 8.4.11 (api:1/proto:86-101)\r\nsrcversion: 1A2B3C4D5E6F\r\n");
        assertThat(machine.collector(new DrbdCollector()).page()).isEmpty();
    }

    @Test
    void leavesOutMissingAndMalformedFields() throws IOException {
        assertLeavesOut(
                " 0: cs:Connected ro:Primary",
                "/proc/drbd:1: expected \"local/remote\", got \"ro:Primary\" in \" 0: cs:Connected ro:Primary\"");
        assertLeavesOut("\n ns:x", "/proc/drbd:2: expected an unsigned number, got \"ns:x\" in \" ns:x\"");
        assertLeavesOut(" ns:", "/proc/drbd:1: expected an unsigned number, got \"ns:\" in \" ns:\"");
        assertLeavesOut(
                "oos:18446744073709551616",
                "/proc/drbd:1: expected an unsigned number, got \"oos:18446744073709551616\" in \"oos:18446744073709551616\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/drbd", text);
        assertThat(machine.collector(new DrbdCollector()).error()).isEqualTo(folder + message);
    }
}
