package io.github.ecsmonitoring.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses that are large, late, sent twice, or shorter or longer than announced. */
@Timeout(60)
class RequestExchangeTest {
    private SocketServer server;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void start(RequestHandler handler) throws IOException {
        server = new SocketServer(handler);
    }

    @Test
    void sendsLargeBodies() throws IOException {
        byte[] body = new byte[3_000_001];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) ('a' + i % 23);
        }
        start(exchange -> {
            try (OutputStream out = exchange.begin(200, body.length)) {
                out.write(body, 0, 10);
                out.write(body, 10, 2_000_000);
                out.write(body, 2_000_010, 999_990);
                out.write(body[3_000_000]);
            }
        });
        String answer = server.responseTo("GET / HTTP/1.1\nHost: x\n\n");
        assertThat(answer).startsWith("HTTP/1.1 200 OK\nDate: NOW\nContent-Length: 3000001\n\n");
        assertThat(answer.substring(answer.indexOf("\n\n") + 2).equals(new String(body, StandardCharsets.US_ASCII)))
                .isTrue();
    }

    @Test
    void keepsResponsesOfTwoConnectionsApart() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        start(exchange -> {
            try (OutputStream out = exchange.begin(200, exchange.path().length() + 3)) {
                out.write(exchange.path().getBytes(StandardCharsets.US_ASCII));
                if (exchange.path().equals("/slow")) {
                    begun.countDown();
                    release.await();
                }
                out.write("def".getBytes(StandardCharsets.US_ASCII));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        String answer = "HTTP/1.1 200 OK\nDate: NOW\nContent-Length: 4\n\n/def";
        Socket quick = server.send("GET / HTTP/1.1\nHost: x\n\n");
        assertThat(SocketServer.read(quick, "def")).isEqualTo(answer);
        Socket slow = server.send("GET /slow HTTP/1.1\nHost: x\n\n");
        begun.await();
        SocketServer.send(quick, "GET / HTTP/1.1\nHost: x\n\n");
        assertThat(SocketServer.read(quick, "def")).isEqualTo(answer);
        release.countDown();
        assertThat(SocketServer.read(slow, "def"))
                .isEqualTo("HTTP/1.1 200 OK\nDate: NOW\nContent-Length: 8\n\n/slowdef");
    }

    @Test
    void rejectsHeaderInjection() throws IOException {
        AtomicReference<RequestExchange> seen = new AtomicReference<>();
        start(exchange -> {
            seen.set(exchange);
            exchange.setHeader("X", "1");
            exchange.setHeader("x", "2");
            exchange.send(200, "text/plain", "");
        });
        assertThat(server.responseTo("GET / HTTP/1.1\nHost: x\n\n")).isEqualTo("""
                HTTP/1.1 200 OK
                Date: NOW
                x: 2
                Content-Type: text/plain
                Content-Length: 0

                """);
        assertThatThrownBy(() -> seen.get().setHeader("X", "a\r\nSet-Cookie: b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header X must be ASCII without control characters, got character 13 at 1");
        assertThatThrownBy(() -> seen.get().setHeader("X: a\r\nY", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("header name must be letters, digits or hyphens, got 'X: a");
    }

    /** Like a late scrape, whose own thread hangs in a collector. */
    @Test
    void anotherThreadAnswersWhileTheConnectionsThreadHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        start(exchange -> {
            new Thread(() -> answerLate(exchange)).start();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Socket client = server.send("GET /a HTTP/1.1\nHost: x\n\nGET /b HTTP/1.1\nHost: x\n\n");
        String answer = """
                HTTP/1.1 200 OK
                Date: NOW
                Content-Type: text/plain
                Content-Length: 5
                Connection: close

                late
                """;
        assertThat(SocketServer.read(client, "late\n")).isEqualTo(answer);
        release.countDown();
        assertThat(closes(client))
                .as("closed without a response to the second request")
                .isTrue();
    }

    /** The handler returns before the other thread begins the response. */
    @Test
    void waitsForTheResponseOfAnotherThread() throws Exception {
        start(exchange -> new Thread(() -> {
                    pause();
                    answerLate(exchange);
                })
                .start());
        assertThat(server.responseTo("GET /a HTTP/1.1\nHost: x\n\n")).endsWith("\n\nlate\n");
    }

    @Test
    void rejectsASecondResponse() throws Exception {
        AtomicReference<Throwable> second = new AtomicReference<>();
        start(exchange -> {
            answerLate(exchange);
            try {
                exchange.send(500, "text/plain", "again");
            } catch (IllegalStateException e) {
                second.set(e);
            }
        });
        assertThat(server.responseTo("GET / HTTP/1.1\nHost: x\n\n")).endsWith("\n\nlate\n");
        assertThat(second.get()).hasMessage("a response to this request has begun already");
    }

    @Test
    void answers500WhenTheHandlerThrows() throws IOException {
        start(exchange -> {
            throw new IllegalStateException("a bug");
        });
        String answer = """
                HTTP/1.1 500 Internal Server Error
                Date: NOW
                X-Content-Type-Options: nosniff
                Content-Type: text/plain; charset=utf-8
                Content-Length: 26

                500 internal server error
                """;
        assertThat(server.responseTo("GET /a HTTP/1.1\nHost: x\n\nGET /a HTTP/1.1\nHost: x\n\n"))
                .isEqualTo(answer + answer);
        assertThat(server.logged())
                .contains(
                        "level=ERROR msg=\"request failed\" path=/a err=\"java.lang.IllegalStateException: a bug\"\n");
    }

    @Test
    void closesTheConnectionAfterABodyThatIsTooShort() throws IOException {
        start(exchange -> {
            try (OutputStream out = exchange.begin(200, 10)) {
                out.write("12345".getBytes(StandardCharsets.US_ASCII));
            }
        });
        assertThat(server.responseTo("GET / HTTP/1.1\nHost: x\n\nGET / HTTP/1.1\nHost: x\n\n"))
                .isEqualTo("HTTP/1.1 200 OK\nDate: NOW\nContent-Length: 10\n\n12345");
    }

    @Test
    void rejectsABodyLongerThanAnnounced() throws IOException {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        start(exchange -> {
            try (OutputStream out = exchange.begin(200, 2)) {
                out.write("12".getBytes(StandardCharsets.US_ASCII));
                out.write('3');
            } catch (IllegalStateException e) {
                failed.set(e);
            }
        });
        assertThat(server.responseTo("GET / HTTP/1.1\nHost: x\n\n")).endsWith("\n\n12");
        assertThat(failed.get()).hasMessage("response body: at most 0 more bytes allowed, got 1");
    }

    private static void answerLate(RequestExchange exchange) {
        try {
            exchange.send(200, "text/plain", "late\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the server closes the connection; with unread requests on it, TCP reports a reset. */
    private static boolean closes(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
