package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Interrupts by line and CPU, from {@code /proc/interrupts}. The filters find a part of {@code name;info;devices}.
 *
 * <pre>
 * node_interrupts_total{cpu="0",devices="5-edge ACPI:Ged",info="IO-APIC",type="24"} 1
 * node_interrupts_total{cpu="0",devices="",info="Local timer interrupts",type="LOC"} 1.56357e+06
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_interrupts.5.html">proc_interrupts(5)</a>
 */
final class InterruptsCollector implements Collector {
    private final HostPaths paths;
    private final NameFilter names;
    private final boolean zeros;

    private InterruptsCollector(HostPaths paths, NameFilter names, boolean zeros) {
        this.paths = paths;
        this.names = names;
        this.zeros = zeros;
    }

    static CollectorType.Factory declare(Flags flags) {
        // They say that they exclude each other, but node_exporter takes both.
        Flag<String> include = flags.text("collector.interrupts.name-include", "",
                "Regexp of interrupts name to include (mutually exclusive to --collector.interrupts.name-exclude).");
        Flag<String> exclude = flags.text("collector.interrupts.name-exclude", "",
                "Regexp of interrupts name to exclude (mutually exclusive to --collector.interrupts.name-include).");
        Flag<Boolean> zeros =
                flags.toggle("collector.interrupts.include-zeros", true, "Include interrupts that have a zero value");
        return (paths, log) -> new InterruptsCollector(paths, NameFilter.of(include, exclude), zeros.value());
    }

    /** An interrupt line and its count on each CPU. */
    record Interrupt(String name, String info, String devices, double[] counts) {
        static List<Interrupt> parse(KernelText text) throws IOException {
            List<Interrupt> interrupts = new ArrayList<>();
            int cpus = text.firstLine().fieldCount();
            while (text.nextLine()) {
                // On ARM a large count touches the colon: "IPI0:1234567890".
                if (!text.skipPastFirst(':')) {
                    continue;
                }
                int fields = 0;
                while (text.nextField()) {
                    fields++;
                }
                // ERR and MIS have one count for all CPUs and no description.
                if (fields > cpus) {
                    text.skipPastFirst(':');
                    interrupts.add(parseLine(text, cpus));
                }
            }
            return interrupts;
        }

        private static Interrupt parseLine(KernelText text, int cpus) throws IOException {
            String line = text.line();
            String name = line.substring(0, line.indexOf(':')).stripLeading();
            double[] counts = new double[cpus];
            for (int cpu = 0; cpu < cpus; cpu++) {
                counts[cpu] = text.nextUnsigned();
            }
            if (!isNumber(name)) {
                return new Interrupt(name, rest(text), "", counts);
            }
            String info = text.nextString();
            return new Interrupt(name, info, rest(text), counts);
        }

        private static boolean isNumber(String name) {
            return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        private static String rest(KernelText text) {
            StringJoiner words = new StringJoiner(" ");
            while (text.nextField()) {
                words.add(text.field());
            }
            return words.toString();
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (Interrupt interrupt : Interrupt.parse(paths.readProc("interrupts"))) {
            if (!names.shows(interrupt.name + ";" + interrupt.info + ";" + interrupt.devices)) {
                continue;
            }
            for (int cpu = 0; cpu < interrupt.counts.length; cpu++) {
                if (zeros || interrupt.counts[cpu] != 0) {
                    out.counter("node_interrupts_total", "Interrupt details.", interrupt.counts[cpu], "cpu", Integer.toString(cpu),
                            "devices", interrupt.devices, "info", interrupt.info, "type", interrupt.name);
                }
            }
        }
    }
}
