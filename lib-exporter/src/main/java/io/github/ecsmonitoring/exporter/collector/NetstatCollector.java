package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the network protocols of this network namespace count, from {@code /proc/net/netstat}, {@code snmp} and
 * {@code snmp6}; without {@code --collector.netstat.fields} a small choice of it.
 *
 * <pre>
 * node_netstat_Tcp_RetransSegs 17
 * node_netstat_TcpExt_ListenDrops 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/snmp_counter.html">Kernel: SNMP counters</a>
 */
final class NetstatCollector implements Collector {
    private static final String FIELDS =
            "^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)|Icmp6?_(InMsgs|OutMsgs)"
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
        Supplier<NameFilter> fields = NameFilter.declareOne(
                flags, "collector.netstat.fields", FIELDS, "Regexp of fields to return for netstat collector.");
        return (paths, log) -> new NetstatCollector(paths, fields.get());
    }

    /** A field of a protocol, and the metric that it becomes if it is shown. */
    record Field(String name, String metric, String help, boolean shown) {
        static Field of(String protocol, String name, Predicate<String> shown) {
            String key = protocol + "_" + name;
            return new Field(name, "node_netstat_" + key, "Statistic " + protocol + name + ".", shown.test(key));
        }
    }

    /** Sends the fields of a file, and knows the names that stood there before: they are the same at each scrape. */
    static final class Parser {
        /** The field of a line that is no protocol's. */
        private static final Field NO_FIELD = new Field(null, null, null, false);

        /** The names behind a line's first field, which is {@code protocol} and a colon. */
        private record Header(String first, String protocol, List<Field> fields) {
            /** Whether the current line, whose first field was read, has the same. */
            boolean areIn(KernelText text) {
                for (int i = 0; i < fields.size(); i++) {
                    if (!text.nextField() || !text.fieldIs(fields.get(i).name)) {
                        return false;
                    }
                }
                return !text.nextField();
            }
        }

        private final ByName<Header> lines = new ByName<>();
        private final ByName<Field> fields6 = new ByName<>();
        private final Predicate<String> shown;

        /** {@code shown} knows fields as {@code Tcp_InErrs}. */
        Parser(Predicate<String> shown) {
            this.shown = shown;
        }

        /** Pairs of lines: a protocol's names, then its values. */
        void show(KernelText text, MetricSink out) throws IOException {
            while (text.nextLine()) {
                Header names = header(text);
                int count = names.fields.size();
                if (!text.nextLine() || !text.nextString().equals(names.first) || text.fieldCount() != count + 1) {
                    throw text.malformed("expected " + count + " values of " + names.protocol);
                }
                for (int i = 0; i < count; i++) {
                    show(names.fields.get(i), text.nextDecimal(), out);
                }
            }
        }

        /** A name and a value a line. */
        void show6(KernelText text, MetricSink out) throws IOException {
            while (text.nextLine()) {
                if (text.fieldCount() >= 2) {
                    Field field = field6(text, text.nextString());
                    if (field != NO_FIELD) {
                        show(field, text.nextDecimal(), out);
                    }
                }
            }
        }

        private static void show(Field field, double value, MetricSink out) {
            if (field.shown) {
                out.add(MetricType.UNTYPED, field.metric, field.help, value);
            }
        }

        private Header header(KernelText text) throws IOException {
            String first = text.nextString();
            Header known = lines.find(first);
            return known != null && known.areIn(text) ? known : lines.keep(first, parseNames(text, first));
        }

        private Header parseNames(KernelText text, String first) throws IOException {
            if (!first.endsWith(":")) {
                throw text.expected("a protocol and a colon");
            }
            Header names = new Header(first, name(text, first.substring(0, first.length() - 1)), new ArrayList<>());
            text.skipPastFirst(':');
            while (text.nextField()) {
                names.fields.add(Field.of(names.protocol, name(text, text.field()), shown));
            }
            return names;
        }

        private Field field6(KernelText text, String name) throws IOException {
            Field known = fields6.find(name);
            return known != null ? known : fields6.keep(name, parseField6(name(text, name)));
        }

        /** The name's part up to the 6 is the protocol's. */
        private Field parseField6(String name) {
            int six = name.indexOf('6');
            return six < 0 ? NO_FIELD : Field.of(name.substring(0, six + 1), name.substring(six + 1), shown);
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
        parser.show(paths.readProc("net/netstat"), out);
        parser.show(paths.readProc("net/snmp"), out);
        // A machine without IPv6 has its IPv4 counters still.
        Optional<KernelText> ipv6 = paths.readProcIfPresent("net/snmp6");
        if (ipv6.isPresent()) {
            parser.show6(ipv6.get(), out);
        }
    }
}
