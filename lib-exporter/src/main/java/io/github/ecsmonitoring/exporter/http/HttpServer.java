package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A server for HTTP/1.1 and 1.0 with a thread for each connection, on one or more addresses, that holds out against
 * clients which send slowly, wrongly or nothing, or don't take their answers.
 *
 * <pre>
 * HttpServer server = new HttpServer(new Limits(64, 5, 30, 120), log);
 * server.bind(new InetSocketAddress(9100), null, exchange -&gt; exchange.send(200, "text/plain", "ok\n"));
 * server.start();
 * </pre>
 */
public final class HttpServer {
    private final Clients clients;
    private final Log log;
    private final List<Listener> listeners = new ArrayList<>();

    /** A server without an address. */
    public HttpServer(Limits limits, Log log) {
        this.clients = new Clients(limits);
        this.log = log;
    }

    /**
     * Takes an address; who connects there is answered once the server has started.
     *
     * @param layer TLS; null: plain HTTP
     * @throws IOException if it can't be had: {@code listen tcp :9100: Address already in use}
     */
    public void bind(InetSocketAddress address, Layer layer, Handler handler) throws IOException {
        listeners.add(Listener.bind(address, layer, handler, clients, log));
    }

    /** Begins to answer. */
    public void start() {
        Thread overdue = new Thread(this::cutOffOverdue, "overdue-clients");
        overdue.setDaemon(true);
        overdue.start();
        for (Listener each : listeners) {
            new Thread(each, "listener-" + each.address().getPort()).start();
            log.info("Listening on", "address", text(each.address()));
        }
    }

    /** The addresses that it listens on; with port 0 asked for, these have the port that was free. */
    public List<InetSocketAddress> addresses() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (Listener each : listeners) {
            addresses.add(each.address());
        }
        return addresses;
    }

    /**
     * Takes an answer away from the client that has not taken any of it for the longest time, if that is a second or
     * more.
     */
    public void cutOffOneWithAnswer() {
        clients.cutOffOneWithAnswer();
    }

    /** Takes no more connections, closes the idle ones, and gives the requests under way as many seconds to end. */
    public void stop(int seconds) {
        for (Listener each : listeners) {
            each.close();
        }
        clients.stop(seconds);
    }

    /** A look a second costs less than to be woken whenever a request begins. */
    private void cutOffOverdue() {
        try {
            while (!clients.isStopping()) {
                Thread.sleep(1000);
                clients.cutOffOverdue();
            }
        } catch (InterruptedException ended) {
            // nobody does that
        }
    }

    /** {@code :9100} for all addresses, {@code 127.0.0.1:9100}, {@code [0:0:0:0:0:0:0:1]:9100}. */
    static String text(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? ""
                : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
