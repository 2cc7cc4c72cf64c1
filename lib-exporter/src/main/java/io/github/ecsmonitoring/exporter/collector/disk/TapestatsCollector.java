package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysMetric;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads, writes and waiting times of SCSI tape drives, from {@code /sys/class/scsi_tape/st*}{@code /stats}.
 *
 * <pre>
 * node_tape_read_bytes_total{device="st0"} 9.79383912e+08
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/scsi/st.html#sysfs-and-statistics-for-tape-devices">Kernel: statistics for tape
 *     devices</a>
 */
public final class TapestatsCollector implements Collector {
    private static final List<SysMetric> METRICS = SysMetric.join(
            SysMetric.table(MetricType.GAUGE, "node_tape_", SysMetric.Unit.AS_IT_IS, """
                    in_flight io_now The number of I/Os currently outstanding to this device.
                    """),
            SysMetric.table(MetricType.COUNTER, "node_tape_", SysMetric.Unit.AS_IT_IS, """
                    other_cnt io_others_total The number of I/Os issued to the tape drive other than read or write commands. The time \
                    taken to complete these commands uses the following calculation \
                    io_time_seconds_total-read_time_seconds_total-write_time_seconds_total
                    read_byte_cnt read_bytes_total The number of bytes read from the tape drive.
                    read_cnt reads_completed_total The number of read requests issued to the tape drive.
                    write_byte_cnt written_bytes_total The number of bytes written to the tape drive.
                    write_cnt writes_completed_total The number of write requests issued to the tape drive.
                    resid_cnt residual_total The number of times during a read or write we found the residual amount to be non-zero. \
                    This should mean that a program is issuing a read larger thean the block size on tape. For write not all data \
                    made it to tape.
                    """),
            SysMetric.table(MetricType.COUNTER, "node_tape_", SysMetric.Unit.times(0.000000001), """
                    io_ns io_time_seconds_total The amount of time spent waiting for all I/O to complete (including read and write). \
                    This includes tape movement commands such as seeking between file or set marks and implicit tape movement such \
                    as when rewind on close tape devices are used.
                    read_ns read_time_seconds_total The amount of time spent waiting for read requests to complete.
                    write_ns write_time_seconds_total The amount of time spent waiting for write requests to complete.
                    """));

    private final NameFilter devices;

    private TapestatsCollector(NameFilter devices) {
        this.devices = devices;
    }

    public static CollectorFactory declare(Flags flags) {
        Supplier<NameFilter> devices = NameFilter.declareIgnored(
                flags, "collector.tapestats.ignored-devices", "Regexp of devices to ignore for tapestats.");
        return log -> new TapestatsCollector(devices.get());
    }

    record Tape(String name, List<SysMetric.Value> values) {
        /** The drive in a folder {@code st0}; null for its other modes (nst0, st0a), whose counters are the same. */
        static Tape read(SysFolder device, NameFilter devices) throws IOException {
            return KernelNumber.isDigits(device.name(), "st".length()) && devices.shows(device.name())
                    ? new Tape(device.name(), SysMetric.read(device.folder("stats"), METRICS))
                    : null;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Tape tape :
                SysDevices.read(host.sys("class/scsi_tape"), "st[0-9]*", device -> Tape.read(device, devices))) {
            tape.values.forEach(value -> value.emit(out, "device", tape.name));
        }
    }
}
