package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * Tasks that the kernel found hanging, from {@code /proc/sys/kernel/hung_task_detect_count}, which Linux has since
 * 6.14.
 *
 * <pre>
 * node_kernel_hung_tasks_total 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/sysctl/kernel.html#hung-task-detect-count">Kernel:
 *     hung_task_detect_count</a>
 */
final class KernelHungCollector implements Collector {
    private final SysFolder kernel;

    KernelHungCollector(HostPaths paths, Log log) {
        this.kernel = new SysFolder(paths.procfs().resolve("sys/kernel"));
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        OptionalDouble hung = kernel.numberIfPresent("hung_task_detect_count");
        if (hung.isEmpty()) {
            throw new NoDataException("this kernel does not count hung tasks: no file "
                    + kernel.path().resolve("hung_task_detect_count"));
        }
        out.counter(
                "node_kernel_hung_tasks_total",
                "Total number of tasks that have been detected as hung since the system booted.",
                hung.getAsDouble());
    }
}
