package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar on machines with thousands of mounts or network devices. */
@Timeout(180)
class LargeHostTest {
    private static final int MEGABYTE = 1_000_000;
    private static final String LEFT_OUT = "time=NOW level=ERROR msg=\"collector left out\" name=netdev";

    @TempDir
    Path folder;

    @Test
    void servesSixThousandMounts() throws Exception {
        StringBuilder mounts = new StringBuilder();
        for (int i = 0; i < 6000; i++) {
            mounts.append("%d 24 0:%d / /var/lib/kubelet/pods/%032x/volumes rw shared:%d - tmpfs tmpfs rw,size=1g\n"
                    .formatted(i + 100, i, i, i));
        }
        write("proc/1/mountinfo", mounts);
        write("proc/self/mountinfo", mounts);
        try (ExporterProcess exporter = serve(List.of(), "--collector.filesystem")) {
            for (int scrape = 0; scrape < 3; scrape++) {
                assertThat(page(exporter))
                        .contains("node_scrape_collector_success{collector=\"filesystem\"} 1\n")
                        .contains("%032x/volumes\"} 1\n".formatted(5999));
            }
        }
    }

    @Test
    void servesAPageOfTenMegabytesInTheDefaultMemoryLimit() throws Exception {
        write("proc/net/dev", networkDevices(11_500));
        try (ExporterProcess exporter = serve(List.of(), "--collector.netdev", "--no-collector.netdev.netlink")) {
            for (int scrape = 0; scrape < 3; scrape++) {
                String page = page(exporter);
                assertThat(page.length()).isGreaterThan(10 * MEGABYTE);
                assertThat(page.lines()
                                .filter(line ->
                                        line.startsWith("node_network_receive_bytes_total{device=\"veth00002cec\"}")))
                        .containsExactly("node_network_receive_bytes_total{device=\"veth00002cec\"} 11500");
                assertThat(page.lines().filter(line -> line.contains("collector_success")))
                        .contains("node_scrape_collector_success{collector=\"netdev\"} 1");
            }
            assertThat(exporter.stderr()).doesNotContain("level=ERROR");
        }
    }

    @Test
    void leavesOutACollectorThatDoesNotFitAndServesTheOthers() throws Exception {
        write("proc/net/dev", networkDevices(11_500));
        try (ExporterProcess exporter =
                serve(List.of("-Xmx20m"), "--collector.netdev", "--no-collector.netdev.netlink", "--collector.uname")) {
            for (int scrape = 0; scrape < 3; scrape++) {
                assertThat(page(exporter))
                        .contains("node_scrape_collector_success{collector=\"netdev\"} 0\n")
                        .contains("node_scrape_collector_success{collector=\"uname\"} 1\n")
                        .contains("node_uname_info{")
                        .doesNotContain("node_network_");
            }
            assertThat(exporter.stderr()).contains(LEFT_OUT);
        }
    }

    /** No budget foresees what a collector needs to read its files. */
    @Test
    void survivesAnExhaustedHeap() throws Exception {
        write("proc/net/dev", networkDevices(11_500));
        try (ExporterProcess exporter = serve(
                List.of("-Xms6m", "-Xmx6m"),
                "--collector.netdev",
                "--no-collector.netdev.netlink",
                "--collector.uname")) {
            for (int scrape = 0; scrape < 3; scrape++) {
                assertThat(page(exporter)).contains("node_scrape_collector_success{collector=\"netdev\"} 0\n");
            }
            write("proc/net/dev", networkDevices(10));
            assertThat(page(exporter))
                    .contains("node_network_receive_bytes_total{device=\"veth0000000a\"} 10\n")
                    .contains("node_scrape_collector_success{collector=\"netdev\"} 1\n")
                    .contains("node_scrape_collector_success{collector=\"uname\"} 1\n");
        }
    }

    private static StringBuilder networkDevices(int count) {
        StringBuilder devices = new StringBuilder("Inter-|   Receive                            |  Transmit\n"
                + " face |bytes    packets errs drop fifo frame compressed multicast"
                + "|bytes    packets errs drop fifo colls carrier compressed\n");
        for (int i = 1; i <= count; i++) {
            devices.append("veth%08x: %d 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n".formatted(i, i));
        }
        return devices;
    }

    private void write(String file, CharSequence text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private ExporterProcess serve(List<String> options, String... collectors) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--collector.disable-defaults",
                "--path.procfs=" + folder.resolve("proc"),
                "--path.sysfs=" + Files.createDirectories(folder.resolve("sys")),
                "--path.rootfs=" + Files.createDirectories(folder.resolve("root"))));
        arguments.addAll(List.of(collectors));
        return ExporterProcess.serve(folder, options, arguments.toArray(String[]::new));
    }

    private static String page(ExporterProcess exporter) throws Exception {
        HttpResponse<String> response = exporter.get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
