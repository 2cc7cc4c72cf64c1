package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricName;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.NameCache;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Counters of the network protocols of this network namespace, from {@code /proc/net/netstat}, {@code snmp} and
 * {@code snmp6}. By default {@code --collector.netstat.fields} selects a few of them.
 *
 * <pre>
 * node_netstat_Tcp_RetransSegs 17
 * node_netstat_TcpExt_ListenDrops 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/snmp_counter.html">Kernel: SNMP counters</a>
 */
public final class NetstatCollector implements Collector {
    private static final String FIELDS =
            "^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)|Icmp6?_(InMsgs|OutMsgs)"
                    + "|TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)"
                    + "|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
                    + "|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))$";

    private final Parser parser;

    private NetstatCollector(NameFilter fields) {
        this.parser = new Parser(fields::shows);
    }

    public static CollectorFactory declare(Flags flags) {
        Supplier<NameFilter> fields = NameFilter.declareOne(
                flags, "collector.netstat.fields", FIELDS, "Regexp of fields to return for netstat collector.");
        return log -> new NetstatCollector(fields.get());
    }

    /** A field of a protocol and its metric. */
    record Field(String name, String metric, String help, boolean shown) {
        static Field of(String protocol, String name, Predicate<String> shown) {
            String key = protocol + "_" + name;
            return new Field(name, "node_netstat_" + key, "Statistic " + protocol + name + ".", shown.test(key));
        }
    }

    /** Parses the files; the names of the fields, which stay the same, are kept from scrape to scrape. */
    static final class Parser {
        /** The field of a line without a protocol. */
        private static final Field NO_FIELD = new Field(null, null, null, false);

        /** A line of names: the first field, which is the protocol and a colon, and the fields that follow it. */
        private record Header(String first, String protocol, List<Field> fields) {
            /** Whether the current line, whose first field was read, has the same fields. */
            boolean areIn(KernelText text) {
                for (int i = 0; i < fields.size(); i++) {
                    if (!text.nextField() || !text.fieldIs(fields.get(i).name)) {
                        return false;
                    }
                }
                return !text.nextField();
            }
        }

        /** By their first field. */
        private final NameCache<Header> headers = new NameCache<>();

        private final NameCache<Field> fields6 = new NameCache<>();
        private final Predicate<String> shown;

        /** A parser of fields that {@code shown} selects by names such as {@code Tcp_InErrs}. */
        Parser(Predicate<String> shown) {
            this.shown = shown;
        }

        /** Sends a file of pairs of lines: the names of a protocol's fields, then their values. */
        void show(KernelText text, MetricSink out) throws IOException {
            text.eachLine(() -> {
                Header names = header(text);
                int count = names.fields.size();
                if (!text.nextLine() || !text.nextString().equals(names.first) || text.fieldCount() != count + 1) {
                    throw text.malformed("expected " + count + " values of " + names.protocol);
                }
                for (int i = 0; i < count; i++) {
                    show(names.fields.get(i), text.nextDecimalOrNaN(), out);
                }
            });
        }

        /** Sends a file with a name and a value in each line. */
        void show6(KernelText text, MetricSink out) throws IOException {
            text.eachLine(() -> {
                if (text.fieldCount() >= 2) {
                    Field field = field6(text, text.nextString());
                    if (field != NO_FIELD) {
                        show(field, text.nextDecimalOrNaN(), out);
                    }
                }
            });
        }

        private static void show(Field field, double value, MetricSink out) {
            if (field.shown && !Double.isNaN(value)) {
                out.add(MetricType.UNTYPED, field.metric, field.help, value);
            }
        }

        private Header header(KernelText text) throws IOException {
            String first = text.nextString();
            Header known = headers.get(first);
            return known != null && known.areIn(text) ? known : headers.put(first, parseNames(text, first));
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
            Field known = fields6.get(name);
            return known != null ? known : fields6.put(name, parseField6(name(text, name)));
        }

        /** The protocol is the part of the name up to the 6. */
        private Field parseField6(String name) {
            int six = name.indexOf('6');
            return six < 0 ? NO_FIELD : Field.of(name.substring(0, six + 1), name.substring(six + 1), shown);
        }

        /** A field that becomes a part of a metric name. */
        private static String name(KernelText text, String field) throws IOException {
            if (field.indexOf(':') >= 0 || !MetricName.escape(field).equals(field)) {
                throw text.expected("a name");
            }
            return field;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        host.attempt(() -> parser.show(host.proc("net/netstat"), out));
        host.attempt(() -> parser.show(host.proc("net/snmp"), out));
        host.attempt(() -> {
            Optional<KernelText> ipv6 = host.procIfPresent("net/snmp6");
            if (ipv6.isPresent()) {
                parser.show6(ipv6.get(), out);
            }
        });
    }
}
