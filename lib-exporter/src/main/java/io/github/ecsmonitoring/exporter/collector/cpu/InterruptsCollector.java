package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.IntegerLabels;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.NameCache;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Interrupts by line and CPU, from {@code /proc/interrupts}. The filters match a part of {@code name;info;devices}.
 *
 * <pre>
 * node_interrupts_total{cpu="0",devices="5-edge ACPI:Ged",info="IO-APIC",type="24"} 1
 * node_interrupts_total{cpu="0",devices="",info="Local timer interrupts",type="LOC"} 1.56357e+06
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_interrupts.5.html">proc_interrupts(5)</a>
 */
public final class InterruptsCollector implements Collector {
    private final NameFilter names;
    private final boolean zeros;
    private final NameCache<Interrupt> interrupts = new NameCache<>();
    private final IntegerLabels cpuLabels = new IntegerLabels();

    private InterruptsCollector(NameFilter names, boolean zeros) {
        this.names = names;
        this.zeros = zeros;
    }

    public static CollectorFactory declare(Flags flags) {
        // node_exporter accepts both flags together, despite their help texts.
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
        return log -> new InterruptsCollector(NameFilter.of(include, exclude), zeros.value());
    }

    /**
     * The text before and after an interrupt's counts.
     *
     * @param description the words after the counts
     * @param shown whether the filters select it
     */
    private record Interrupt(String name, List<String> description, String info, String devices, boolean shown) {
        /** Whether the current line, whose counts were skipped, ends with the same words. */
        boolean isIn(KernelText text) {
            for (int i = 0; i < description.size(); i++) {
                if (!text.nextField() || !text.fieldIs(description.get(i))) {
                    return false;
                }
            }
            return !text.nextField();
        }

        /** An interrupt with a number has its controller and then its devices; one without a number has no devices. */
        static Interrupt of(String name, List<String> words, NameFilter names) {
            int infos = KernelNumber.isDigits(name) ? 1 : words.size();
            String info = String.join(" ", words.subList(0, infos));
            String devices = String.join(" ", words.subList(infos, words.size()));
            return new Interrupt(name, words, info, devices, names.shows(name + ";" + info + ";" + devices));
        }
    }

    /** Sends the lines with a count for each CPU; ERR and MIS have one count and no description. */
    void send(KernelText text, MetricSink out) throws IOException {
        int cpus = text.firstLine().fieldCount();
        String[] labels = {"cpu", "", "devices", "", "info", "", "type", ""};
        text.eachLine(() -> {
            // On ARM a large count follows the colon without a blank: "IPI0:1234567890".
            if (text.skipPastFirst(':') && skipFields(text, cpus)) {
                Interrupt interrupt = interrupt(text, cpus);
                text.skipPastFirst(':');
                labels[3] = interrupt.devices;
                labels[5] = interrupt.info;
                labels[7] = interrupt.name;
                emit(out, text, cpus, interrupt.shown, labels);
            }
        });
    }

    /** False if there is no field after them. */
    private static boolean skipFields(KernelText text, int count) {
        for (int i = 0; i < count; i++) {
            text.nextField();
        }
        return text.hasField();
    }

    private Interrupt interrupt(KernelText text, int cpus) {
        String name = text.before(':');
        Interrupt known = interrupts.get(name);
        if (known != null && known.isIn(text)) {
            return known;
        }
        List<String> words = new ArrayList<>();
        text.skipPastFirst(':');
        skipFields(text, cpus);
        while (text.nextField()) {
            words.add(text.field());
        }
        return interrupts.put(name, Interrupt.of(name, words, names));
    }

    private void emit(MetricSink out, KernelText text, int cpus, boolean shown, String[] labels) {
        for (int cpu = 0; cpu < cpus; cpu++) {
            double count = text.nextUnsignedOrNaN();
            if (shown && (zeros || count != 0) && !Double.isNaN(count)) {
                labels[1] = cpuLabels.text(cpu);
                out.counter("node_interrupts_total", "Interrupt details.", count, labels);
            }
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        send(host.proc("interrupts"), out);
    }
}
