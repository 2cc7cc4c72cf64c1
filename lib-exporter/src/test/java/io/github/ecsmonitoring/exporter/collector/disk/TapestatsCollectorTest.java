package io.github.ecsmonitoring.exporter.collector.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapestatsCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesADriveOnceInSpiteOfItsOtherModes() throws IOException {
        machine.with("sys/class/scsi_tape/st0/stats", """
                        in_flight: 1
                        io_ns: 9247011087720
                        other_cnt: 1409
                        read_byte_cnt: 979383912
                        read_cnt: 3741
                        read_ns: 33788355744
                        resid_cnt: 19
                        write_byte_cnt: 1496246784000
                        write_cnt: 53772916
                        write_ns: 5233597394395
                        """)
                .with("sys/class/scsi_tape/nst0/stats", """
                        in_flight: 1
                        io_ns: 9247011087720
                        other_cnt: 1409
                        read_byte_cnt: 979383912
                        read_cnt: 3741
                        read_ns: 33788355744
                        resid_cnt: 19
                        write_byte_cnt: 1496246784000
                        write_cnt: 53772916
                        write_ns: 5233597394395
                        """)
                .with("sys/class/scsi_tape/st0a/stats", """
                        in_flight: 1
                        io_ns: 9247011087720
                        other_cnt: 1409
                        read_byte_cnt: 979383912
                        read_cnt: 3741
                        read_ns: 33788355744
                        resid_cnt: 19
                        write_byte_cnt: 1496246784000
                        write_cnt: 53772916
                        write_ns: 5233597394395
                        """);
        assertThat(machine.page(TapestatsCollector::declare)).isEqualTo("""
                # HELP node_tape_io_now The number of I/Os currently outstanding to this device.
                # TYPE node_tape_io_now gauge
                node_tape_io_now{device="st0"} 1
                # HELP node_tape_io_others_total The number of I/Os issued to the tape drive other than read or write commands. The \
                time taken to complete these commands uses the following calculation \
                io_time_seconds_total-read_time_seconds_total-write_time_seconds_total
                # TYPE node_tape_io_others_total counter
                node_tape_io_others_total{device="st0"} 1409
                # HELP node_tape_io_time_seconds_total The amount of time spent waiting for all I/O to complete (including read and \
                write). This includes tape movement commands such as seeking between file or set marks and implicit tape movement such \
                as when rewind on close tape devices are used.
                # TYPE node_tape_io_time_seconds_total counter
                node_tape_io_time_seconds_total{device="st0"} 9247.01108772
                # HELP node_tape_read_bytes_total The number of bytes read from the tape drive.
                # TYPE node_tape_read_bytes_total counter
                node_tape_read_bytes_total{device="st0"} 9.79383912e+08
                # HELP node_tape_read_time_seconds_total The amount of time spent waiting for read requests to complete.
                # TYPE node_tape_read_time_seconds_total counter
                node_tape_read_time_seconds_total{device="st0"} 33.788355744
                # HELP node_tape_reads_completed_total The number of read requests issued to the tape drive.
                # TYPE node_tape_reads_completed_total counter
                node_tape_reads_completed_total{device="st0"} 3741
                # HELP node_tape_residual_total The number of times during a read or write we found the residual amount to be non-zero. \
                This should mean that a program is issuing a read larger thean the block size on tape. For write not all data made it \
                to tape.
                # TYPE node_tape_residual_total counter
                node_tape_residual_total{device="st0"} 19
                # HELP node_tape_write_time_seconds_total The amount of time spent waiting for write requests to complete.
                # TYPE node_tape_write_time_seconds_total counter
                node_tape_write_time_seconds_total{device="st0"} 5233.597394395
                # HELP node_tape_writes_completed_total The number of write requests issued to the tape drive.
                # TYPE node_tape_writes_completed_total counter
                node_tape_writes_completed_total{device="st0"} 5.3772916e+07
                # HELP node_tape_written_bytes_total The number of bytes written to the tape drive.
                # TYPE node_tape_written_bytes_total counter
                node_tape_written_bytes_total{device="st0"} 1.496246784e+12
                """);
    }

    @Test
    void omitsIgnoredDrives() throws IOException {
        machine.with("sys/class/scsi_tape/st0/stats", """
                        in_flight: 1
                        io_ns: 9247011087720
                        other_cnt: 1409
                        read_byte_cnt: 979383912
                        read_cnt: 3741
                        read_ns: 33788355744
                        resid_cnt: 19
                        write_byte_cnt: 1496246784000
                        write_cnt: 53772916
                        write_ns: 5233597394395
                        """).with("sys/class/scsi_tape/st1/stats", """
                        in_flight: 1
                        io_ns: 9247011087720
                        other_cnt: 1409
                        read_byte_cnt: 979383912
                        read_cnt: 3741
                        read_ns: 33788355744
                        resid_cnt: 19
                        write_byte_cnt: 1496246784000
                        write_cnt: 53772916
                        write_ns: 5233597394395
                        """);
        assertThat(machine.samples(TapestatsCollector::declare, "--collector.tapestats.ignored-devices=^st0$"))
                .isEqualTo("""
                node_tape_io_now{device="st1"} 1
                node_tape_io_others_total{device="st1"} 1409
                node_tape_io_time_seconds_total{device="st1"} 9247.01108772
                node_tape_read_bytes_total{device="st1"} 9.79383912e+08
                node_tape_read_time_seconds_total{device="st1"} 33.788355744
                node_tape_reads_completed_total{device="st1"} 3741
                node_tape_residual_total{device="st1"} 19
                node_tape_write_time_seconds_total{device="st1"} 5233.597394395
                node_tape_writes_completed_total{device="st1"} 5.3772916e+07
                node_tape_written_bytes_total{device="st1"} 1.496246784e+12
                """);
    }

    @Test
    void omitsMissingCounters() throws IOException {
        machine.with("sys/class/scsi_tape/st0/stats", "read_cnt: 18446744073709551615");
        assertThat(machine.samples(TapestatsCollector::declare))
                .isEqualTo("node_tape_reads_completed_total{device=\"st0\"} 1.8446744073709552e+19\n");
    }

    @Test
    void hasNoDataWithoutTheClass() {
        assertThat(page()).isEqualTo("NoDataException: there is no …/sys/class/scsi_tape");
    }

    @Test
    void reportsTheMalformedFile() throws IOException {
        machine.with("sys/class/scsi_tape/st0/stats", "read_cnt: -1");
        assertThat(page())
                .isEqualTo(
                        "IOException: …/sys/class/scsi_tape/st0/stats/read_cnt: expected an unsigned number, got \"-1\"");
    }

    private String page() {
        return machine.failure(TapestatsCollector::declare);
    }
}
