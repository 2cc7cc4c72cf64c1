package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsServerTest {
    private static final Collector LOAD = (host, out) -> out.gauge("node_load1", "1m load average.", 0.21);
    private static final String PAGE = """
            # HELP node_load1 1m load average.
            # TYPE node_load1 gauge
            node_load1 0.21
            """;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void servesMetricsAsText() throws Exception {
        server.start(LOAD);
        HttpResponse<byte[]> response = server.get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(TEXT);
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(text(response)).isEqualTo(PAGE);
        assertThat(text(server.get("/metrics?name[]=node_load1&other=1"))).isEqualTo(PAGE);
        assertThat(server.logged())
                .isEqualTo("level=INFO msg=\"Listening on\" address=127.0.0.1:" + server.port() + "\n");
    }

    @Test
    void compressesForClientsThatAcceptGzip() throws Exception {
        server.compressLoopback().start(LOAD);
        HttpResponse<byte[]> response = server.send("GET", "/metrics", "Accept-Encoding", "deflate, gzip;q=0.8");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(TEXT);
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(PAGE);
        }
    }

    @Test
    void doesNotCompressForClientsOnTheSameMachine() throws Exception {
        server.start(LOAD);
        HttpResponse<byte[]> response = server.send("GET", "/metrics", "Accept-Encoding", "gzip");
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(text(response)).isEqualTo(PAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "zstd", "gzip;q=0", "gzip; q=0.0", ";", "identity;q=0"})
    void doesNotCompressForClientsThatDoNotAcceptGzip(String acceptEncoding) throws Exception {
        server.compressLoopback().start(LOAD);
        HttpResponse<byte[]> response = server.send("GET", "/metrics", "Accept-Encoding", acceptEncoding);
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(text(response)).isEqualTo(PAGE);
    }

    @Test
    void answersHeadWithoutBodyAndPostLikeGet() throws Exception {
        server.start(LOAD);
        for (String path : List.of("/metrics", "/", "/-/healthy")) {
            HttpResponse<byte[]> head = server.send("HEAD", path, "Accept-Encoding", "gzip");
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Type"))
                    .isEqualTo(server.get(path).headers().firstValue("Content-Type"));
            assertThat(head.body()).isEmpty();
        }
        HttpResponse<byte[]> post =
                server.send(server.request("/metrics").method("POST", BodyPublishers.ofString("x".repeat(100_000))));
        assertThat(post.statusCode()).isEqualTo(200);
        assertThat(text(post)).isEqualTo(PAGE);
        assertThat(server.send("HEAD", "/nope", "Accept", "*/*").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/metrics/",
                "/metricsfoo",
                "/metrics/foo",
                "/Metrics",
                "/-/healthy/",
                "/-/",
                "/-",
                "/%2e%2e/metrics"
            })
    void answers404ForOtherPaths(String path) throws Exception {
        server.start(LOAD);
        HttpResponse<byte[]> response = server.get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(text(response)).isEqualTo("404 page not found\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET mailto:x HTTP/1.1", "GET * HTTP/1.1", "GET /a%zz HTTP/1.1", "GET", "\0\1\2"})
    void survivesInvalidRequests(String requestLine) throws Exception {
        server.start(LOAD);
        try (Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 4");
        }
        assertThat(text(server.get("/metrics"))).isEqualTo(PAGE);
    }

    @Test
    void linksTheEndpointsOnTheLandingPage() throws Exception {
        server.start("/scrape", 40, LOAD);
        HttpResponse<byte[]> response = server.get("/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=UTF-8");
        assertThat(text(response))
                .startsWith("<!DOCTYPE html>\n")
                .endsWith("</html>\n")
                .contains(
                        "<title>Node Exporter</title>",
                        "version 1.2.3",
                        "<a href=\"/scrape\">Metrics</a>",
                        "<a href=\"/-/healthy\">Health</a>");
        assertThat(text(server.get("/scrape"))).isEqualTo(PAGE);
        assertThat(server.get("/metrics").statusCode()).isEqualTo(404);
    }

    @Test
    void isHealthyWithoutAScrape() throws Exception {
        server.start((host, out) -> {
            throw new IllegalStateException("a health check must not collect");
        });
        HttpResponse<byte[]> response = server.get("/-/healthy");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(text(response)).isEqualTo("ok\n");
    }

    @Test
    void servesMetricsInPlaceOfHealth() throws Exception {
        server.start("/-/healthy", 40, LOAD);
        assertThat(text(server.get("/-/healthy"))).isEqualTo(PAGE);
        assertThat(server.get("/metrics").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"collect[]=nope;x=1", "collect[]=%zz", "collect[]=nope;", "%zz=1"})
    void ignoresMalformedParameters(String query) throws Exception {
        server.start(LOAD);
        try (Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write(("GET /metrics?" + query + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\n" + PAGE);
        }
    }

    @Test
    void logsDuplicateSamplesAndServesTheOthers() throws Exception {
        server.start((host, out) -> {
            LOAD.collect(host, out);
            LOAD.collect(host, out);
        });
        assertThat(text(server.get("/metrics"))).isEqualTo(PAGE);
        assertThat(server.logged())
                .endsWith("level=ERROR msg=\"error gathering metrics\" count=1 "
                        + "first=\"node_load1 was collected before with the same name and label values\"\n");
    }

    @Test
    void listensOnSeveralAddresses() throws Exception {
        server.start(List.of(loopback(0), loopback(0)), "/metrics", 40, LOAD);
        List<InetSocketAddress> addresses = server.addresses();
        assertThat(addresses).hasSize(2).doesNotHaveDuplicates().allMatch(address -> address.getPort() > 0);
        for (InetSocketAddress address : addresses) {
            assertThat(text(server.send(server.request(address, "/metrics")))).isEqualTo(PAGE);
        }
    }

    @Test
    void listensOnIpv6() throws Exception {
        InetSocketAddress address = new InetSocketAddress("::1", 0);
        assumeTrue(canBind(address), "this machine has no IPv6");
        server.start(List.of(address), "/metrics", 40, LOAD);
        assertThat(text(server.get("/metrics"))).isEqualTo(PAGE);
        assertThat(server.logged()).contains("address=[0:0:0:0:0:0:0:1]:" + server.port());
    }

    @Test
    void servesNothingIfOneAddressIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() ->
                            server.start(List.of(loopback(0), loopback(taken.getLocalPort())), "/metrics", 40, LOAD))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("listen tcp 127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
            assertThat(server.logged()).isEmpty();
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
