package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricName;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernel parameters that are named on the command line, from {@code /proc/sys}: {@code kernel.threads-max} is one
 * number, {@code fs.file-nr:total,current,max} names the numbers of a list, and {@code --collector.sysctl.include-info}
 * exposes words as labels.
 *
 * <pre>
 * node_sysctl_kernel_threads_max 75000
 * node_sysctl_fs_file_nr_max 2.46562e+06
 * node_sysctl_info{index="0",name="kernel.seccomp.actions_avail",value="kill_process"} 1
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_sys.5.html">proc_sys(5)</a>
 */
public final class SysctlCollector implements Collector {
    private final List<Parameter> parameters = new ArrayList<>();

    private SysctlCollector(List<String> numbers, List<String> words) {
        numbers.forEach(text -> parameters.add(Parameter.parse(text, true)));
        words.forEach(text -> parameters.add(Parameter.parse(text, false)));
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<List<String>> numbers =
                flags.texts("collector.sysctl.include", List.of(), "Select sysctl metrics to include");
        Flag<List<String>> words = flags.texts(
                "collector.sysctl.include-info", List.of(), "Select sysctl metrics to include as info metrics");
        return log -> new SysctlCollector(numbers.value(), words.value());
    }

    /** A parameter of the command line; {@code keys} name its values, if there are any. */
    record Parameter(String name, List<String> keys, boolean numeric, String metric) {
        static Parameter parse(String text, boolean numeric) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            List<String> keys =
                    colon < 0 ? List.of() : List.of(text.substring(colon + 1).split(",", -1));
            return new Parameter(name, keys, numeric, "node_sysctl_" + name.replaceAll("_*[^0-9A-Za-z_]+_*", "_"));
        }
    }

    /** A value as a word and, for a numeric parameter, as a number. */
    record Value(String word, double number) {
        static List<Value> parse(KernelText text, boolean numeric) throws IOException {
            List<Value> values = new ArrayList<>();
            while (text.nextLine()) {
                while (text.nextField()) {
                    values.add(new Value(text.field(), numeric ? number(text) : 0));
                }
            }
            return values;
        }

        private static double number(KernelText text) throws IOException {
            try {
                return KernelNumber.parse(text.field());
            } catch (NumberFormatException notANumber) {
                throw text.expected("a whole number");
            }
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        IOException first = null;
        for (Parameter parameter : parameters) {
            try {
                collect(host, out, parameter);
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first; // each was asked for by name
        }
    }

    private static void collect(HostReader host, MetricSink out, Parameter parameter) throws IOException {
        List<Value> values = Value.parse(host.proc("sys/" + parameter.name.replace('.', '/')), parameter.numeric);
        check(parameter, values.size());
        for (int i = 0; i < values.size(); i++) {
            emit(out, parameter, i, values);
        }
    }

    private static void check(Parameter parameter, int values) throws IOException {
        if (values == 0) {
            throw new IOException("sysctl " + parameter.name + " has no values");
        }
        int keys = parameter.keys.size();
        if (keys > 0 && (keys != values || values == 1)) {
            throw new IOException(
                    "sysctl " + parameter.name + " has " + values + " values, but the flag names " + parameter.keys);
        }
        if (keys > 0 && !parameter.numeric) {
            throw new IOException(
                    "sysctl " + parameter.name + " is exposed as words, which cannot have names: " + parameter.keys);
        }
    }

    private static void emit(MetricSink out, Parameter parameter, int index, List<Value> values) {
        Value value = values.get(index);
        String help = "sysctl " + parameter.name;
        if (!parameter.numeric) {
            out.gauge(
                    "node_sysctl_info",
                    "sysctl info",
                    1,
                    "index",
                    Integer.toString(index),
                    "name",
                    parameter.name,
                    "value",
                    value.word);
        } else if (!parameter.keys.isEmpty()) {
            String name = parameter.metric + "_" + MetricName.escape(parameter.keys.get(index));
            out.add(MetricType.UNTYPED, name, help + ", field " + index, value.number);
        } else if (values.size() == 1) {
            out.add(MetricType.UNTYPED, parameter.metric, help, value.number);
        } else {
            out.add(MetricType.UNTYPED, parameter.metric, help, value.number, "index", Integer.toString(index));
        }
    }
}
