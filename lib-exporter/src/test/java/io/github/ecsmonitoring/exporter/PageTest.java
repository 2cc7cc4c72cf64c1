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
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the whole page of the files in {@code src/test/resources/fixtures} with {@code page.txt} there. The
 * collectors filesystem and uname are disabled because they call the kernel. {@code mvn verify -Dsnapshots.update=true}
 * rewrites {@code page.txt}.
 */
class PageTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final Path EXPECTED = FIXTURES.resolve("page.txt");
    private static final List<String> COMMAND_LINE = List.of(
            "--collector.disable-defaults",
            "--collector.cpu",
            "--collector.cpufreq",
            "--collector.diskstats",
            "--collector.loadavg",
            "--collector.meminfo",
            "--collector.netdev",
            "--no-collector.netdev.netlink",
            "--collector.cpu.info",
            "--collector.cpu.info.flags-include=^(aes|avx.?|constant_tsc)$",
            "--collector.cpu.info.bugs-include=^spectre");

    @TempDir
    Path udev;

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    /** The names of udev's files contain a colon, which not every file system supports. */
    @BeforeEach
    void restoreUdevFileNames() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve("udev"))) {
            for (Path file : files.toList()) {
                Files.copy(file, udev.resolve(file.getFileName().toString().replace('_', ':')));
            }
        }
    }

    @Test
    void equalsTheExpectedPage() throws IOException {
        String page = pages(1).getFirst();
        if (Boolean.getBoolean("snapshots.update")) {
            assertThat(System.getenv("CI"))
                    .as("CI must not update the expected files")
                    .isNotEqualTo("true");
            Files.writeString(EXPECTED, page);
        }
        assertThat(page).isEqualTo(Files.readString(EXPECTED));
        assertThat(logged.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void isTheSameForEachScrape() throws IOException {
        List<String> pages = pages(3);
        assertThat(pages.get(1)).isEqualTo(pages.getFirst());
        assertThat(pages.get(2)).isEqualTo(pages.getFirst());
    }

    private List<String> pages(int scrapes) throws IOException {
        Flags flags = new Flags();
        CollectorList collectors = new CollectorList(flags);
        flags.parse(COMMAND_LINE);
        Host host = new Host(new HostPaths(
                FIXTURES.resolve("proc").toString(), FIXTURES.resolve("sys").toString(), "/", udev.toString()));
        Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.WARN, Log.Format.LOGFMT);
        CollectorSet set = collectors.create(host, DeploymentScope.HOST, log);
        BuildInfo build = new BuildInfo("0.1.0", "java25.0.3", "arm64");
        MetricSink sink = new MetricSink();
        Utf8Buffer text = new Utf8Buffer();
        String[] pages = new String[scrapes];
        for (int i = 0; i < scrapes; i++) {
            sink.clear();
            text.clear();
            set.collectUnnamed(List.of(build), sink);
            set.run(sink).collect();
            TextFormat.write(sink, text);
            assertThat(sink.faults()).isEmpty();
            pages[i] = text.toString().replaceAll("(?m)^(node_scrape_collector_duration_seconds\\{.*}) .*$", "$1 SOME");
        }
        return List.of(pages);
    }
}
