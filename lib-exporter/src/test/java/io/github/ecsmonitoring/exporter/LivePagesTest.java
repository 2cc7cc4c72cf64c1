package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.CollectorList;
import io.github.ecsmonitoring.exporter.deployment.DeploymentScope;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scrapes of the machine that runs the test. */
@Timeout(300)
class LivePagesTest {
    /** Collectors that work on any machine, in addition to the defaults. */
    private static final List<String> ADDITIONAL = Stream.of(
                    "buddyinfo",
                    "cgroups",
                    "cpu_vulnerabilities",
                    "ethtool",
                    "interrupts",
                    "ksmd",
                    "lnstat",
                    "meminfo_numa",
                    "mountstats",
                    "network_route",
                    "pcidevice",
                    "processes",
                    "qdisc",
                    "slabinfo",
                    "softirqs",
                    "swap",
                    "tcpstat",
                    "xfrm",
                    "zoneinfo",
                    "jvm")
            .map(name -> "--collector." + name)
            .toList();

    @TempDir
    Path empty;

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @Test
    void returnsValidPagesToConcurrentScrapesWhileProcessesStartAndEnd() throws Exception {
        CollectorSet set = collectors(new HostPaths("/proc", "/sys", "/", "/run/udev/data"));
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            List<Callable<List<String>>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(() -> List.of(page(set), page(set), page(set), page(set), page(set)));
            }
            work.add(LivePagesTest::startAndEndProcesses);
            for (Future<List<String>> pages : threads.invokeAll(work)) {
                pages.get().forEach(LivePagesTest::assertValid);
            }
        }
    }

    @Test
    void returnsAValidPageOfAMachineWithoutFiles() {
        CollectorSet set =
                collectors(new HostPaths(empty.toString(), empty.toString(), empty.toString(), empty.toString()));
        String page = page(set);
        assertValid(page);
        assertThat(page)
                .contains(
                        "node_scrape_collector_success{collector=\"cpu\"} 0\n",
                        "node_scrape_collector_success{collector=\"uname\"} 1\n")
                .doesNotContain("node_cpu_seconds_total", "node_memory_");
    }

    private CollectorSet collectors(HostPaths paths) {
        Flags flags = new Flags();
        CollectorList collectors = new CollectorList(flags);
        flags.parse(ADDITIONAL);
        return collectors.create(
                new Host(paths),
                DeploymentScope.HOST,
                new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.WARN, Log.Format.LOGFMT));
    }

    private static String page(CollectorSet set) {
        MetricSink sink = new MetricSink();
        Utf8Buffer text = new Utf8Buffer();
        assertThat(set.run(sink).collect()).isTrue();
        TextFormat.write(sink, text);
        assertThat(sink.faults()).isEmpty();
        return text.toString();
    }

    private static List<String> startAndEndProcesses() throws Exception {
        for (int i = 0; i < 100; i++) {
            new ProcessBuilder("true").start().waitFor();
        }
        return List.of();
    }

    private static void assertValid(String page) {
        assertThat(ValidPage.samples(page)).hasSizeGreaterThan(50);
    }
}
