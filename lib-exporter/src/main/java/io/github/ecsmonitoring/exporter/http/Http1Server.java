package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A server for HTTP/1.1 and 1.0 on one or more addresses, with a thread per connection. It withstands clients that send
 * slowly, send invalid requests or nothing, or do not read their responses.
 *
 * <pre>
 * Http1Server server = new Http1Server(new ConnectionLimits(64, 5, 30, 120), log);
 * server.bind(new InetSocketAddress(9100), null, exchange -&gt; exchange.send(200, "text/plain", "ok\n"));
 * server.start();
 * </pre>
 */
public final class Http1Server {
    private static final int OVERDUE_CHECK_MILLIS = 1000;
    private static final int MAX_BUFFERS = 4;

    private final ConnectionLimiter limiter;
    private final Log log;
    private final List<Acceptor> acceptors = new ArrayList<>();

    /** A server without an address. */
    public Http1Server(ConnectionLimits limits, Log log) {
        this.limiter = new ConnectionLimiter(limits);
        this.log = log;
    }

    /**
     * Binds an address. Clients that connect before {@link #start} are answered afterwards.
     *
     * @param tls null for plain HTTP
     * @throws IOException if the address cannot be bound: {@code listen tcp :9100: Address already in use}
     */
    public void bind(InetSocketAddress address, TlsLayer tls, RequestHandler handler) throws IOException {
        acceptors.add(Acceptor.bind(
                address, new ServerContext(tls, handler, limiter, new BufferPool(MAX_BUFFERS), new HttpDate(), log)));
    }

    /** Starts to answer requests. */
    public void start() {
        Thread overdue = new Thread(this::cutOffOverdue, "overdue-connections");
        overdue.setDaemon(true);
        overdue.start();
        for (Acceptor each : acceptors) {
            new Thread(each, "acceptor-" + each.address().getPort()).start();
            log.info("Listening on", "address", HostPort.of(each.address()));
        }
    }

    /** The bound addresses, with the port that was chosen for port 0. */
    public List<InetSocketAddress> addresses() {
        return acceptors.stream().map(Acceptor::address).toList();
    }

    /**
     * Evicts the client that has read nothing of its response for the longest time, at least a second; no-op if all are
     * reading.
     */
    public void evictStalledReader() {
        limiter.evictStalledReader();
    }

    /** Accepts no more connections, closes idle ones, and gives open requests {@code seconds} to end. */
    public void stop(int seconds) {
        for (Acceptor each : acceptors) {
            each.close();
        }
        limiter.stop(seconds);
    }

    /** Checks once a second, which costs less than to wake up for each request. */
    private void cutOffOverdue() {
        try {
            while (!limiter.isStopping()) {
                Thread.sleep(OVERDUE_CHECK_MILLIS);
                limiter.cutOffOverdue();
            }
        } catch (InterruptedException ended) {
            // nothing interrupts this thread
        }
    }
}
