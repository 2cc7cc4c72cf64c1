package io.github.ecsmonitoring.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ambiguous and oversized requests are rejected, and nothing after them on the connection is read. */
@Timeout(60)
class BadRequestTest {
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LINES = "400: lines must end with CR LF and have no other control characters";
    private static final String FIRST =
            "400: request line must be a method, a target and HTTP/1.1, separated by single spaces";
    private static final String LINES_WITH_BODY = "400: lines of a request with a body must end with CR LF";
    private static final String HEADER = "400: header must be a name, a colon and a value on one line";

    private SocketServer server;

    @BeforeEach
    void start() throws IOException {
        server = new SocketServer(exchange -> exchange.send(200, "text/plain", "served"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void namesTheErrorAndClosesTheConnection() throws IOException {
        Socket client = server.send("GET / HTTP/1.1\nAccept: */*\n\nGET /next HTTP/1.1\nHost: x\n\n");
        assertThat(SocketServer.rest(client)).isEqualTo("""
                HTTP/1.1 400 Bad Request
                Date: NOW
                Content-Type: text/plain; charset=utf-8
                X-Content-Type-Options: nosniff
                Content-Length: 23
                Connection: close

                Host header is missing
                """);
    }

    static List<Arguments> badRequests() {
        String get = "GET / HTTP/1.1\r\n";
        String post = "POST / HTTP/1.1\r\nHost: x\r\n";
        String chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
        return List.of(
                // Lines.
                Arguments.of("GET / HTTP/1.1\nHost: x\r\r\n\r\n", LINES),
                Arguments.of("\r\n\n\n", FIRST),
                Arguments.of("POST / HTTP/1.1\r\nHost: x\nContent-Length: 5\r\n\r\n12345", LINES_WITH_BODY),
                Arguments.of("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\n12345", LINES_WITH_BODY),
                Arguments.of(
                        "POST / HTTP/1.1\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", LINES_WITH_BODY),
                Arguments.of(get + "Host: x\rX: y\r\n\r\n", LINES),
                Arguments.of(get + "Host: x\r\r\n\r\n", LINES),
                Arguments.of(get + "Host: x\r\nX: \0\r\n\r\n", LINES),
                Arguments.of(get + "Host: x\r\nX: \u007f\r\n\r\n", LINES),
                Arguments.of("\u0016\u0003\u0001\u0002\u0000", LINES),
                // Request line.
                Arguments.of("\r\n\r\n\r\n", FIRST),
                Arguments.of("GET /\r\n\r\n", FIRST),
                Arguments.of("GET\r\nHost: x\r\n\r\n", FIRST),
                Arguments.of("G(T / HTTP/1.1\r\nHost: x\r\n\r\n", FIRST),
                Arguments.of(" GET / HTTP/1.1\r\nHost: x\r\n\r\n", FIRST),
                Arguments.of("GET / HTTP/1.1 \r\nHost: x\r\n\r\n", "400: request line must end with HTTP/1.1"),
                Arguments.of("GET / http/1.1\r\nHost: x\r\n\r\n", "400: request line must end with HTTP/1.1"),
                Arguments.of("GET / HTTP/1.10\r\nHost: x\r\n\r\n", "400: request line must end with HTTP/1.1"),
                Arguments.of("GET / HTTP/0.9\r\nHost: x\r\n\r\n", "505: HTTP version must be 1.1 or 1.0"),
                Arguments.of("GET / HTTP/1.x\r\nHost: x\r\n\r\n", "400: request line must end with HTTP/1.1"),
                Arguments.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505: HTTP version must be 1.1 or 1.0"),
                // Targets.
                Arguments.of(
                        "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: request target: space, control and non-ASCII characters must be escaped"),
                Arguments.of(
                        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: request target: space, control and non-ASCII characters must be escaped"),
                Arguments.of(
                        "GET /\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: request target: space, control and non-ASCII characters must be escaped"),
                Arguments.of(
                        "GET metrics HTTP/1.1\r\nHost: x\r\n\r\n", "400: request target must begin with / or http://"),
                Arguments.of("GET * HTTP/1.1\r\nHost: x\r\n\r\n", "400: request target must begin with / or http://"),
                Arguments.of(
                        "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", "400: request target must begin with / or http://"),
                Arguments.of(
                        "GET http:///metrics HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: request target has no host after http://"),
                Arguments.of(
                        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: request target: % must be followed by two hexadecimal digits"),
                Arguments.of(
                        "GET /%2 HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: request target: % must be followed by two hexadecimal digits"),
                // Headers.
                Arguments.of(get + "Host : x\r\n\r\n", HEADER),
                Arguments.of(get + "Host: x\r\nX: a\r\n  b\r\n\r\n", HEADER),
                Arguments.of(get + "Host: x\r\n: a\r\n\r\n", HEADER),
                Arguments.of(get + "Host: x\r\nX\r\n\r\n", HEADER),
                Arguments.of(get + "Host: x\r\nX\u00e9: a\r\n\r\n", HEADER),
                Arguments.of(get + "\r\n", "400: Host header is missing"),
                Arguments.of(get + "Host: x\r\nhost: x\r\n\r\n", "400: Host must be sent once, got it twice"),
                Arguments.of(get + "Host: x y\r\n\r\n", "400: Host must be a name or an address"),
                // Bodies.
                Arguments.of(
                        post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n",
                        "400: Content-Length must be sent once, got it twice"),
                Arguments.of(post + "Content-Length: 5, 5\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(post + "Content-Length: +5\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(post + "Content-Length: -5\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(post + "Content-Length:\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(post + "Content-Length: 0x5\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(
                        post + "Content-Length: 18446744073709551621\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(
                        post + "Content-Length: 1048577\r\n\r\n", "413: request body must have at most 1048576 bytes"),
                Arguments.of(
                        post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "400: Content-Length and Transfer-Encoding exclude each other"),
                Arguments.of(
                        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "400: Transfer-Encoding must be sent once, got it twice"),
                Arguments.of(
                        post + "Transfer-Encoding: gzip, chunked\r\n\r\n", "501: Transfer-Encoding must be chunked"),
                Arguments.of(
                        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "400: Transfer-Encoding is not allowed in HTTP/1.0"),
                Arguments.of(
                        post + "Content-Length: 5\r\nExpect: a miracle\r\n\r\n", "417: Expect must be 100-continue"),
                Arguments.of(chunked + "x\r\n", "400: chunk must begin with its size"),
                Arguments.of(chunked + "5 \r\n12345\r\n", "400: chunk must begin with its size"),
                Arguments.of(chunked + "\r\n", "400: chunk must begin with its size"),
                Arguments.of(chunked + "5\n12345\r\n", "400: lines between chunks must end with CR LF"),
                Arguments.of(chunked + "2\rx12\r\n0\r\n\r\n", "400: lines between chunks must end with CR LF"),
                Arguments.of(chunked + "5\r\n123456\r\n", "400: chunk is longer than its size"),
                Arguments.of(chunked + "100001\r\n", "413: request body must have at most 1048576 bytes"),
                Arguments.of(chunked + "FFFFFFFFFFFFFFFFF\r\n", "413: request body must have at most 1048576 bytes"),
                Arguments.of(
                        chunked + "1;a=" + "b".repeat(8000) + "\r\n"
                                + ("c\r\n1;a=" + "b".repeat(8000) + "\r\n").repeat(140),
                        "413: request body must have at most 1048576 bytes"),
                Arguments.of(
                        chunked + "0\r\n" + ("X: " + "a".repeat(8000) + "\r\n").repeat(140),
                        "413: request body must have at most 1048576 bytes"),
                // Sizes.
                Arguments.of("GET /" + "a".repeat(9000), "431: request line and headers must have at most 8192 bytes"),
                Arguments.of(
                        get + "Host: x\r\nX: " + "a".repeat(9000),
                        "431: request line and headers must have at most 8192 bytes"),
                Arguments.of(
                        get
                                + IntStream.range(0, 101)
                                        .mapToObj(i -> "X-" + i + ": a\r\n")
                                        .reduce("", String::concat) + "\r\n",
                        "431: at most 100 headers are allowed"));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void rejects(String request, String expected) throws IOException {
        Socket client = server.connect();
        try {
            client.getOutputStream().write((request + NEXT).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closedBeforeAllWasSent) {
            // the response has been sent by then
        }
        String answer = SocketServer.rest(client);
        String status = answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
        assertThat(status + ": " + answer.substring(answer.indexOf("\n\n") + 2)).isEqualTo(expected + "\n");
        assertThat(answer).contains("\nConnection: close\n");
        assertThat(server.responseTo("GET / HTTP/1.1\nHost: x\n\n")).endsWith("served");
    }

    @Test
    void clientThatIsStillSendingReceivesTheError() throws IOException {
        Socket client = server.send("POST / HTTP/1.1\nHost: x\nContent-Length: 2000000\n\n");
        for (int i = 0; i < 50; i++) {
            SocketServer.send(client, "x".repeat(10_000));
        }
        assertThat(SocketServer.rest(client))
                .startsWith("HTTP/1.1 413 Content Too Large\n")
                .endsWith("\n\nrequest body must have at most 1048576 bytes\n");
    }
}
