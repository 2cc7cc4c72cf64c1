package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
    private final ByName<Interrupt> interrupts = new ByName<>();

    private InterruptsCollector(HostPaths paths, NameFilter names, boolean zeros) {
        this.paths = paths;
        this.names = names;
        this.zeros = zeros;
    }

    static CollectorType.Factory declare(Flags flags) {
        // They say that they exclude each other, but node_exporter takes both.
        Flag<String> include = flags.text(
                "collector.interrupts.name-include",
                "",
                "Regexp of interrupts name to include (mutually exclusive to --collector.interrupts.name-exclude).");
        Flag<String> exclude = flags.text(
                "collector.interrupts.name-exclude",
                "",
                "Regexp of interrupts name to exclude (mutually exclusive to --collector.interrupts.name-include).");
        Flag<Boolean> zeros =
                flags.toggle("collector.interrupts.include-zeros", true, "Include interrupts that have a zero value");
        return (paths, log) -> new InterruptsCollector(paths, NameFilter.of(include, exclude), zeros.value());
    }

    /**
     * What stands before and behind an interrupt's counts.
     *
     * @param description the words behind the counts
     * @param shown whether the filters find it
     */
    private record Interrupt(String name, List<String> description, String info, String devices, boolean shown) {
        /** Whether the current line, whose counts were passed, ends with the same words. */
        boolean isIn(KernelText text) {
            for (int i = 0; i < description.size(); i++) {
                if (!text.nextField() || !text.fieldIs(description.get(i))) {
                    return false;
                }
            }
            return !text.nextField();
        }

        /**
         * The devices that an interrupt with a number is for stand behind its controller; one without a number has
         * none.
         */
        static Interrupt of(String name, List<String> words, NameFilter names) {
            int infos = isNumber(name) ? 1 : words.size();
            String info = String.join(" ", words.subList(0, infos));
            String devices = String.join(" ", words.subList(infos, words.size()));
            return new Interrupt(name, words, info, devices, names.shows(name + ";" + info + ";" + devices));
        }

        private static boolean isNumber(String name) {
            return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
        }
    }

    /** Sends the lines with a count for each CPU; those of ERR and MIS have one for all and no description. */
    void show(KernelText text, MetricSink out) throws IOException {
        int cpus = text.firstLine().fieldCount();
        String[] labels = {"cpu", "", "devices", "", "info", "", "type", ""};
        while (text.nextLine()) {
            // On ARM a large count touches the colon: "IPI0:1234567890".
            if (text.skipPastFirst(':') && passFields(text, cpus)) {
                Interrupt interrupt = interrupt(text, cpus);
                text.skipPastFirst(':');
                labels[3] = interrupt.devices;
                labels[5] = interrupt.info;
                labels[7] = interrupt.name;
                emit(out, text, cpus, interrupt.shown, labels);
            }
        }
    }

    /** False if there is none behind them. */
    private static boolean passFields(KernelText text, int count) {
        for (int i = 0; i < count; i++) {
            text.nextField();
        }
        return text.hasField();
    }

    private Interrupt interrupt(KernelText text, int cpus) {
        String name = text.before(':');
        Interrupt known = interrupts.find(name);
        if (known != null && known.isIn(text)) {
            return known;
        }
        List<String> words = new ArrayList<>();
        text.skipPastFirst(':');
        passFields(text, cpus);
        while (text.nextField()) {
            words.add(text.field());
        }
        return interrupts.keep(name, Interrupt.of(name, words, names));
    }

    private void emit(MetricSink out, KernelText text, int cpus, boolean shown, String[] labels) throws IOException {
        for (int cpu = 0; cpu < cpus; cpu++) {
            double count = text.nextUnsigned();
            if (shown && (zeros || count != 0)) {
                labels[1] = CpuNumber.text(cpu);
                out.counter("node_interrupts_total", "Interrupt details.", count, labels);
            }
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        show(paths.readProc("interrupts"), out);
    }
}
