package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.netlink.NetlinkBytes;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QdiscCollectorTest {
    private static final Map<Long, String> NAMES = Map.of(2L, "eth0");
    private static final long ROOT = 0xffff_ffffL;

    @TempDir
    Path folder;

    @Test
    void showsQdiscsOfFixturesFile() throws IOException {
        assertThat(collector("""
                [{"IfaceName": "eth0", "Kind": "fq", "Bytes": 18446744073709551615, "Packets": 2, "Drops": 3, "Requeues": 4,
                  "Overlimits": 5, "Qlen": 6, "Backlog": 7},
                 {"IfaceName": "eth1", "Kind": "fq", "Parent": 1}]""").page()).isEqualTo("""
                # HELP node_qdisc_backlog Number of bytes currently in queue to be sent.
                # TYPE node_qdisc_backlog gauge
                node_qdisc_backlog{device="eth0",kind="fq"} 7
                # HELP node_qdisc_bytes_total Number of bytes sent.
                # TYPE node_qdisc_bytes_total counter
                node_qdisc_bytes_total{device="eth0",kind="fq"} 1.8446744073709552e+19
                # HELP node_qdisc_current_queue_length Number of packets currently in queue to be sent.
                # TYPE node_qdisc_current_queue_length gauge
                node_qdisc_current_queue_length{device="eth0",kind="fq"} 6
                # HELP node_qdisc_drops_total Number of packets dropped.
                # TYPE node_qdisc_drops_total counter
                node_qdisc_drops_total{device="eth0",kind="fq"} 3
                # HELP node_qdisc_overlimits_total Number of overlimit packets.
                # TYPE node_qdisc_overlimits_total counter
                node_qdisc_overlimits_total{device="eth0",kind="fq"} 5
                # HELP node_qdisc_packets_total Number of packets sent.
                # TYPE node_qdisc_packets_total counter
                node_qdisc_packets_total{device="eth0",kind="fq"} 2
                # HELP node_qdisc_requeues_total Number of packets dequeued, not transmitted, and requeued.
                # TYPE node_qdisc_requeues_total counter
                node_qdisc_requeues_total{device="eth0",kind="fq"} 4
                """);
    }

    @Test
    void showsOnlySelectedDevices() throws IOException {
        String two = "[{\"IfaceName\": \"eth0\", \"Kind\": \"fq\"}, {\"IfaceName\": \"eth1\", \"Kind\": \"fq\"}]";
        assertThat(collector(two, "--collector.qdisc.device-include=0").samples())
                .contains("eth0")
                .doesNotContain("eth1");
        assertThat(collector(two, "--collector.qdisk.device-exclude=0").samples())
                .contains("eth1")
                .doesNotContain("eth0");
    }

    @Test
    void readsRootQdiscOfDevice() throws IOException {
        QdiscCollector.Queue queue = QdiscCollector.Queue.parse(queue(2, ROOT).data(), NAMES);
        assertThat(queue.device()).isEqualTo("eth0");
        assertThat(queue.kind()).isEqualTo("fq_codel");
        assertThat(queue.values())
                .as("bytes, packets, length, backlog, drops, requeues, overlimits")
                .containsExactly(0x1p64, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void omitsOtherQdiscsAndThoseWithoutDeviceOrStatistics() throws IOException {
        assertThat(QdiscCollector.Queue.parse(queue(2, 0x10001).data(), NAMES)).isNull();
        assertThat(QdiscCollector.Queue.parse(queue(9, ROOT).data(), NAMES)).isNull();
        assertThat(QdiscCollector.Queue.parse(
                        new NetlinkBytes().u32(0, 2, 0, ROOT, 0).text(1, "fq").data(), NAMES))
                .isNull();
    }

    @Test
    void readsQdiscsOfThisMachine() throws IOException {
        assertThat(new Machine(folder).collector(QdiscCollector::declare).samples())
                .contains("node_qdisc_bytes_total{device=\"lo\",kind=\"")
                .matches("(node_qdisc_[a-z_]+\\{device=\"[^\"]+\",kind=\"[^\"]+\"} \\S+\n)*");
    }

    @Test
    void reportsMissingAndMalformedValues() throws IOException {
        assertFails("{}", "1: expected an array for the text, got '{'");
        assertFails("[1]", "1: expected an object for the text, got '1'");
        assertFails("[{\"Bytes\": \"x\"}]", "1: expected a number for Bytes, got '\"'");
        assertFails("[{\"Bytes\": 1", "1: expected '}', got the end");
        MachineCollector collector = collector("[]");
        new Machine(folder).without("results.json");
        assertThatThrownBy(() -> collector.page()).isExactlyInstanceOf(NoSuchFileException.class);
        Damage.netlink(queue(2, ROOT).toArray(), message -> QdiscCollector.Queue.parse(message, NAMES));
    }

    /** A struct tcmsg and its attributes. */
    private static NetlinkBytes queue(int device, long parent) {
        return new NetlinkBytes()
                .u32(0, device, 0, parent, 0)
                .text(1, "fq_codel")
                .attribute(
                        7,
                        new NetlinkBytes()
                                .attribute(1, new NetlinkBytes().u64(-1).u32(2, 0))
                                .attribute(3, new NetlinkBytes().u32(3, 4, 5, 6, 7)));
    }

    private MachineCollector collector(String json, String... commandLine) throws IOException {
        String[] all = Arrays.copyOf(commandLine, commandLine.length + 1);
        all[commandLine.length] = "--collector.qdisc.fixtures=" + folder;
        return new Machine(folder).with("results.json", json).collector(QdiscCollector::declare, all);
    }

    private void assertFails(String json, String message) {
        assertThatThrownBy(() -> collector(json).page())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(folder + "/results.json:" + message);
    }
}
