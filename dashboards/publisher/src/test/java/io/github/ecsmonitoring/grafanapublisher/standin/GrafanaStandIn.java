package io.github.ecsmonitoring.grafanapublisher.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Grafana on loopback: its state, the calls it received, and the faults that are injected. */
public final class GrafanaStandIn implements AutoCloseable {
    public static final String TOKEN = "glsa_0123456789abcdefghijklmnopqrstuv_deadbeef";

    private final InstantSource clock;
    private final DataSourceRoutes dataSources = new DataSourceRoutes(this);
    private final FolderRoutes folders = new FolderRoutes(this);
    private final DashboardRoutes dashboards = new DashboardRoutes(this);
    private final PluginRoutes plugins = new PluginRoutes(this);
    private final List<Routes> routes = List.of(new HealthRoutes(this), plugins, dataSources, folders, dashboards);
    private final Faults faults = new Faults();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Behaviour behaviour;
    private volatile boolean hidesVersion;

    public GrafanaStandIn(Behaviour behaviour, InstantSource clock) throws IOException {
        this.behaviour = behaviour;
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Received request = Received.of(exchange);
            received.add(request);
            Optional.ofNullable(before.remove(request.call())).ifPresent(Runnable::run);
            Optional<Fault> fault = faults.of(request);
            Reply reply = fault.flatMap(Fault::reply).orElseGet(() -> authenticated(exchange, request));
            log.add(request.call() + " "
                    + fault.filter(found -> found.reply().isEmpty())
                            .map(Fault::name)
                            .orElse("" + reply.status()));
            send(exchange, reply, fault);
        }
    }

    private synchronized Reply authenticated(HttpExchange exchange, Received request) {
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Reply.error(401, "Invalid API key");
        }
        return routes.stream()
                .flatMap(part -> part.answer(request).stream())
                .findFirst()
                .orElseGet(() -> Reply.error(404, "Not found"));
    }

    private void send(HttpExchange exchange, Reply reply, Optional<Fault> fault) throws IOException {
        if (fault.filter(Fault.TIME_OUT::equals).isPresent()) {
            awaitClose();
            return;
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (behaviour.deprecatesApi()) {
            exchange.getResponseHeaders().set("Deprecation", "true");
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        boolean half = fault.filter(Fault.HALF_WRITTEN::equals).isPresent();
        exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Behaviour behaviour() {
        return behaviour;
    }

    boolean hidesVersion() {
        return hidesVersion;
    }

    Instant now() {
        return clock.instant();
    }

    public DataSourceRoutes dataSources() {
        return dataSources;
    }

    public FolderRoutes folders() {
        return folders;
    }

    public DashboardRoutes dashboards() {
        return dashboards;
    }

    public PluginRoutes plugins() {
        return plugins;
    }

    public Faults faults() {
        return faults;
    }

    /** The requests so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The calls since the last time, each with the status of its answer or the name of a fault. */
    public String calls() {
        String calls = String.join("\n", log);
        log.clear();
        return calls + "\n";
    }

    /** Does something before a call is answered, once. */
    public void before(String call, Runnable action) {
        before.put(call, action);
    }

    /** An upgrade of the workspace. */
    public void upgrade(Behaviour next) {
        behaviour = next;
    }

    /** An upgrade of the workspace that changes the type of data sources for Amazon Managed Prometheus. */
    public void upgradeAndMigrate(Behaviour next) {
        upgrade(next);
        plugins.add("grafana-amazonprometheus-datasource");
        dataSources.migratePrometheusWithSigV4();
    }

    /** Like {@code hide_version} in Grafana's configuration. */
    public void hideVersion() {
        hidesVersion = true;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
