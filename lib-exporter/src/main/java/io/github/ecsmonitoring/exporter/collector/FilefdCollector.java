package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;

/**
 * File handles that are open in the whole kernel and their limit, from {@code /proc/sys/fs/file-nr}.
 *
 * <pre>
 * node_filefd_allocated 970
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_sys_fs.5.html">proc_sys_fs(5), file-nr</a>
 */
final class FilefdCollector implements Collector {
    private final HostPaths paths;

    FilefdCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    record FileNr(double allocated, double maximum) {
        static FileNr parse(KernelText text) throws IOException {
            double allocated = text.firstLine().nextUnsigned();
            text.nextUnsigned(); // free handles: always 0 since Linux 2.6
            return new FileNr(allocated, text.nextUnsigned());
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        FileNr files = FileNr.parse(paths.readProc("sys/fs/file-nr"));
        out.gauge("node_filefd_allocated", "File descriptor statistics: allocated.", files.allocated);
        out.gauge("node_filefd_maximum", "File descriptor statistics: maximum.", files.maximum);
    }
}
