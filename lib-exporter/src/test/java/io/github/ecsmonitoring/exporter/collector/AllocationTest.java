package io.github.ecsmonitoring.exporter.collector;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The allocation of a scrape does not grow with the number of series: it is the same on a machine with 1,000 CPUs,
 * disks, protocols or fields as on one with 10. The counters change between scrapes. The bytes are those that the JVM
 * counts; no time is measured.
 */
class AllocationTest {
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final int SCRAPES = 10;

    /** Whether a disk rotates is read from sysfs, which is made of plain files here: paths and descriptors. */
    private static final long FOR_A_DISK_IN_SYSFS = 700;
    /** Of a thousand names, some evict each other from the cache of strings: 56 bytes each, and 24 for a double. */
    private static final long CROWDED_NAMES = 6 * 1024;

    /** Bytes for each device: errno of a value that the driver refuses (the speed of a virtual device). */
    private static final long FOR_REFUSED_VALUES = 200;

    private static final Log LOG = new Log(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            Log.Level.DEBUG,
            Log.Format.LOGFMT);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conntrack",
                "cpu",
                "diskstats",
                "interrupts",
                "meminfo",
                "netstat",
                "schedstat",
                "sockstat",
                "softirqs",
                "softnet",
                "stat",
                "udp_queues",
                "vmstat"
            })
    void scrapeOfALargeMachineAllocatesNoMoreThanOfASmallOne(String collector) throws IOException {
        long sysfs = collector.equals("diskstats") ? FOR_A_DISK_IN_SYSFS * (MANY - FEW) : 0;
        long growth = scrapes(collector, MANY).bytes() - scrapes(collector, FEW).bytes();
        assertThat(growth - sysfs).isLessThan(CROWDED_NAMES);
    }

    /** Twenty files and a netlink message for each device: all devices of this machine against the loopback alone. */
    @ParameterizedTest
    @CsvSource({"netclass, --collector.netclass.ignored-devices=^[^l]", "netdev, --collector.netdev.device-include=^lo$"
    })
    void networkDeviceAllocatesForRefusedValuesOnly(String collector, String loopbackAlone) throws IOException {
        long devices = host().open().sys("class/net").list().folders("*").size();
        assumeTrue(devices > 1, "skipped: needs a second network device beside the loopback");
        Machine machine = new Machine(folder);
        long all = new Scrapes(Map.of(), machine, onThisMachine(collector)).bytes();
        long one = new Scrapes(Map.of(), machine, onThisMachine(collector, loopbackAlone)).bytes();
        assertThat(all - one).isLessThan(FOR_REFUSED_VALUES * (devices - 1));
    }

    /** Scrapes of one collector, written as a page, on a machine of so many things. */
    private static final class Scrapes {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final Map<String, String> texts;
        private final Machine machine;
        private final MachineCollector collector;
        private final MetricSink sink = new MetricSink();
        private final Utf8Buffer page = new Utf8Buffer();
        private long number = 100_000;

        Scrapes(Map<String, String> texts, Machine machine, MachineCollector collector) {
            this.texts = texts;
            this.machine = machine;
            this.collector = collector;
        }

        /** The minimum of some scrapes: the first ones fill the caches. */
        long bytes() throws IOException {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < SCRAPES; i++) {
                write();
                least = Math.min(least, scrape());
            }
            return least;
        }

        private long scrape() throws IOException {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            sink.clear();
            collector.collect(sink);
            page.clear();
            TextFormat.write(sink, page);
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertThat(sink.faults()).isEmpty();
            assertThat(page.size()).isPositive();
            return bytes;
        }

        /** Each {@code #} is another number at each scrape. */
        private void write() throws IOException {
            number += 317;
            for (Map.Entry<String, String> text : texts.entrySet()) {
                machine.with("proc/" + text.getKey(), text.getValue().replace("#", Long.toString(number)));
            }
        }
    }

    private MachineCollector onThisMachine(String collector, String... commandLine) {
        Flags flags = new Flags();
        CollectorFactory factory = type(collector).declaration().apply(flags);
        flags.parse(List.of(commandLine));
        return new MachineCollector(factory.create(LOG), host());
    }

    private static Host host() {
        return new Host(new HostPaths("/proc", "/sys", "/", "/run/udev/data"));
    }

    private Scrapes scrapes(String name, int size) {
        Machine machine = new Machine(folder.resolve(name + size));
        return new Scrapes(
                texts(name, size), machine, machine.collector(type(name).declaration(), flags(name)));
    }

    private static CollectorType type(String name) {
        return CollectorList.ALL.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String[] flags(String collector) {
        return switch (collector) {
            case "netstat", "vmstat" -> new String[] {"--collector." + collector + ".fields="};
            default -> new String[0];
        };
    }

    private static Map<String, String> texts(String collector, int size) {
        return switch (collector) {
            case "conntrack" ->
                Map.of(
                        "sys/net/netfilter/nf_conntrack_count",
                        "7\n",
                        "sys/net/netfilter/nf_conntrack_max",
                        "9\n",
                        "net/stat/nf_conntrack",
                        "header\n" + (" #".repeat(17) + "\n").repeat(size));
            case "cpu", "stat" ->
                Map.of(
                        "stat",
                        "cpu" + " #".repeat(10) + "\n" + lines(size, i -> "cpu" + i + " #".repeat(10)) + "ctxt #\n");
            case "diskstats" ->
                Map.of("diskstats", lines(size, i -> "259 " + i + " nvme" + i + "n1" + " #".repeat(17)));
            case "interrupts" ->
                Map.of(
                        "interrupts",
                        words(size, "CPU") + "\n"
                                + lines(10, i -> i + ":" + " #".repeat(size) + " PCI-MSI 1-edge nvme0q" + i) + "LOC:"
                                + " #".repeat(size) + " Local timer\n");
            case "meminfo" -> Map.of("meminfo", "MemFree: # kB\n" + lines(size, i -> "Field" + i + ": # kB"));
            case "netstat" ->
                Map.of(
                        "net/netstat",
                        "Tcp: " + words(size, "Field") + "\nTcp:" + " #".repeat(size) + "\n",
                        "net/snmp",
                        lines(size, i -> "P" + i + ": InMsgs\nP" + i + ": #"),
                        "net/snmp6",
                        lines(size, i -> "Ip6Field" + i + " #"));
            case "schedstat" -> Map.of("schedstat", lines(size, i -> "cpu" + i + " #".repeat(9)));
            case "sockstat" ->
                Map.of("net/sockstat", lines(size, i -> "P" + i + ": inuse # mem #"), "net/sockstat6", "");
            case "softirqs" ->
                Map.of(
                        "softirqs",
                        words(size, "CPU") + "\nTIMER:" + " #".repeat(size) + "\nRCU:" + " #".repeat(size) + "\n");
            case "softnet" ->
                Map.of("net/softnet_stat", lines(size, i -> " #".repeat(12) + " " + Integer.toHexString(i)));
            case "udp_queues" ->
                Map.of(
                        "net/udp",
                        "sl\n" + lines(size, i -> i + ": a:0 b:0 07 00000000:00000000 00:00000000 #"),
                        "net/udp6",
                        "sl\n");
            case "vmstat" -> Map.of("vmstat", lines(size, i -> "nr_field" + i + " #"));
            default -> throw new IllegalArgumentException(collector);
        };
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).map(text -> text + "\n").collect(joining());
    }

    private static String words(int count, String prefix) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(joining(" "));
    }
}
