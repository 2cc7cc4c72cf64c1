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

/**
 * Requests that could be understood in two ways, or that are too much: each is refused, and nothing behind it is looked
 * at.
 */
@Timeout(60)
class BadRequestTest {
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LINES = "400: lines must end with CR and LF and have no other control characters";
    private static final String FIRST =
            "400: the first line must be a method, a target and HTTP/1.1, with a space between each";
    private static final String HEADER = "400: a header must be a name, a colon and a value on one line";

    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer(exchange -> exchange.send(200, "text/plain", "served"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void saysWhatIsWrongAndCloses() throws IOException {
        Socket client = server.send("GET / HTTP/1.1\nAccept: */*\n\nGET /next HTTP/1.1\nHost: x\n\n");
        assertThat(RawServer.rest(client)).isEqualTo("""
                HTTP/1.1 400 Bad Request
                Date: NOW
                Content-Type: text/plain; charset=utf-8
                X-Content-Type-Options: nosniff
                Content-Length: 16
                Connection: close

                Host is missing
                """);
    }

    static List<Arguments> wrong() {
        String get = "GET / HTTP/1.1\r\n";
        String post = "POST / HTTP/1.1\r\nHost: x\r\n";
        String chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
        return List.of(
                // Lines.
                Arguments.of("GET / HTTP/1.1\nHost: x\n\n", LINES),
                Arguments.of(get + "Host: x\rX: y\r\n\r\n", LINES),
                Arguments.of(get + "Host: x\r\r\n\r\n", LINES),
                Arguments.of(get + "Host: x\r\nX: \0\r\n\r\n", LINES),
                Arguments.of(get + "Host: x\r\nX: \u007f\r\n\r\n", LINES),
                Arguments.of("\u0016\u0003\u0001\u0002\u0000", LINES),
                // The first one.
                Arguments.of("\r\n\r\n\r\n", FIRST),
                Arguments.of("GET /\r\n\r\n", FIRST),
                Arguments.of("GET\r\nHost: x\r\n\r\n", FIRST),
                Arguments.of("G(T / HTTP/1.1\r\nHost: x\r\n\r\n", FIRST),
                Arguments.of(" GET / HTTP/1.1\r\nHost: x\r\n\r\n", FIRST),
                Arguments.of("GET / HTTP/1.1 \r\nHost: x\r\n\r\n", "400: the first line must end with HTTP/1.1"),
                Arguments.of("GET / http/1.1\r\nHost: x\r\n\r\n", "400: the first line must end with HTTP/1.1"),
                Arguments.of("GET / HTTP/1.10\r\nHost: x\r\n\r\n", "400: the first line must end with HTTP/1.1"),
                Arguments.of("GET / HTTP/1.2\r\nHost: x\r\n\r\n", "505: HTTP/1.1 and HTTP/1.0 are spoken here"),
                Arguments.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505: HTTP/1.1 and HTTP/1.0 are spoken here"),
                // Targets.
                Arguments.of(
                        "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: the request target has characters that must be escaped"),
                Arguments.of(
                        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: the request target has characters that must be escaped"),
                Arguments.of(
                        "GET /\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: the request target has characters that must be escaped"),
                Arguments.of(
                        "GET metrics HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: the request target must begin with / or http://"),
                Arguments.of(
                        "GET * HTTP/1.1\r\nHost: x\r\n\r\n", "400: the request target must begin with / or http://"),
                Arguments.of(
                        "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: the request target must begin with / or http://"),
                Arguments.of("GET http:///metrics HTTP/1.1\r\nHost: x\r\n\r\n", "400: the request target has no host"),
                Arguments.of(
                        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: the request target has a % without two hexadecimal digits"),
                Arguments.of(
                        "GET /%2 HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: the request target has a % without two hexadecimal digits"),
                Arguments.of(
                        "GET /?a=%2x HTTP/1.1\r\nHost: x\r\n\r\n",
                        "400: the request target has a % without two hexadecimal digits"),
                // Headers.
                Arguments.of(get + "Host : x\r\n\r\n", HEADER),
                Arguments.of(get + "Host: x\r\nX: a\r\n  b\r\n\r\n", HEADER),
                Arguments.of(get + "Host: x\r\n: a\r\n\r\n", HEADER),
                Arguments.of(get + "Host: x\r\nX\r\n\r\n", HEADER),
                Arguments.of(get + "Host: x\r\nX\u00e9: a\r\n\r\n", HEADER),
                Arguments.of(get + "\r\n", "400: Host is missing"),
                Arguments.of(get + "Host: x\r\nhost: x\r\n\r\n", "400: Host is there twice"),
                Arguments.of(get + "Host: x y\r\n\r\n", "400: Host must be a name or an address"),
                // Bodies.
                Arguments.of(
                        post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", "400: Content-Length is there twice"),
                Arguments.of(post + "Content-Length: 5, 5\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(post + "Content-Length: +5\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(post + "Content-Length: -5\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(post + "Content-Length:\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(post + "Content-Length: 0x5\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(
                        post + "Content-Length: 18446744073709551621\r\n\r\n", "400: Content-Length must be a number"),
                Arguments.of(post + "Content-Length: 1048577\r\n\r\n", "413: the body has more than 1048576 bytes"),
                Arguments.of(
                        post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "400: Content-Length and Transfer-Encoding contradict each other"),
                Arguments.of(
                        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "400: Transfer-Encoding is there twice"),
                Arguments.of(
                        post + "Transfer-Encoding: gzip, chunked\r\n\r\n", "501: Transfer-Encoding must be chunked"),
                Arguments.of(
                        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "400: Transfer-Encoding does not belong to HTTP/1.0"),
                Arguments.of(
                        post + "Content-Length: 5\r\nExpect: a miracle\r\n\r\n", "417: Expect must be 100-continue"),
                Arguments.of(chunked + "x\r\n", "400: a chunk must begin with its size"),
                Arguments.of(chunked + "5 \r\n12345\r\n", "400: a chunk must begin with its size"),
                Arguments.of(chunked + "\r\n", "400: a chunk must begin with its size"),
                Arguments.of(chunked + "5\n12345\r\n", "400: lines between chunks must end with CR and LF"),
                Arguments.of(chunked + "2\rx12\r\n0\r\n\r\n", "400: lines between chunks must end with CR and LF"),
                Arguments.of(chunked + "5\r\n123456\r\n", "400: a chunk is longer than its size"),
                Arguments.of(chunked + "100001\r\n", "413: the body has more than 1048576 bytes"),
                Arguments.of(chunked + "FFFFFFFFFFFFFFFFF\r\n", "413: the body has more than 1048576 bytes"),
                Arguments.of(
                        chunked + "1;a=" + "b".repeat(8000) + "\r\n"
                                + ("c\r\n1;a=" + "b".repeat(8000) + "\r\n").repeat(140),
                        "413: the body has more than 1048576 bytes"),
                Arguments.of(
                        chunked + "0\r\n" + ("X: " + "a".repeat(8000) + "\r\n").repeat(140),
                        "413: the body has more than 1048576 bytes"),
                // Too much.
                Arguments.of("GET /" + "a".repeat(9000), "431: line and headers have more than 8192 bytes"),
                Arguments.of(
                        get + "Host: x\r\nX: " + "a".repeat(9000), "431: line and headers have more than 8192 bytes"),
                Arguments.of(
                        get
                                + IntStream.range(0, 101)
                                        .mapToObj(i -> "X-" + i + ": a\r\n")
                                        .reduce("", String::concat) + "\r\n",
                        "431: more than 100 headers"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refuses(String request, String expected) throws IOException {
        Socket client = server.connect();
        try {
            client.getOutputStream().write((request + NEXT).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closedBeforeAllWasSent) {
            // the answer is there
        }
        String answer = RawServer.rest(client);
        String status = answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
        assertThat(status + ": " + answer.substring(answer.indexOf("\n\n") + 2)).isEqualTo(expected + "\n");
        assertThat(answer).contains("\nConnection: close\n");
        assertThat(server.answerTo("GET / HTTP/1.1\nHost: x\n\n")).endsWith("served");
    }

    @Test
    void tellsAClientThatIsStillSending() throws IOException {
        Socket client = server.send("POST / HTTP/1.1\nHost: x\nContent-Length: 2000000\n\n");
        for (int i = 0; i < 50; i++) {
            RawServer.send(client, "x".repeat(10_000));
        }
        assertThat(RawServer.rest(client))
                .startsWith("HTTP/1.1 413 Content Too Large\n")
                .endsWith("\n\nthe body has more than 1048576 bytes\n");
    }
}
