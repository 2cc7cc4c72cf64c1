package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Time lost to a shortage of CPU, memory or I/O or to interrupts, from {@code /proc/pressure}: "waiting" while some
 * tasks were delayed, "stalled" while all were. Available since Linux 4.20, interrupts since 6.1; some distributions
 * disable it.
 *
 * <pre>
 * node_pressure_io_stalled_seconds_total 37.634736
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/accounting/psi.html">Kernel: Pressure Stall Information</a>
 */
public final class PressureCollector implements Collector {
    private record Metric(String name, String help) {}

    /** A file of procfs and the metrics of its two lines; null if not exposed. */
    private record Resource(String file, Metric some, Metric full) {}

    private static final List<Resource> RESOURCES = List.of(
            new Resource(
                    "pressure/cpu",
                    waiting("cpu", "Total time in seconds that processes have waited for CPU time"),
                    null),
            new Resource(
                    "pressure/io",
                    waiting("io", "Total time in seconds that processes have waited due to IO congestion"),
                    stalled("io", "Total time in seconds no process could make progress due to IO congestion")),
            new Resource(
                    "pressure/memory",
                    waiting("memory", "Total time in seconds that processes have waited for memory"),
                    stalled("memory", "Total time in seconds no process could make progress due to memory congestion")),
            new Resource(
                    "pressure/irq",
                    null,
                    stalled("irq", "Total time in seconds no process could make progress due to IRQ congestion")));

    /** The totals of the two lines, in microseconds. */
    record Pressure(OptionalDouble some, OptionalDouble full) {
        static Pressure parse(KernelText text) throws IOException {
            OptionalDouble[] totals = {OptionalDouble.empty(), OptionalDouble.empty()};
            text.eachLine(() -> {
                text.nextField();
                if (text.fieldIs("some")) {
                    totals[0] = OptionalDouble.of(total(text));
                } else if (text.fieldIs("full")) {
                    totals[1] = OptionalDouble.of(total(text));
                }
            });
            return new Pressure(totals[0], totals[1]);
        }

        private static double total(KernelText text) throws IOException {
            while (text.nextField()) {
                if (text.fieldStartsWith("total=")) {
                    text.skipPastLast('=');
                    return text.nextUnsigned();
                }
            }
            throw text.malformed("expected \"total=microseconds\"");
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        boolean found = false;
        for (Resource resource : RESOURCES) {
            found |= collect(host, out, resource);
        }
        if (!found) {
            throw new NoDataException("this kernel has no pressure stall information: no files in "
                    + host.paths().inProcfs("pressure"));
        }
    }

    /** Whether there is such a file; older kernels have some of them. */
    private static boolean collect(HostReader host, MetricSink out, Resource resource) {
        try {
            Optional<KernelText> text = host.procIfPresent(resource.file);
            if (text.isPresent()) {
                Pressure pressure = Pressure.parse(text.get());
                host.attempt(() -> emit(out, resource.file, resource.some, pressure.some));
                host.attempt(() -> emit(out, resource.file, resource.full, pressure.full));
            }
            return text.isPresent();
        } catch (IOException e) {
            // With psi=0 the files exist but cannot be read.
            host.omit(
                    ErrnoException.is(e, ErrnoException.NOT_SUPPORTED)
                            ? new NoDataException(
                                    "pressure stall information is disabled: the boot parameter psi=1 enables it")
                            : e);
            return true;
        }
    }

    private static void emit(MetricSink out, String file, Metric metric, OptionalDouble microseconds)
            throws IOException {
        if (metric == null) {
            return;
        }
        if (microseconds.isEmpty()) {
            throw new NoDataException(file + " has no line for " + metric.name);
        }
        out.counter(metric.name, metric.help, microseconds.getAsDouble() / 1000.0 / 1000.0);
    }

    private static Metric waiting(String resource, String help) {
        return new Metric("node_pressure_" + resource + "_waiting_seconds_total", help);
    }

    private static Metric stalled(String resource, String help) {
        return new Metric("node_pressure_" + resource + "_stalled_seconds_total", help);
    }
}
