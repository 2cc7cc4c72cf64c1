package io.github.ecsmonitoring.exporter.collector.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskstatsCollectorTest {
    private static final String ELEVEN = " 206631 36395 8023530 297860 59793 183347 17693032 74241 2 71048 376149";
    private static final String FIFTEEN = ELEVEN + " 16456 55 4865032 3473";
    private static final String SEVENTEEN = FIFTEEN + " 4585 573";

    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void machine() {
        machine = new Machine(folder);
    }

    @Test
    void exposesEveryCounterOfADisk() throws IOException {
        machine.with("proc/diskstats", " 254       0 vda" + SEVENTEEN + "\n");
        assertThat(machine.collector(DiskstatsCollector::declare).page()).isEqualTo("""
                # HELP node_disk_discard_time_seconds_total This is the total number of seconds spent by all discards.
                # TYPE node_disk_discard_time_seconds_total counter
                node_disk_discard_time_seconds_total{device="vda"} 3.473
                # HELP node_disk_discarded_sectors_total The total number of sectors discarded successfully.
                # TYPE node_disk_discarded_sectors_total counter
                node_disk_discarded_sectors_total{device="vda"} 4.865032e+06
                # HELP node_disk_discards_completed_total The total number of discards completed successfully.
                # TYPE node_disk_discards_completed_total counter
                node_disk_discards_completed_total{device="vda"} 16456
                # HELP node_disk_discards_merged_total The total number of discards merged.
                # TYPE node_disk_discards_merged_total counter
                node_disk_discards_merged_total{device="vda"} 55
                # HELP node_disk_flush_requests_time_seconds_total This is the total number of seconds spent by all flush requests.
                # TYPE node_disk_flush_requests_time_seconds_total counter
                node_disk_flush_requests_time_seconds_total{device="vda"} 0.5730000000000001
                # HELP node_disk_flush_requests_total The total number of flush requests completed successfully
                # TYPE node_disk_flush_requests_total counter
                node_disk_flush_requests_total{device="vda"} 4585
                # HELP node_disk_info Info of /sys/block/<block_device>.
                # TYPE node_disk_info gauge
                node_disk_info{device="vda",major="254",minor="0",model="",path="",revision="",rotational="0",serial="",wwn=""} 1
                # HELP node_disk_io_now The number of I/Os currently in progress.
                # TYPE node_disk_io_now gauge
                node_disk_io_now{device="vda"} 2
                # HELP node_disk_io_time_seconds_total Total seconds spent doing I/Os.
                # TYPE node_disk_io_time_seconds_total counter
                node_disk_io_time_seconds_total{device="vda"} 71.048
                # HELP node_disk_io_time_weighted_seconds_total The weighted # of seconds spent doing I/Os.
                # TYPE node_disk_io_time_weighted_seconds_total counter
                node_disk_io_time_weighted_seconds_total{device="vda"} 376.149
                # HELP node_disk_read_bytes_total The total number of bytes read successfully.
                # TYPE node_disk_read_bytes_total counter
                node_disk_read_bytes_total{device="vda"} 4.10804736e+09
                # HELP node_disk_read_time_seconds_total The total number of seconds spent by all reads.
                # TYPE node_disk_read_time_seconds_total counter
                node_disk_read_time_seconds_total{device="vda"} 297.86
                # HELP node_disk_reads_completed_total The total number of reads completed successfully.
                # TYPE node_disk_reads_completed_total counter
                node_disk_reads_completed_total{device="vda"} 206631
                # HELP node_disk_reads_merged_total The total number of reads merged.
                # TYPE node_disk_reads_merged_total counter
                node_disk_reads_merged_total{device="vda"} 36395
                # HELP node_disk_write_time_seconds_total This is the total number of seconds spent by all writes.
                # TYPE node_disk_write_time_seconds_total counter
                node_disk_write_time_seconds_total{device="vda"} 74.241
                # HELP node_disk_writes_completed_total The total number of writes completed successfully.
                # TYPE node_disk_writes_completed_total counter
                node_disk_writes_completed_total{device="vda"} 59793
                # HELP node_disk_writes_merged_total The number of writes merged.
                # TYPE node_disk_writes_merged_total counter
                node_disk_writes_merged_total{device="vda"} 183347
                # HELP node_disk_written_bytes_total The total number of bytes written successfully.
                # TYPE node_disk_written_bytes_total counter
                node_disk_written_bytes_total{device="vda"} 9.058832384e+09
                """);
    }

    @Test
    void omitsCountersThatOldKernelsDoNotHave() throws IOException {
        machine.with("proc/diskstats", "8 0 sda" + ELEVEN + "\n8 16 sdb" + FIFTEEN + "\n");
        assertThat(machine.collector(DiskstatsCollector::declare).samples())
                .contains(
                        "node_disk_io_time_weighted_seconds_total{device=\"sda\"}",
                        "node_disk_discard_time_seconds_total{device=\"sdb\"} 3.473")
                .doesNotContain("node_disk_discards_completed_total{device=\"sda\"}", "node_disk_flush");
    }

    @Test
    void ignoresColumnsOfNewerKernels() throws IOException {
        machine.with("proc/diskstats", "259\t0 nvme0n1" + SEVENTEEN + " 99 new\r\n");
        assertThat(machine.collector(DiskstatsCollector::declare).samples())
                .contains(
                        "device=\"nvme0n1\",major=\"259\",minor=\"0\"",
                        "node_disk_flush_requests_total{device=\"nvme0n1\"} 4585\n",
                        "node_disk_flush_requests_time_seconds_total{device=\"nvme0n1\"} 0.573")
                .hasLineCount(18);
    }

    @Test
    void excludesPartitionsAndLoopDevicesByDefault() throws IOException {
        StringBuilder diskstats = new StringBuilder();
        for (String name : new String[] {
            "loop0", "ram1", "zram0", "fd0", "sda", "sda1", "xvda", "xvda1", "nvme0n1", "nvme0n1p1", "dm-0", "md0"
        }) {
            diskstats.append("1 1 ").append(name).append(ELEVEN).append('\n');
        }
        machine.with("proc/diskstats", diskstats.toString());
        assertThat(reads()).containsExactly("dm-0", "md0", "nvme0n1", "sda", "xvda");
        assertThat(reads("--collector.diskstats.device-exclude=a|d|o")).containsExactly("nvme0n1", "nvme0n1p1");
        assertThat(reads("--collector.diskstats.device-include=^loop")).containsExactly("loop0");
    }

    @Test
    void exposesNothingWithoutDisks() throws IOException {
        machine.with("proc/diskstats", "");
        assertThat(machine.collector(DiskstatsCollector::declare).page()).isEmpty();
    }

    @Test
    void omitsDiskWhenLineIsTruncated() throws IOException {
        machine.with("proc/diskstats", "8 0 sda" + ELEVEN + "\n8 1 sda1 1 2 3 4\n\n8 16 sdb 1 2\n\0\1 \2");
        assertThat(reads("--collector.diskstats.device-exclude=")).containsExactly("sda");
    }

    @Test
    void leavesOutFieldsThatAreNotNumbers() throws IOException {
        assertLeavesOut(
                "8 0 sda 1 2 3 4 5 6 7 8 9 10 x",
                "expected an unsigned number, got \"x\" in \"8 0 sda 1 2 3 4 5 6 7 8 9 10 x\"");
        assertLeavesOut(
                "8 0 sda 1 2 3 4 5 6 7 8 -9 10 11",
                "expected an unsigned number, got \"-9\" in \"8 0 sda 1 2 3 4 5 6 7 8 -9 10 11\"");
        assertLeavesOut(
                "a 0 sda 1 2 3 4 5 6 7 8 9 10 11",
                "expected a whole number, got \"a\" in \"a 0 sda 1 2 3 4 5 6 7 8 9 10 11\"");
        assertLeavesOut(
                "a b c d e f g h i j k l m n", "expected a whole number, got \"a\" in \"a b c d e f g h i j k l m n\"");
    }

    private List<String> reads(String... commandLine) throws IOException {
        String prefix = "node_disk_reads_completed_total{device=\"";
        return machine.collector(DiskstatsCollector::declare, commandLine)
                .samples()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length(), line.indexOf("\"}")))
                .toList();
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        machine.with("proc/diskstats", text);
        assertThat(machine.collector(DiskstatsCollector::declare).error())
                .isEqualTo(folder + "/proc/diskstats:1: " + message);
    }
}
