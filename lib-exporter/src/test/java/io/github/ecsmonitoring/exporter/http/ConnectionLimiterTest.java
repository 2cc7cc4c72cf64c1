package io.github.ecsmonitoring.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time-outs of connections, and the choice of the one that is evicted. */
@Timeout(60)
class ConnectionLimiterTest {
    private static final String GET = "GET /quick HTTP/1.1\nHost: x\n\n";
    private static final String GATE = "GET /gate HTTP/1.1\nHost: x\n\n";
    private static final String LARGE = "GET /large HTTP/1.1\nHost: x\n\n";
    private static final String EVICTED =
            "err=\"java.io.IOException: evicted: stalled while the server is at its limit\"\n";

    private final Semaphore entered = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private SocketServer server;

    @AfterEach
    void stop() throws IOException {
        gate.release(100);
        server.close();
    }

    private void start(int connections, int requestSeconds, int answerSeconds, int idleSeconds) throws IOException {
        server = new SocketServer(
                new ConnectionLimits(connections, requestSeconds, answerSeconds, idleSeconds), this::answer);
    }

    private void answer(RequestExchange exchange) throws IOException {
        if (exchange.path().equals("/gate")) {
            entered.release();
            gate.acquireUninterruptibly();
        }
        if (exchange.path().equals("/large")) {
            byte[] megabyte = new byte[1_000_000];
            try (OutputStream out = exchange.begin(200, 2_000 * megabyte.length)) {
                for (int i = 0; i < 2_000; i++) {
                    out.write(megabyte);
                }
            }
        } else {
            exchange.send(200, "text/plain", "ok\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /qui",
                "GET /quick HTTP/1.1\nHost: x\n",
                "POST /quick HTTP/1.1\nHost: x\nContent-Length: 5\n\nab",
                "POST /quick HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n5\nab"
            })
    void timesOutWhileTheRequestIsIncomplete(String half) throws Exception {
        start(8, 1, 30, 30);
        long begin = System.nanoTime();
        assertThat(end(server.send(half))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
    }

    @Test
    void countsTheTimeOutFromTheFirstByteOfARequest() throws Exception {
        start(8, 1, 30, 30);
        Socket client = server.send(GET);
        assertThat(SocketServer.read(client, "ok\n")).startsWith("HTTP/1.1 200 OK\n");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 200; i++) {
                        SocketServer.send(client, "G");
                        Thread.sleep(50);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(server.logged())
                .endsWith("level=DEBUG msg=\"client disconnected\" client=127.0.0.1:" + client.getLocalPort()
                        + " err=\"java.io.IOException: timed out: the request did not arrive in time\"\n");
    }

    @Test
    void timesOutWhileTheClientReadsNothing() throws Exception {
        start(8, 30, 1, 30);
        Socket client = server.send(LARGE);
        awaitLog("client=127.0.0.1:" + client.getLocalPort()
                + " err=\"java.io.IOException: timed out: the client did not read the response in time\"\n");
        assertThat(end(client)).startsWith("HTTP/1.1 200 OK\n").hasSizeLessThan(2_000_000_000);
    }

    @Test
    void closesAnIdleConnection() throws Exception {
        start(8, 30, 30, 1);
        assertThat(SocketServer.rest(server.send(GET)))
                .startsWith("HTTP/1.1 200 OK\n")
                .endsWith("ok\n")
                .doesNotContain("Connection:");
        assertThat(server.logged()).doesNotContain("disconnected");
    }

    @Test
    void evictsTheConnectionThatHasBeenIdleTheLongest() throws Exception {
        start(20, 30, 30, 30);
        Socket first = idle();
        Socket second = idle();
        // The server notes that a connection is idle after the client has its response.
        Thread.sleep(300);
        for (int i = 2; i < 20; i++) {
            idle();
        }
        SocketServer.send(first, GET);
        SocketServer.read(first, "ok\n");
        idle();
        assertThat(end(second)).isEmpty();
        SocketServer.send(first, GET);
        assertThat(SocketServer.read(first, "ok\n")).startsWith("HTTP/1.1 200 OK\n");
    }

    private Socket idle() throws IOException {
        Socket client = server.send(GET);
        SocketServer.read(client, "ok\n");
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /half HTTP/1.1\n", LARGE})
    void evictsTheConnectionThatHasStalledTheLongest(String slow) throws Exception {
        start(2, 30, 30, 30);
        Socket first = server.send(slow);
        Thread.sleep(100);
        Socket second = server.send(slow);
        assertThat(SocketServer.read(server.send(GET), "ok\n")).startsWith("HTTP/1.1 200 OK\n");
        awaitLog("client=127.0.0.1:" + first.getLocalPort() + " " + EVICTED);
        assertThat(server.logged()).doesNotContain("client=127.0.0.1:" + second.getLocalPort());
    }

    @Test
    void doesNotEvictClientsThatWaitForTheirResponse() throws Exception {
        start(2, 30, 30, 30);
        List<Socket> waiting = List.of(server.send(GATE), server.send(GATE));
        entered.acquire(2);
        assertThat(end(server.send(GET))).as("closed after five seconds").isEmpty();
        gate.release(2);
        for (Socket each : waiting) {
            assertThat(SocketServer.read(each, "ok\n")).startsWith("HTTP/1.1 200 OK\n");
        }
    }

    @Test
    void endsABusyConnectionAfterItsResponseIfAnotherClientNeedsIt() throws Exception {
        start(8, 30, 30, 30);
        ConnectionLimiter limiter = new ConnectionLimiter(new ConnectionLimits(1, 30, 30, 30));
        ConnectionState busy = limiter.admit(new Socket());
        busy.requestRead();
        CompletableFuture<ConnectionState> other = CompletableFuture.supplyAsync(() -> limiter.admit(new Socket()));
        while (!busy.isLast()) {
            Thread.sleep(1);
        }
        busy.responseBegun();
        assertThat(busy.responseSent()).as("another request may follow").isFalse();
        limiter.remove(busy);
        assertThat(other).succeedsWithin(Duration.ofSeconds(20)).isNotNull();
    }

    /** Each of the thousand is evicted for a later one; the client in their middle is served within its time-out. */
    @Test
    void servesAClientAmongAThousandHalfSentRequests() throws Exception {
        start(64, 30, 30, 30);
        for (int i = 0; i < 500; i++) {
            server.send("GET /half HTTP/1.1\n");
        }
        Socket client = server.send(GET);
        for (int i = 0; i < 500; i++) {
            server.send("GET /half HTTP/1.1\n");
        }
        assertThat(SocketServer.read(client, "ok\n")).startsWith("HTTP/1.1 200 OK\n");
    }

    /** It was connected last, but its request had arrived before the others were evicted. */
    @Test
    void doesNotEvictAClientWhoseRequestAwaitsItsThread() throws Exception {
        start(8, 30, 30, 30);
        ConnectionLimiter limiter = new ConnectionLimiter(new ConnectionLimits(2, 30, 30, 30));
        try (ServerSocket listener = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                Socket sends = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket sent = listener.accept();
                Socket waits = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket waiting = listener.accept()) {
            ConnectionState complete = limiter.admit(sent);
            ConnectionState incomplete = limiter.admit(waiting);
            sends.getOutputStream().write(1);
            long begin = System.nanoTime();
            CompletableFuture<ConnectionState> third = CompletableFuture.supplyAsync(() -> limiter.admit(new Socket()));
            while (!incomplete.isCutOff() && !complete.isCutOff()) {
                Thread.sleep(1);
            }
            assumeFalse(System.nanoTime() - begin > 300_000_000, "this thread was not scheduled");
            assertThat(waits.isConnected()).isTrue();
            assertThat(incomplete.isCutOff()).isTrue();
            assertThat(complete.isCutOff()).isFalse();
            limiter.remove(incomplete);
            assertThat(third).succeedsWithin(Duration.ofSeconds(20)).isNotNull();
        }
    }

    @Test
    void evictsOnlyReadersThatStall() throws Exception {
        start(8, 30, 30, 30);
        Socket half = server.send("GET /half HTTP/1.1\n");
        Socket large = server.send(LARGE);
        for (int i = 0; i < 500 && !server.logged().contains("disconnected"); i++) {
            server.server().evictStalledReader();
            Thread.sleep(20);
        }
        assertThat(server.logged()).contains("client=127.0.0.1:" + large.getLocalPort() + " " + EVICTED);
        half.setSoTimeout(100);
        assertThatThrownBy(() -> half.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    /** Without a socket, whose buffers in the kernel hide from the server how slowly its client reads. */
    @Test
    void doesNotEvictAClientThatReadsSlowly() throws Exception {
        start(8, 30, 30, 30);
        ConnectionLimiter limiter = new ConnectionLimiter(new ConnectionLimits(8, 30, 30, 30));
        ConnectionState state = limiter.admit(new Socket());
        ResponseWriter out =
                new ResponseWriter(OutputStream.nullOutputStream(), state, new BufferPool(1), new HttpDate());
        state.requestRead();
        out.begin(200, new HeaderFields(), 1000, null);
        long end = System.nanoTime() + 1_500_000_000;
        while (System.nanoTime() - end < 0) {
            Thread.sleep(10);
            long read = System.nanoTime();
            out.append("x").flush();
            limiter.evictStalledReader();
            boolean stalled = System.nanoTime() - read >= 1_000_000_000;
            assertThat(state.isCutOff() && !stalled).isFalse();
            assumeFalse(stalled, "this thread was not scheduled for a second");
        }
    }

    @Test
    void limitsTheConnectionsOfAllAddressesTogether() throws Exception {
        start(2, 30, 30, 30);
        server.send(GATE);
        server.send(GATE);
        entered.acquire(2);
        Socket other = server.connect(server.server().addresses().getLast());
        SocketServer.send(other, GET);
        assertThat(end(other)).isEmpty();
    }

    @Test
    void stopAnswersOpenRequestsAndNoOthers() throws Exception {
        start(8, 30, 30, 30);
        Socket idle = idle();
        Socket silent = server.connect();
        Socket waiting = server.send(GATE + GET);
        entered.acquire();
        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(() -> server.server().stop(30));
        assertThat(end(idle)).isEmpty();
        assertThat(end(silent)).isEmpty();
        assertThatThrownBy(() -> {
                    // The kernel accepts some more until the acceptor's thread has left accept(2).
                    for (int i = 0; i < 1000; i++) {
                        server.connect().close();
                    }
                })
                .isInstanceOf(ConnectException.class);
        assertThat(stopped).isNotDone();
        gate.release();
        assertThat(SocketServer.read(waiting, "ok\n")).contains("\nConnection: close\n");
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(20));
        assertThat(end(waiting)).as("the second request").isEmpty();
    }

    @Test
    void stopCutsOffOpenRequestsAfterTheGracePeriod() throws Exception {
        start(8, 30, 30, 30);
        Socket half = server.send("GET /half HTTP/1.1\n");
        Socket waiting = server.send(GATE);
        entered.acquire();
        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(() -> server.server().stop(1));
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(20));
        assertThat(end(half)).isEmpty();
        assertThat(end(waiting)).isEmpty();
    }

    private void awaitLog(String text) throws InterruptedException {
        for (int i = 0; i < 1000 && !server.logged().contains(text); i++) {
            Thread.sleep(20);
        }
        assertThat(server.logged()).contains(text);
    }

    /** Reads until the connection is closed; empty if it is reset. */
    private static String end(Socket socket) throws IOException {
        try {
            return SocketServer.rest(socket);
        } catch (SocketTimeoutException open) {
            throw open;
        } catch (IOException reset) {
            return "";
        }
    }
}
