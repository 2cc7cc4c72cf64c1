package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;

/**
 * Tasks that the kernel has detected as hung, from {@code /proc/sys/kernel/hung_task_detect_count}, available since
 * Linux 6.14.
 *
 * <pre>
 * node_kernel_hung_tasks_total 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/sysctl/kernel.html#hung-task-detect-count">Kernel:
 *     hung_task_detect_count</a>
 */
public final class KernelHungCollector implements Collector {
    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        SysFolder kernel = host.procFolder("sys/kernel");
        SysValue hung = kernel.read("hung_task_detect_count");
        if (hung.isAbsent()) {
            throw new NoDataException(
                    "this kernel does not count hung tasks: no file " + kernel.path("hung_task_detect_count"));
        }
        out.counter(
                "node_kernel_hung_tasks_total",
                "Total number of tasks that have been detected as hung since the system booted.",
                hung.number());
    }
}
