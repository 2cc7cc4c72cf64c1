package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;

/**
 * The number of open file handles of the whole machine and its limit, from {@code /proc/sys/fs/file-nr}.
 *
 * <pre>
 * node_filefd_allocated 970
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_sys_fs.5.html">proc_sys_fs(5), file-nr</a>
 */
public final class FilefdCollector implements Collector {
    /** NaN stands for a number that cannot be read. */
    record FileNr(double allocated, double maximum) {
        static FileNr parse(KernelText text) throws IOException {
            double allocated = text.firstLine().nextUnsignedOrNaN();
            text.nextField(); // free handles: always 0 since Linux 2.6
            return new FileNr(allocated, text.nextUnsignedOrNaN());
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        FileNr files = FileNr.parse(host.proc("sys/fs/file-nr"));
        out.addIfRead(
                MetricType.GAUGE, "node_filefd_allocated", "File descriptor statistics: allocated.", files.allocated);
        out.addIfRead(MetricType.GAUGE, "node_filefd_maximum", "File descriptor statistics: maximum.", files.maximum);
    }
}
