package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the network protocols of this network namespace count, from {@code /proc/net/netstat}, {@code snmp} and {@code snmp6}; without
 * {@code --collector.netstat.fields} a small choice of it.
 *
 * <pre>
 * node_netstat_Tcp_RetransSegs 17
 * node_netstat_TcpExt_ListenDrops 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/snmp_counter.html">Kernel: SNMP counters</a>
 */
final class NetstatCollector implements Collector {
    private static final String FIELDS = "^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)|Icmp6?_(InMsgs|OutMsgs)"
            + "|TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)"
            + "|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
            + "|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))$";

    private final HostPaths paths;
    private final Parser parser;

    private NetstatCollector(HostPaths paths, NameFilter fields) {
        this.paths = paths;
        this.parser = new Parser(fields::shows);
    }

    static CollectorType.Factory declare(Flags flags) {
        Supplier<NameFilter> fields = NameFilter.declareOne(flags, "collector.netstat.fields", FIELDS,
                "Regexp of fields to return for netstat collector.");
        return (paths, log) -> new NetstatCollector(paths, fields.get());
    }

    /** A field of a protocol, and the metric that it becomes if it is shown. */
    record Field(String metric, String help, boolean shown) {
        static Field of(String protocol, String name, Predicate<String> shown) {
            String key = protocol + "_" + name;
            return new Field("node_netstat_" + key, "Statistic " + protocol + name + ".", shown.test(key));
        }
    }

    /** A counter, or one of the few gauges between them. */
    record Statistic(Field field, double value) {}

    /** Reads the files, and knows the names that stood there before: they are the same at each scrape. */
    static final class Parser {
        /** More than a kernel has; names beyond are read anew at each scrape. */
        private static final int MOST_KNOWN = 1000;

        private record Names(String protocol, List<Field> fields) {}

        private final Map<String, Names> lines = new ConcurrentHashMap<>();
        private final Map<String, Optional<Field>> fields6 = new ConcurrentHashMap<>();
        private final Predicate<String> shown;

        /** {@code shown} knows fields as {@code Tcp_InErrs}. */
        Parser(Predicate<String> shown) {
            this.shown = shown;
        }

        /** Pairs of lines: a protocol's names, then its values. */
        List<Statistic> parse(KernelText text) throws IOException {
            List<Statistic> statistics = new ArrayList<>();
            while (text.nextLine()) {
                Names names = names(text);
                if (!text.nextLine() || !protocol(text).equals(names.protocol) || text.fieldCount() != names.fields.size() + 1) {
                    throw text.malformed("expected " + names.fields.size() + " values of " + names.protocol);
                }
                for (Field field : names.fields) {
                    add(statistics, field, text.nextDecimal());
                }
            }
            return statistics;
        }

        /** A name and a value a line. */
        List<Statistic> parse6(KernelText text) throws IOException {
            List<Statistic> statistics = new ArrayList<>();
            while (text.nextLine()) {
                if (text.fieldCount() >= 2) {
                    Optional<Field> field = field6(text, text.nextString());
                    if (field.isPresent()) {
                        add(statistics, field.get(), text.nextDecimal());
                    }
                }
            }
            return statistics;
        }

        private static void add(List<Statistic> statistics, Field field, double value) {
            if (field.shown) {
                statistics.add(new Statistic(field, value));
            }
        }

        private Names names(KernelText text) throws IOException {
            String line = text.line();
            Names names = lines.get(line);
            if (names == null) {
                names = new Names(protocol(text), new ArrayList<>());
                while (text.nextField()) {
                    names.fields.add(Field.of(names.protocol, name(text, text.field()), shown));
                }
                keep(lines, line, names);
            }
            return names;
        }

        /** The name's part up to the 6 is the protocol's. */
        private Optional<Field> field6(KernelText text, String name) throws IOException {
            Optional<Field> field = fields6.get(name);
            if (field == null) {
                int six = name(text, name).indexOf('6');
                field = six < 0 ? Optional.empty() : Optional.of(Field.of(name.substring(0, six + 1), name.substring(six + 1), shown));
                keep(fields6, name, field);
            }
            return field;
        }

        private static <T> void keep(Map<String, T> known, String text, T value) {
            if (known.size() < MOST_KNOWN) {
                known.put(text, value);
            }
        }

        private static String protocol(KernelText text) throws IOException {
            String field = text.nextString();
            if (!field.endsWith(":")) {
                throw text.expected("a protocol and a colon");
            }
            return name(text, field.substring(0, field.length() - 1));
        }

        /** It becomes a part of a metric's name. */
        private static String name(KernelText text, String field) throws IOException {
            for (int i = 0; i < field.length(); i++) {
                char c = field.charAt(i);
                if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_')) {
                    throw text.expected("a name");
                }
            }
            return field;
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        emit(out, parser.parse(paths.readProc("net/netstat")), parser.parse(paths.readProc("net/snmp")), snmp6());
    }

    private List<Statistic> snmp6() throws IOException {
        try {
            return parser.parse6(paths.readProc("net/snmp6"));
        } catch (NoSuchFileException noIpv6) {
            return List.of(); // a machine without IPv6 has its IPv4 counters still
        }
    }

    @SafeVarargs
    private static void emit(MetricSink out, List<Statistic>... files) {
        for (List<Statistic> file : files) {
            for (Statistic statistic : file) {
                out.add(MetricType.UNTYPED, statistic.field.metric, statistic.field.help, statistic.value);
            }
        }
    }
}
