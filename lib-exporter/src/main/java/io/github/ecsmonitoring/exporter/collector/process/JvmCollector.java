package io.github.ecsmonitoring.exporter.collector.process;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;

/**
 * The exporter's own Java virtual machine: memory, garbage collection and threads, under the names of Prometheus' Java
 * client. node_exporter has no such collector, so it is disabled by default.
 *
 * <pre>
 * jvm_memory_used_bytes{area="heap"} 3.145728e+06
 * jvm_gc_collection_seconds_total{gc="Copy"} 0.012
 * </pre>
 *
 * @see <a href="https://prometheus.github.io/client_java/instrumentation/jvm/">client_java: JVM metrics</a>
 */
public final class JvmCollector implements Collector {

    @Override
    public void collect(HostReader host, MetricSink out) {
        collectMemory(out, "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
        collectMemory(out, "nonheap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            out.counter(
                    "jvm_gc_collections_total", "Garbage collections.", gc.getCollectionCount(), "gc", gc.getName());
            out.counter(
                    "jvm_gc_collection_seconds_total",
                    "Time spent in garbage collections.",
                    gc.getCollectionTime() / 1000.0,
                    "gc",
                    gc.getName());
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        out.gauge("jvm_threads_current", "Current thread count of a JVM", threads.getThreadCount());
        out.gauge("jvm_threads_daemon", "Daemon thread count of a JVM", threads.getDaemonThreadCount());
        out.gauge(
                "jvm_classes_currently_loaded",
                "The number of classes that are currently loaded in the JVM",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    private static void collectMemory(MetricSink out, String area, MemoryUsage usage) {
        out.gauge("jvm_memory_used_bytes", "Used bytes of a given JVM memory area.", usage.getUsed(), "area", area);
        out.gauge(
                "jvm_memory_committed_bytes",
                "Committed (bytes) of a given JVM memory area.",
                usage.getCommitted(),
                "area",
                area);
        if (usage.getMax() >= 0) {
            out.gauge("jvm_memory_max_bytes", "Max (bytes) of a given JVM memory area.", usage.getMax(), "area", area);
        }
    }
}
