package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar with the image's heap and many misbehaving clients. */
@Timeout(180)
class CrowdTest {
    private static final String HALF = "GET /metrics HTTP/1.1\r\nHost: x\r\n";
    private static final String WHOLE = HALF + "\r\n";

    /** Lines of the largest text file that a heap of 24 MiB allows. */
    private static final int LARGEST_FILE = 3_500;

    /** Lines of a page that exceeds the kernel's socket buffers. */
    private static final int FIVE_MEGABYTES = 50_000;

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void closeSockets() throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
    }

    @Test
    void survivesAThousandStalledClients() throws Exception {
        try (ExporterProcess exporter = serve(LARGEST_FILE, List.of(), "--web.listen-address=127.0.0.2:0")) {
            for (int i = 0; i < 100; i++) {
                connect(exporter, WHOLE);
            }
            for (int i = 0; i < 900; i++) {
                connect(exporter, HALF);
            }
            HttpResponse<String> page = exporter.get("/metrics");
            for (int i = 0; i < 300 && page.statusCode() == 503; i++) {
                Thread.sleep(100);
                page = exporter.get("/metrics");
            }
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("number 3499\"} 1\n", "node_scrape_collector_success{collector=\"textfile\"} 1\n");

            long begin = System.nanoTime();
            exporter.signal("TERM");
            assertThat(exporter.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("one second to drain, for all addresses together")
                    .isLessThan(Duration.ofSeconds(20));
            assertThat(exporter.stdout()).isEmpty();
            assertThat(exporter.stderr()).endsWith("time=NOW level=INFO msg=Stopped\n");
        }
    }

    @Test
    void endsTheScrapeOfAClientThatDisconnects() throws Exception {
        try (ExporterProcess exporter = serve(FIVE_MEGABYTES, List.of("-Xmx512m"))) {
            for (int i = 0; i < 2; i++) {
                Socket client = connect(exporter, WHOLE);
                assertThat(client.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");
                assertThat(inFlight(exporter)).isEqualTo(2);
                client.setSoLinger(true, 0);
                client.close();
                awaitOneInFlight(exporter);
            }
        }
    }

    private ExporterProcess serve(int lines, List<String> options, String... more) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("x_total{device=\"a name that fills the buffers of the connection at last, number ")
                    .append(i)
                    .append("\"} 1\n");
        }
        Files.writeString(Files.createDirectory(folder.resolve("text")).resolve("x.prom"), text);
        List<String> arguments = new ArrayList<>(List.of(
                "--collector.disable-defaults",
                "--collector.textfile",
                "--collector.textfile.directory=" + folder.resolve("text"),
                "--log.level=info"));
        arguments.addAll(List.of(more));
        return ExporterProcess.serve(folder, options, arguments.toArray(String[]::new));
    }

    private Socket connect(ExporterProcess exporter, String text) throws Exception {
        String address = exporter.address();
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(60_000);
        socket.connect(
                new InetSocketAddress("127.0.0.1", Integer.parseInt(address.substring(address.indexOf(':') + 1))));
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void awaitOneInFlight(ExporterProcess exporter) throws Exception {
        for (int i = 0; i < 200 && inFlight(exporter) > 1; i++) {
            Thread.sleep(50);
        }
        assertThat(inFlight(exporter)).as("this scrape and no other").isEqualTo(1);
    }

    private static int inFlight(ExporterProcess exporter) throws Exception {
        String name = "promhttp_metric_handler_requests_in_flight";
        String page =
                exporter.get("/metrics?name[]=".replace("[]", "%5B%5D") + name).body();
        return Integer.parseInt(page.lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1));
    }
}
