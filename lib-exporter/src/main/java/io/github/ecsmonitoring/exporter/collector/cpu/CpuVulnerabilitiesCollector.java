package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The hardware vulnerabilities of the CPU and their mitigations, from {@code /sys/devices/system/cpu/vulnerabilities}.
 *
 * <pre>
 * node_cpu_vulnerabilities_info{codename="spectre_v1",mitigation="usercopy/swapgs barriers",state="mitigation"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/hw-vuln/index.html">Kernel: hardware vulnerabilities</a>
 */
public final class CpuVulnerabilitiesCollector implements Collector {
    private static final String NOT_AFFECTED = "not affected";
    /** The words that a file can begin with. */
    private static final List<String> STATES = List.of("vulnerable", "mitigation", "unknown");

    record Vulnerability(String codename, String state, String mitigation) {
        static Vulnerability parse(String codename, String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.startsWith(NOT_AFFECTED)) {
                return new Vulnerability(codename, NOT_AFFECTED, "");
            }
            for (String state : STATES) {
                if (lower.startsWith(state)) {
                    int blank = text.indexOf(' ');
                    return new Vulnerability(
                            codename,
                            state,
                            blank < 0 ? "" : text.substring(blank).strip());
                }
            }
            return new Vulnerability(codename, "unknown", text);
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        SysFolder folder = host.sys("devices/system/cpu/vulnerabilities");
        for (String codename : folder.list().names()) {
            host.attempt(() -> emit(
                    out, Vulnerability.parse(codename, folder.read(codename).text())));
        }
    }

    private static void emit(MetricSink out, Vulnerability found) {
        out.gauge(
                "node_cpu_vulnerabilities_info",
                "Details of each CPU vulnerability reported by sysfs. The value of the series is an int encoded state of the "
                        + "vulnerability. The same state is stored as a string in the label",
                1,
                "codename",
                found.codename,
                "state",
                found.state,
                "mitigation",
                found.mitigation);
    }
}
