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
    private final NameFilter fields;

    private NetstatCollector(HostPaths paths, NameFilter fields) {
        this.paths = paths;
        this.fields = fields;
    }

    static CollectorType.Factory declare(Flags flags) {
        Supplier<NameFilter> fields = NameFilter.declareOne(flags, "collector.netstat.fields", FIELDS,
                "Regexp of fields to return for netstat collector.");
        return (paths, log) -> new NetstatCollector(paths, fields.get());
    }

    /** A counter, or one of the few gauges between them. */
    record Statistic(String protocol, String name, double value) {

        /** Pairs of lines: a protocol's names, then its values. */
        static List<Statistic> parse(KernelText text) throws IOException {
            List<Statistic> statistics = new ArrayList<>();
            while (text.nextLine()) {
                String protocol = protocol(text);
                List<String> names = new ArrayList<>();
                while (text.nextField()) {
                    names.add(name(text, text.field()));
                }
                if (!text.nextLine() || !protocol(text).equals(protocol) || text.fieldCount() != names.size() + 1) {
                    throw text.malformed("expected " + names.size() + " values of " + protocol);
                }
                for (String name : names) {
                    statistics.add(new Statistic(protocol, name, text.nextDecimal()));
                }
            }
            return statistics;
        }

        /** A name and a value a line; the name's part up to the 6 is the protocol's. */
        static List<Statistic> parse6(KernelText text) throws IOException {
            List<Statistic> statistics = new ArrayList<>();
            while (text.nextLine()) {
                if (text.fieldCount() < 2) {
                    continue;
                }
                String name = name(text, text.nextString());
                int six = name.indexOf('6');
                if (six >= 0) {
                    statistics.add(new Statistic(name.substring(0, six + 1), name.substring(six + 1), text.nextDecimal()));
                }
            }
            return statistics;
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
        List<Statistic> statistics = new ArrayList<>(Statistic.parse(paths.readProc("net/netstat")));
        statistics.addAll(Statistic.parse(paths.readProc("net/snmp")));
        try {
            statistics.addAll(Statistic.parse6(paths.readProc("net/snmp6")));
        } catch (NoSuchFileException noIpv6) {
            // a machine without IPv6 has its IPv4 counters still
        }
        for (Statistic statistic : statistics) {
            String key = statistic.protocol + "_" + statistic.name;
            if (fields.shows(key)) {
                out.add(MetricType.UNTYPED, "node_netstat_" + key,
                        "Statistic " + statistic.protocol + statistic.name + ".", statistic.value);
            }
        }
    }
}
