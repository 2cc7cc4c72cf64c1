package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.CollectorFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Model, frequency and selected flags and bugs of each CPU, from {@code /proc/cpuinfo}; disabled by default.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_cpuinfo.5.html">proc_cpuinfo(5)</a>
 */
final class CpuInfo {
    private final boolean enabled;
    /** Exposed only if the cpufreq collector is enabled, as in node_exporter. */
    private final boolean frequencies;

    private final NameFilter flags;
    private final NameFilter bugs;

    private CpuInfo(boolean enabled, boolean frequencies, NameFilter flags, NameFilter bugs) {
        this.enabled = enabled;
        this.frequencies = frequencies;
        this.flags = flags;
        this.bugs = bugs;
    }

    record Declared(Flags all, Flag<Boolean> info, Supplier<NameFilter> flags, Supplier<NameFilter> bugs) {
        CpuInfo create() {
            NameFilter flagFilter = flags.get();
            NameFilter bugFilter = bugs.get();
            boolean enabled = info.value() || flagFilter != null || bugFilter != null;
            return new CpuInfo(enabled, CollectorFlags.isEnabled(all, "cpufreq"), flagFilter, bugFilter);
        }
    }

    static Declared declare(Flags flags) {
        return new Declared(
                flags,
                flags.toggle("collector.cpu.info", false, "Enables metric cpu_info"),
                NameFilter.declareInclude(flags, "collector.cpu.info.flags-include", "the `flags` field in cpuInfo"),
                NameFilter.declareInclude(flags, "collector.cpu.info.bugs-include", "the `bugs` field in cpuInfo"));
    }

    /** The blocks of the file, one for each CPU, by the names of its fields. */
    static List<Map<String, String>> parse(KernelText text) throws IOException {
        List<Map<String, String>> cpus = new ArrayList<>();
        while (text.nextLine()) {
            String line = text.line();
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon).strip();
            if (name.equals("processor")) {
                cpus.add(new HashMap<>());
            }
            if (!cpus.isEmpty()) {
                cpus.getLast().put(name, line.substring(colon + 1).strip());
            }
        }
        if (cpus.isEmpty()) {
            throw text.without("a line \"processor : number\"");
        }
        return cpus;
    }

    void collect(HostReader host, MetricSink out) throws IOException {
        if (!enabled) {
            return;
        }
        List<Map<String, String>> cpus = parse(host.proc("cpuinfo"));
        for (Map<String, String> cpu : cpus) {
            host.attempt(() -> emit(out, cpu));
        }
        Map<String, String> first = cpus.getFirst();
        String armFlags = get(first, "Features");
        emitWords(out, "flag", "flags", first.getOrDefault("flags", armFlags), flags);
        emitWords(out, "bug", "bugs", get(first, "bugs"), bugs);
    }

    private void emit(MetricSink out, Map<String, String> cpu) throws IOException {
        String physical = get(cpu, "physical id");
        String core = get(cpu, "core id");
        String number = get(cpu, "processor");
        out.gauge(
                "node_cpu_info",
                "CPU information from /proc/cpuinfo.",
                1,
                "package",
                physical,
                "core",
                core,
                "cpu",
                number,
                "vendor",
                get(cpu, "vendor_id"),
                "family",
                get(cpu, "cpu family"),
                "model",
                get(cpu, "model"),
                "model_name",
                get(cpu, "model name"),
                "microcode",
                get(cpu, "microcode"),
                "stepping",
                get(cpu, "stepping"),
                "cachesize",
                get(cpu, "cache size"));
        String megahertz = cpu.get("cpu MHz");
        if (megahertz == null || !frequencies) {
            return; // as on ARM
        }
        double hertz =
                KernelText.of("/proc/cpuinfo, cpu MHz", megahertz).firstLine().nextDecimal() * 1e6;
        out.gauge(
                "node_cpu_frequency_hertz",
                "CPU frequency in hertz from /proc/cpuinfo.",
                hertz,
                "package",
                physical,
                "core",
                core,
                "cpu",
                number);
    }

    private static void emitWords(MetricSink out, String label, String field, String words, NameFilter filter) {
        if (filter == null) {
            return;
        }
        for (String word : words.split("\\s+")) {
            if (!word.isEmpty() && filter.shows(word)) {
                out.gauge(
                        "node_cpu_" + label + "_info",
                        "The `" + field + "` field of CPU information from /proc/cpuinfo taken from the first core.",
                        1,
                        label,
                        word);
            }
        }
    }

    private static String get(Map<String, String> cpu, String field) {
        return cpu.getOrDefault(field, "");
    }
}
