package io.github.ecsmonitoring.exporter.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses to valid requests. */
@Timeout(60)
class Http1ServerTest {
    /** Responds with method, path and query. */
    private static final RequestHandler ECHO = exchange ->
            exchange.send(200, "text/plain", exchange.method() + " " + exchange.path() + " " + exchange.query() + "\n");

    private SocketServer server;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void start(RequestHandler handler) throws IOException {
        server = new SocketServer(handler);
    }

    @Test
    void answersByteForByte() throws IOException {
        start(ECHO);
        Socket client = server.connect();
        client.getOutputStream()
                .write("GET /metrics?name[]=up HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer.replaceFirst("Date: [^\r]*", "Date: NOW"))
                .isEqualTo("HTTP/1.1 200 OK\r\nDate: NOW\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 23\r\n\r\nGET /metrics name[]=up\n");
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        start(ECHO);
        assertThat(server.responseTo("""
                GET /a HTTP/1.1
                Host: x

                POST /b HTTP/1.1
                Host: x
                Content-Length: 7

                ignored
                GET /c HTTP/1.1
                Host: x
                Connection: close

                GET /d HTTP/1.1
                Host: x

                """)).isEqualTo("""
                HTTP/1.1 200 OK
                Date: NOW
                Content-Type: text/plain
                Content-Length: 12

                GET /a null
                HTTP/1.1 200 OK
                Date: NOW
                Content-Type: text/plain
                Content-Length: 13

                POST /b null
                HTTP/1.1 200 OK
                Date: NOW
                Content-Type: text/plain
                Content-Length: 12
                Connection: close

                GET /c null
                """);
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws IOException {
        start(ECHO);
        assertThat(server.responseTo("""
                HEAD / HTTP/1.1
                Host: x

                """)).isEqualTo("""
                HTTP/1.1 200 OK
                Date: NOW
                Content-Type: text/plain
                Content-Length: 12

                """);
    }

    @Test
    void closesTheConnectionOfHttp10WithoutKeepAlive() throws IOException {
        start(ECHO);
        assertThat(server.responseTo("GET /a HTTP/1.0\n\nGET /b HTTP/1.0\n\n")).isEqualTo("""
                HTTP/1.1 200 OK
                Date: NOW
                Content-Type: text/plain
                Content-Length: 12
                Connection: close

                GET /a null
                """);
        assertThat(server.responseTo("GET /a HTTP/1.0\nConnection: Keep-Alive\n\nGET /b HTTP/1.0\n\n"))
                .isEqualTo("""
                HTTP/1.1 200 OK
                Date: NOW
                Content-Type: text/plain
                Content-Length: 12
                Connection: keep-alive

                GET /a null
                HTTP/1.1 200 OK
                Date: NOW
                Content-Type: text/plain
                Content-Length: 12
                Connection: close

                GET /b null
                """);
    }

    @Test
    void findsCloseAmongOtherConnectionOptions() throws IOException {
        start(ECHO);
        assertThat(server.responseTo(
                        "GET /a HTTP/1.1\nhOST: x\nconnection: TE,  CLOSE\n\nGET /b HTTP/1.1\nHost: x\n\n"))
                .contains("\nConnection: close\n\nGET /a null\n")
                .doesNotContain("/b");
    }

    @Test
    void sends100ToAClientThatExpectsIt() throws IOException {
        start(ECHO);
        Socket client = server.send("PUT /a HTTP/1.1\nHost: x\nContent-Length: 5\nExpect: 100-Continue\n\n");
        assertThat(SocketServer.read(client, "\n\n")).isEqualTo("HTTP/1.1 100 Continue\n\n");
        SocketServer.send(client, "12345");
        assertThat(SocketServer.read(client, "null\n"))
                .startsWith("HTTP/1.1 200 OK\n")
                .endsWith("\n\nPUT /a null\n");
    }

    @Test
    void skipsChunkedBodies() throws IOException {
        start(ECHO);
        assertThat(server.responseTo("""
                POST /a HTTP/1.1
                Host: x
                Transfer-Encoding: chunked

                5;name="value"
                12345
                00000A
                1234567890
                0
                Trailer: x

                GET /b HTTP/1.1
                Host: x

                """))
                .contains("\n\nPOST /a null\nHTTP/1.1 200 OK\n")
                .endsWith("\n\nGET /b null\n");
    }

    @Test
    void skipsBodiesLargerThanTheBuffer() throws IOException {
        start(ECHO);
        String large = "GET / HTTP/1.1\n\n".repeat(10_000);
        String post = "POST /a HTTP/1.1\nHost: x\nContent-Length: "
                + large.replace("\n", "\r\n").length() + "\n\n";
        assertThat(server.responseTo(post + large + "GET /b HTTP/1.1\nHost: x\n\n"))
                .endsWith("\n\nGET /b null\n")
                .hasLineCount(12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                              | /          |
            /?                             | /          | ''
            //metrics                      | //metrics  |
            /a%2Fb%20c?x=%20y&z            | /a/b c     | x=%20y&z
            /caf%c3%a9                     | /caf\u00c3\u00a9 |
            /metrics?a?b=/                 | /metrics   | a?b=/
            http://example.org/metrics?x   | /metrics   | x
            HTTPS://example.org:9100       | /          |
            http://example.org?x           | /          | x
            /http://example.org/           | /http://example.org/ |
            """)
    void parsesTargets(String target, String path, String query) throws IOException {
        start(ECHO);
        assertThat(server.responseTo("GET " + target + " HTTP/1.1\nHost: x\n\n"))
                .endsWith("\n\nGET " + path + " " + query + "\n");
    }

    @Test
    void answersOptionsOfTheServer() throws IOException {
        start(ECHO);
        assertThat(server.responseTo("OPTIONS * HTTP/1.1\nHost: x\n\n")).isEqualTo("""
                HTTP/1.1 200 OK
                Date: NOW
                Content-Length: 0

                """);
        assertThat(server.responseTo("OPTIONS /a HTTP/1.1\nHost: x\n\n")).endsWith("\n\nOPTIONS /a null\n");
    }

    @Test
    void servesAHigherMinorVersionAs11() throws IOException {
        start(ECHO);
        assertThat(server.responseTo("GET /a HTTP/1.2\nHost: x\n\nGET /b HTTP/1.9\nHost: x\n\n"))
                .startsWith("HTTP/1.1 200 OK\n")
                .endsWith("\n\nGET /b null\n")
                .doesNotContain("Connection:");
    }

    /** As typed into nc(1). A proxy could see another end of the request, so none follows on the connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a HTTP/1.0\n\n",
                "\nGET /a HTTP/1.0\n\n",
                "GET /a HTTP/1.1\nHost: x\n\n",
                "GET /a HTTP/1.1\r\nHost: x\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\n\n",
                "POST /a HTTP/1.1\nHost: x\nContent-Length: 0\n\n"
            })
    void acceptsLinesThatEndWithLfAlone(String request) throws IOException {
        start(ECHO);
        Socket client = server.connect();
        client.getOutputStream()
                .write((request + "GET /b HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(SocketServer.rest(client))
                .startsWith("HTTP/1.1 200 OK\n")
                .contains("\nConnection: close\n\n")
                .endsWith(" /a null\n");
    }

    @Test
    void dropsMalformedParameters() throws IOException {
        start(exchange -> exchange.send(
                200,
                "text/plain",
                exchange.parameters().stream()
                        .map(each -> each.name() + "=" + each.value() + "\n")
                        .collect(joining())));
        assertThat(server.responseTo(
                        "GET /?a%5B%5D=1+2&&b=%zz&c=3;d=4&%2=5&e=%&f&=g&h==%3d&i=%+1&j=%c3%a9 HTTP/1.1\nHost: x\n\n"))
                .endsWith("\n\na[]=1 2\nf=\n=g\nh==" + "=\nj=Ã©\n");
    }

    @Test
    void ignoresTheCaseOfHeaderNames() throws IOException {
        start(exchange -> exchange.send(
                200,
                "text/plain",
                exchange.header("ACCEPT-encoding") + exchange.headers("accept") + exchange.header("X")));
        assertThat(server.responseTo("GET / HTTP/1.1\nHost:\nAccept: a\naCCEPT:\t b c \t\nAccept-Encoding:gzip\n\n"))
                .endsWith("\n\ngzip[a, b c]null");
    }

    @Test
    void skipsOneEmptyLineBeforeARequest() throws IOException {
        start(ECHO);
        assertThat(server.responseTo("\nGET / HTTP/1.1\nHost: x\n\n\nGET /b HTTP/1.1\nHost: x\n\n"))
                .endsWith("\n\nGET /b null\n")
                .hasLineCount(12);
    }

    @Test
    void readsARequestByteByByte() throws Exception {
        start(ECHO);
        Socket client = server.connect();
        client.setTcpNoDelay(true);
        for (char each : "GET /a HTTP/1.1\nHost: x\n\n".toCharArray()) {
            SocketServer.send(client, String.valueOf(each));
            Thread.sleep(2);
        }
        assertThat(SocketServer.read(client, "null\n")).endsWith("\n\nGET /a null\n");
    }

    @Test
    void allowsEightKibibytesOfHeaders() throws IOException {
        start(ECHO);
        String begin = "GET /a HTTP/1.1\r\nHost: x\r\nX: ";
        assertThat(server.responseTo((begin + "x".repeat(8192 - begin.length() - 4) + "\r\n\r\n").replace("\r", "")))
                .endsWith("\n\nGET /a null\n");
        assertThat(server.responseTo((begin + "x".repeat(8193 - begin.length() - 4) + "\r\n\r\n").replace("\r", "")))
                .startsWith("HTTP/1.1 431 ");
    }
}
