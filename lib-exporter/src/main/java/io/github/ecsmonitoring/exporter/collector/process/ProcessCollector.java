package io.github.ecsmonitoring.exporter.collector.process;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.PageSize;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;

/**
 * The exporter's own process, with the standard metrics of Prometheus clients: CPU time, memory, file descriptors,
 * traffic of its network namespace. Always read from {@code /proc}, regardless of {@code --path.procfs}; the collector
 * has no flag.
 *
 * <pre>
 * process_resident_memory_bytes 5.2768768e+07
 * </pre>
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics">Prometheus: process
 *     metrics</a>
 */
public final class ProcessCollector implements Collector {
    private static final double TICKS_PER_SECOND = 100;

    private final String stat;
    private final String ownStat;
    private final String ownLimits;
    private final String ownNetstat;
    private final String ownDescriptors;

    /** Creates the collector of this process. */
    public ProcessCollector() {
        this("/proc");
    }

    ProcessCollector(String procfs) {
        stat = procfs + "/stat";
        ownStat = procfs + "/self/stat";
        ownLimits = procfs + "/self/limits";
        ownNetstat = procfs + "/self/net/netstat";
        ownDescriptors = procfs + "/self/fd";
    }

    /** The fields of {@code /proc/PID/stat} after the command's name, which may contain blanks and parentheses. */
    record Stat(double cpuSeconds, double startSeconds, double virtualBytes, double residentBytes) {
        static Stat parse(KernelText text) throws IOException {
            text.firstLine();
            if (!text.skipPastLast(')')) {
                throw text.malformed("expected a command's name in parentheses");
            }
            skip(text, 11); // up to cmajflt
            double user = text.nextUnsigned();
            double system = text.nextUnsigned();
            skip(text, 6); // cutime to itrealvalue
            double start = text.nextUnsigned();
            return new Stat(
                    (user + system) / TICKS_PER_SECOND,
                    start / TICKS_PER_SECOND,
                    text.nextUnsigned(),
                    text.nextUnsigned() * PageSize.bytes());
        }

        private static void skip(KernelText text, int fields) throws IOException {
            for (int i = 0; i < fields; i++) {
                if (!text.nextField()) {
                    throw text.expected("a field");
                }
            }
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        Stat process = Stat.parse(host.text(ownStat));
        out.counter(
                "process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", process.cpuSeconds);
        out.gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.", process.virtualBytes);
        out.gauge("process_resident_memory_bytes", "Resident memory size in bytes.", process.residentBytes);
        out.gauge(
                "process_start_time_seconds",
                "Start time of the process since unix epoch in seconds.",
                bootTime(host) + process.startSeconds);
        out.gauge(
                "process_open_fds",
                "Number of open file descriptors.",
                host.folder(ownDescriptors).countDescriptors());
        collectLimits(host, out);
        collectTraffic(host, out);
    }

    private void collectLimits(HostReader host, MetricSink out) throws IOException {
        KernelText limits = host.text(ownLimits);
        while (limits.nextLine()) {
            if (!limits.nextField() || !limits.fieldIs("Max") || !limits.nextField()) {
                continue;
            }
            if (limits.fieldIs("open") && limits.nextField() && limits.fieldIs("files")) {
                out.gauge("process_max_fds", "Maximum number of open file descriptors.", limit(limits));
            } else if (limits.fieldIs("address") && limits.nextField() && limits.fieldIs("space")) {
                out.gauge(
                        "process_virtual_memory_max_bytes",
                        "Maximum amount of virtual memory available in bytes.",
                        limit(limits));
            }
        }
    }

    /** The soft limit; "unlimited" is the largest number of 64 bits, as in node_exporter. */
    private static double limit(KernelText limits) throws IOException {
        String soft = limits.nextString();
        return soft.equals("unlimited")
                ? 1.8446744073709552e+19
                : KernelText.of("limits", soft).firstLine().nextUnsigned();
    }

    /** The two lines "IpExt:" of netstat: names and values, in the network namespace of the process. */
    private void collectTraffic(HostReader host, MetricSink out) throws IOException {
        KernelText netstat = host.text(ownNetstat);
        if (!nextIpExt(netstat)) {
            return;
        }
        int received = -1;
        int sent = -1;
        for (int i = 0; netstat.nextField(); i++) {
            received = netstat.fieldIs("InOctets") ? i : received;
            sent = netstat.fieldIs("OutOctets") ? i : sent;
        }
        if (nextIpExt(netstat)) {
            emitTraffic(out, netstat, received, sent);
        }
    }

    private static boolean nextIpExt(KernelText netstat) {
        while (netstat.nextLine()) {
            if (netstat.nextField() && netstat.fieldIs("IpExt:")) {
                return true;
            }
        }
        return false;
    }

    private static void emitTraffic(MetricSink out, KernelText netstat, int received, int sent) throws IOException {
        for (int i = 0; i <= Math.max(received, sent); i++) {
            double value = netstat.nextUnsigned();
            if (i == received) {
                out.counter(
                        "process_network_receive_bytes_total",
                        "Number of bytes received by the process over the network.",
                        value);
            } else if (i == sent) {
                out.counter(
                        "process_network_transmit_bytes_total",
                        "Number of bytes sent by the process over the network.",
                        value);
            }
        }
    }

    private double bootTime(HostReader host) throws IOException {
        KernelText text = host.text(stat);
        while (text.nextLine()) {
            if (text.nextField() && text.fieldIs("btime")) {
                return text.nextUnsigned();
            }
        }
        throw text.without("a line \"btime seconds\"");
    }
}
