package io.github.ecsmonitoring.exporter.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A response without faults, and how to send it with one. */
record EmulatorResponse(int status, String type, String body) {
    static EmulatorResponse json(Object value) {
        return new EmulatorResponse(200, "application/json", JsonText.of(value));
    }

    static EmulatorResponse text(int status, String body) {
        return new EmulatorResponse(status, "text/plain", body);
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head(exchange, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    void send(HttpExchange exchange, Fault fault, RandomGenerator random) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case NONE -> send(exchange);
            case STATUS -> text(fault.status(), "emulated fault").send(exchange);
            case SLOW -> {
                Thread.sleep(fault.delay());
                send(exchange);
            }
            case CUT -> {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                head(exchange, bytes.length);
                exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length / 2));
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case RESET -> exchange.close();
            case MALFORMED -> new EmulatorResponse(status, type, MalformedBody.of(body, random)).send(exchange);
            case EMPTY -> new EmulatorResponse(status, type, "").send(exchange);
        }
    }

    private void head(HttpExchange exchange, int length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    }
}
