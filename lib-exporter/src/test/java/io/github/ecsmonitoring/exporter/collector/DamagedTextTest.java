package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.flags.Flags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a kernel file says, its collector gives a valid page or an IOException: never another exception, never NaN. */
class DamagedTextTest {
    private static final Pattern LINE =
            Pattern.compile("# (HELP|TYPE) \\w[^\n]*|[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[^\n]*})? -?[0-9][0-9.e+-]*");
    private static final byte[] BYTES =
        {0, 9, 10, 13, 32, '"', '(', ')', '-', '.', '0', '9', ':', '/', '=', 'a', 'x', (byte) 0x80, (byte) 0xff};
    private static final String[] FIELDS = {"", "x", "-1", "18446744073709551615", "18446744073709551616", "NaN", "1e999", "\0\1", "ü"};
    private static final int ROUNDS = 50;

    record Source(String file, String text, Function<Flags, CollectorType.Factory> declaration) {
        @Override
        public String toString() {
            return file;
        }
    }

    @TempDir
    Path folder;

    static Stream<Source> sources() {
        return Stream.of(
                new Source("proc/buddyinfo", BuddyinfoCollectorTest.TEXT, flags -> BuddyinfoCollector::new),
                new Source("proc/cgroups", CgroupsCollectorTest.TEXT, flags -> CgroupsCollector::new),
                new Source("proc/net/stat/nf_conntrack", ConntrackCollectorTest.TEXT, flags -> ConntrackCollector::new),
                new Source("proc/drbd", DrbdCollectorTest.TEXT, flags -> DrbdCollector::new),
                new Source("proc/sys/fs/file-nr", FilefdCollectorTest.TEXT, flags -> FilefdCollector::new),
                new Source("proc/interrupts", InterruptsCollectorTest.TEXT, InterruptsCollector::declare),
                new Source("proc/sys/kernel/hung_task_detect_count", "7\n", flags -> KernelHungCollector::new),
                new Source("proc/net/stat/arp_cache", LnstatCollectorTest.TEXT, flags -> LnstatCollector::new),
                new Source("sys/devices/system/node/node0/meminfo", MeminfoNumaCollectorTest.MEMINFO_0,
                        flags -> MeminfoNumaCollector::new),
                new Source("sys/devices/system/node/node0/numastat", MeminfoNumaCollectorTest.NUMASTAT_0,
                        flags -> MeminfoNumaCollector::new),
                new Source("proc/pressure/io", PressureCollectorTest.IO, flags -> PressureCollector::new),
                new Source("proc/42/stat", ProcessesCollectorTest.APP, flags -> ProcessesCollector::new),
                new Source("proc/schedstat", SchedstatCollectorTest.TEXT, flags -> SchedstatCollector::new),
                new Source("proc/slabinfo", SlabinfoCollectorTest.TEXT, SlabinfoCollector::declare),
                new Source("proc/softirqs", SoftirqsCollectorTest.TEXT, flags -> SoftirqsCollector::new),
                new Source("proc/net/softnet_stat", SoftnetCollectorTest.TEXT, flags -> SoftnetCollector::new),
                new Source("proc/stat", StatCollectorTest.TEXT, StatCollector::declare),
                new Source("proc/swaps", SwapCollectorTest.TEXT, flags -> SwapCollector::new),
                new Source("proc/net/udp", UdpQueuesCollectorTest.UDP, flags -> UdpQueuesCollector::new),
                new Source("proc/vmstat", VmstatCollectorTest.TEXT, VmstatCollector::declare),
                new Source("proc/net/xfrm_stat", XfrmCollectorTest.TEXT, flags -> XfrmCollector::new),
                new Source("proc/zoneinfo", ZoneinfoCollectorTest.TEXT, flags -> ZoneinfoCollector::new),
                fixture("cpuinfo", DamagedTextTest::cpuWithInfo),
                fixture("diskstats", DiskstatsCollector::declare),
                fixture("loadavg", flags -> LoadavgCollector::new),
                fixture("meminfo", flags -> MeminfoCollector::new),
                fixture("net/dev", DamagedTextTest::netdevByFile),
                fixture("stat", CpuCollector::declare),
                value("class/thermal/thermal_zone0/temp", "49925\n", flags -> ThermalZoneCollector::new),
                value("class/watchdog/watchdog0/timeout", "60\n", flags -> WatchdogCollector::new),
                value("class/powercap/intel-rapl:0/energy_uj", "240422366267\n", RaplCollector::declare),
                value("devices/system/edac/mc/mc0/ce_count", "1\n", flags -> EdacCollector::new),
                value("devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "1699981\n", flags -> CpufreqCollector::new));
    }

    private static Source fixture(String file, Function<Flags, CollectorType.Factory> declaration) {
        try {
            return new Source("proc/" + file, Files.readString(Path.of("src/test/resources/fixtures/proc", file)), declaration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source value(String file, String text, Function<Flags, CollectorType.Factory> declaration) {
        return new Source("sys/" + file, text, declaration);
    }

    private static CollectorType.Factory cpuWithInfo(Flags flags) {
        CollectorType.Factory factory = CpuCollector.declare(flags);
        flags.parse(List.of("--collector.cpu.info", "--collector.cpu.info.flags-include=^s", "--collector.cpu.info.bugs-include=."));
        return factory;
    }

    private static CollectorType.Factory netdevByFile(Flags flags) {
        CollectorType.Factory factory = NetdevCollector.declare(flags);
        flags.parse(List.of("--no-collector.netdev.netlink"));
        return factory;
    }

    @BeforeEach
    void filesBesideTheDamagedOne() throws IOException {
        new Machine(folder)
                .with("proc/sys/net/netfilter/nf_conntrack_count", "1\n").with("proc/sys/net/netfilter/nf_conntrack_max", "2\n")
                .with("proc/sys/kernel/threads-max", "1\n").with("proc/sys/kernel/pid_max", "2\n")
                .with("sys/devices/system/node/node0/meminfo", MeminfoNumaCollectorTest.MEMINFO_0)
                .with("sys/devices/system/node/node0/numastat", MeminfoNumaCollectorTest.NUMASTAT_0)
                .with("proc/stat", fixture("stat", CpuCollector::declare).text)
                .with("sys/class/thermal/thermal_zone0/type", "acpitz\n")
                .with("sys/class/powercap/intel-rapl:0/name", "package-0\n")
                .with("sys/class/powercap/intel-rapl:0/max_energy_range_uj", "262143328850\n")
                .with("sys/devices/system/edac/mc/mc0/ue_count", "5\n").with("sys/devices/system/edac/mc/mc0/ce_noinfo_count", "2\n")
                .with("sys/devices/system/edac/mc/mc0/ue_noinfo_count", "6\n")
                .with("sys/devices/system/cpu/offline", "\n").with("sys/devices/system/cpu/cpu0/cpufreq/scaling_min_freq", "800000\n")
                .with("sys/devices/system/cpu/cpu0/cpufreq/scaling_max_freq", "3700000\n");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void givesTheSamePageWithCarriageReturns(Source source) throws IOException {
        Collector collector = collector(source);
        String page = outcome(source, collector, source.text);
        assertThat(page).contains("# TYPE");
        assertThat(outcome(source, collector, source.text.replace("\n", "\r\n"))).isEqualTo(page);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void survivesATextThatEndsAnywhere(Source source) throws IOException {
        Collector collector = collector(source);
        int step = 1 + source.text.length() / ROUNDS;
        for (int end = 0; end < source.text.length(); end += step) {
            assertSurvives(source, collector, source.text.substring(0, end));
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void survivesOtherBytes(Source source) throws IOException {
        Collector collector = collector(source);
        Random random = new Random(source.file.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = source.text.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i <= round % 3; i++) {
                bytes[random.nextInt(bytes.length)] = BYTES[random.nextInt(BYTES.length)];
            }
            assertSurvives(source, collector, new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void survivesOtherFields(Source source) throws IOException {
        Collector collector = collector(source);
        String[] words = source.text.splitWithDelimiters("[ \t\n]+", 0);
        Random random = new Random(source.file.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            String[] damaged = words.clone();
            damaged[2 * random.nextInt((words.length + 1) / 2)] = FIELDS[random.nextInt(FIELDS.length)];
            assertSurvives(source, collector, String.join("", damaged));
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void survivesALineOfAMebibyte(Source source) throws IOException {
        Collector collector = collector(source);
        assertSurvives(source, collector, "9".repeat(1 << 20));
        assertSurvives(source, collector, source.text + source.text.lines().toList().getLast() + "\0".repeat(1 << 20));
    }

    private Collector collector(Source source) {
        return new Machine(folder).collector(source.declaration);
    }

    private void assertSurvives(Source source, Collector collector, String text) throws IOException {
        String outcome = outcome(source, collector, text);
        if (!outcome.isEmpty() && !outcome.startsWith("IOException: ")) {
            assertThat(outcome.split("\n")).allMatch(line -> LINE.matcher(line).matches());
        }
    }

    /** A page or the message of an error. */
    private String outcome(Source source, Collector collector, String text) throws IOException {
        new Machine(folder).with(source.file, text.getBytes(StandardCharsets.ISO_8859_1));
        MetricSink sink = new MetricSink();
        try {
            collector.collect(sink);
        } catch (IOException e) {
            return "IOException: " + e.getMessage();
        }
        Utf8Buffer page = new Utf8Buffer();
        TextFormat.write(sink, page);
        return page.toString();
    }
}
