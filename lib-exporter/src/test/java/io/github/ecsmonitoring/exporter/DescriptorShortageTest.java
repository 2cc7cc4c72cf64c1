package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.exporter.ExporterProcess.Launch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar with few file descriptors, which clients use up before the first scrape. */
@Timeout(180)
class DescriptorShortageTest {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final String GET = "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();

    @Test
    void allCollectorsRecoverFromAShortageAtTheFirstScrape() throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT), "skipped: needs prlimit(1)");
        Launch few = new Launch(List.of(PRLIMIT.toString(), "--nofile=60:60"), List.of(), Map.of());
        try (ExporterProcess exporter = ExporterProcess.serve(folder, few);
                ExporterProcess other = ExporterProcess.serve(folder)) {
            Socket first = connect(exporter);
            for (int i = 0; i < 100; i++) {
                connect(exporter);
            }
            awaitLog(exporter, "cannot accept a connection");
            assertThat(succeeded(page(first)).size())
                    .as("collectors that open no file")
                    .isLessThan(10);
            for (Socket each : sockets) {
                each.close();
            }
            assertThat(succeeded(exporter.get("/metrics").body()))
                    .isEqualTo(succeeded(other.get("/metrics").body()));
        }
    }

    private Socket connect(ExporterProcess exporter) throws Exception {
        String address = exporter.address();
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(60_000);
        socket.connect(
                new InetSocketAddress("127.0.0.1", Integer.parseInt(address.substring(address.indexOf(':') + 1))));
        return socket;
    }

    private static String page(Socket socket) throws IOException {
        socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void awaitLog(ExporterProcess exporter, String text) throws Exception {
        for (int i = 0; i < 600 && !exporter.stderr().contains(text); i++) {
            Thread.sleep(100);
        }
        assertThat(exporter.stderr()).contains(text);
    }

    private static Set<String> succeeded(String page) {
        return page.lines()
                .filter(line -> line.startsWith("node_scrape_collector_success{") && line.endsWith(" 1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
