package io.github.ecsmonitoring.exporter.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * A task metadata endpoint on the loopback address, with the flags that {@code --help} lists:
 *
 * <pre>
 * try (Emulator emulator = Emulator.start("--scenario=ec2-bridge")) {
 *     // ECS_CONTAINER_METADATA_URI_V4 = emulator.uri()
 *     emulator.faults("500");                       // like PUT /control/faults: the endpoint is down
 *     emulator.faults("");                          // the endpoint is up again
 *     emulator.answers();                           // like GET /control/answers: {task 200=2, task 500=1, task/stats 200=2}
 * }
 * </pre>
 */
public final class Emulator implements AutoCloseable {
    private final HttpServer server;
    private final MetadataResponses metadata;
    private final InstanceMetadata instance;
    private final Random random;
    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    private volatile Faults faults;

    private Emulator(HttpServer server, EmulatorFlags flags) throws IOException {
        this.server = server;
        this.metadata = new MetadataResponses(flags.scenario(), flags.frozen(), Clock.systemUTC());
        this.instance = flags.imds() ? new InstanceMetadata(flags.scenario()) : null;
        this.random = new Random(flags.seed());
        this.faults = flags.faults();
    }

    /** Starts an emulator that listens until it is closed. */
    public static Emulator start(String... arguments) throws IOException {
        return start(new EmulatorFlags().parse(List.of(arguments)));
    }

    static Emulator start(EmulatorFlags flags) throws IOException {
        HttpServer server = HttpServer.create();
        Emulator emulator = new Emulator(server, flags);
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), flags.port()), 0);
        } catch (IOException e) {
            throw new IOException("cannot listen on port " + flags.port() + ": " + e.getMessage(), e);
        }
        server.createContext("/", emulator::serve);
        // One thread per request, so that a slow response does not delay others.
        Executor threads = request -> Thread.ofVirtual().start(request);
        server.setExecutor(threads);
        server.start();
        return emulator;
    }

    /**
     * The value of ECS_CONTAINER_METADATA_URI_V4 in the exporter's container:
     * {@code http://127.0.0.1:40123/v4/6cbda2c4fcbb7d9e}.
     */
    public URI uri() {
        return URI.create(origin() + "/v4/" + metadata.id());
    }

    /** {@code http://127.0.0.1:40123} */
    public URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Replaces the faults for all later responses, in the syntax of {@code --faults}. */
    public void faults(String text) {
        faults = Faults.parse(text);
    }

    /**
     * The number of responses for each path below {@code /v4/<id>/} and each status or fault, such as {@code task/stats
     * cut} = 3.
     */
    public Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/v4/")) {
            serveMetadata(exchange, path.substring("/v4/".length()));
        } else if (path.startsWith("/control/")) {
            control(exchange, exchange.getRequestMethod() + " " + path.substring("/control/".length()))
                    .send(exchange);
        } else if (instance != null && path.startsWith("/latest/")) {
            instance.response(exchange).send(exchange);
        } else {
            EmulatorResponse.text(404, "no resource at '" + path + "'").send(exchange);
        }
    }

    private void serveMetadata(HttpExchange exchange, String path) throws IOException {
        Fault fault = faults.next(random);
        EmulatorResponse response = metadata.response(path);
        String what = path.contains("/") ? path.substring(path.indexOf('/') + 1) : "container";
        answers.merge(what + " " + (fault == Fault.NONE ? response.status() : fault.label()), 1, Integer::sum);
        try {
            response.send(exchange, fault, random);
        } catch (InterruptedException stopped) {
            exchange.close();
        }
    }

    private EmulatorResponse control(HttpExchange exchange, String what) throws IOException {
        switch (what) {
            case "GET faults":
                return EmulatorResponse.text(200, faults.text() + "\n");
            case "PUT faults":
                try {
                    faults(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    return EmulatorResponse.text(200, faults.text() + "\n");
                } catch (IllegalArgumentException e) {
                    return EmulatorResponse.text(400, e.getMessage() + "\n");
                }
            case "GET answers":
                return EmulatorResponse.text(
                        200,
                        answers.entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue() + "\n")
                                .collect(Collectors.joining()));
            default:
                return EmulatorResponse.text(
                        404, "expected PUT or GET /control/faults, or GET /control/answers, got '" + what + "'\n");
        }
    }
}
