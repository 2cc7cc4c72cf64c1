package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The part of {@link CpuCollector} that reads {@code /proc/cpuinfo}: model, frequency, and those of its flags and bugs
 * that the command line asks for. Off unless asked for.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_cpuinfo.5.html">proc_cpuinfo(5)</a>
 */
final class CpuInfo {
    private final HostPaths paths;
    private final boolean enabled;
    /** As in node_exporter, where the collector cpufreq is on. */
    private final boolean frequencies;

    private final NameFilter flags;
    private final NameFilter bugs;

    private CpuInfo(HostPaths paths, boolean enabled, boolean frequencies, NameFilter flags, NameFilter bugs) {
        this.paths = paths;
        this.enabled = enabled;
        this.frequencies = frequencies;
        this.flags = flags;
        this.bugs = bugs;
    }

    record Declared(Flags all, Flag<Boolean> info, Supplier<NameFilter> flags, Supplier<NameFilter> bugs) {
        CpuInfo create(HostPaths paths) {
            NameFilter flagFilter = flags.get();
            NameFilter bugFilter = bugs.get();
            boolean enabled = info.value() || flagFilter != null || bugFilter != null;
            return new CpuInfo(paths, enabled, Collectors.isEnabled(all, "cpufreq"), flagFilter, bugFilter);
        }
    }

    static Declared declare(Flags flags) {
        return new Declared(
                flags,
                flags.toggle("collector.cpu.info", false, "Enables metric cpu_info"),
                NameFilter.declareInclude(flags, "collector.cpu.info.flags-include", "the `flags` field in cpuInfo"),
                NameFilter.declareInclude(flags, "collector.cpu.info.bugs-include", "the `bugs` field in cpuInfo"));
    }

    /** The file's blocks, one a CPU, by the file's own names. */
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
            throw text.without("line \"processor : number\"");
        }
        return cpus;
    }

    void collect(MetricSink out) throws IOException {
        if (!enabled) {
            return;
        }
        List<Map<String, String>> cpus = parse(paths.readProc("cpuinfo"));
        for (Map<String, String> cpu : cpus) {
            emit(out, cpu);
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
            return; // ARM does not say
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
