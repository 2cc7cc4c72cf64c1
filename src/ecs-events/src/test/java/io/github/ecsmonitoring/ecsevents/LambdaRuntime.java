package io.github.ecsmonitoring.ecsevents;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs the function in a process as Lambda does, with Lambda's own runtime interface client. This is the runtime API
 * that the client asks for invocations.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">runtime API</a>
 */
final class LambdaRuntime implements AutoCloseable {
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final Path LOG = Path.of("target/lambda.log");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BlockingQueue<String> invocations = new ArrayBlockingQueue<>(10);
    private final BlockingQueue<String> outcomes = new ArrayBlockingQueue<>(10);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer api;
    private final Process process;

    LambdaRuntime(String handler, Map<String, String> environment) throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(threads);
        api.createContext("/2018-06-01/runtime/", this::answer);
        api.start();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CLIENT,
                handler);
        builder.environment().putAll(environment);
        builder.environment()
                .put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
        builder.environment()
                .put(
                        "LAMBDA_TASK_ROOT",
                        Path.of("target/classes").toAbsolutePath().toString());
        builder.redirectErrorStream(true).redirectOutput(LOG.toFile());
        process = builder.start();
    }

    /** The body of the response, or the error. */
    String invoke(String event) throws InterruptedException {
        invocations.add(event);
        String outcome = outcomes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (outcome == null) {
            throw new AssertionError("no outcome within " + PATIENCE + "; see " + LOG);
        }
        return outcome;
    }

    /** The function's output. */
    String log() throws IOException {
        return Files.readString(LOG);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.endsWith("/next")) {
                byte[] event = invocations.take().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders()
                        .set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
                exchange.getResponseHeaders()
                        .set(
                                "Lambda-Runtime-Invoked-Function-Arn",
                                "arn:aws:lambda:eu-west-1:123456789012:function:events");
                exchange.getResponseHeaders()
                        .set(
                                "Lambda-Runtime-Deadline-Ms",
                                Long.toString(Instant.now().plus(PATIENCE).toEpochMilli()));
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, event.length);
                exchange.getResponseBody().write(event);
            } else {
                outcomes.add(path.substring(path.lastIndexOf('/') + 1) + " " + body);
                exchange.sendResponseHeaders(202, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        api.stop(0);
        threads.shutdownNow();
    }
}
