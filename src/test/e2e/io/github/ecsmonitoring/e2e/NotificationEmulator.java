package io.github.ecsmonitoring.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Emulates SNS and PagerDuty as seen by an alert manager, and records what they accept. Requests to SNS are verified,
 * signature first. Messages that AMP would replace or cut are rejected.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-receiver-validation-truncation.html">SNS
 *     message validation rules</a>
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2/trigger-events/">PagerDuty Events API v2</a>
 */
final class NotificationEmulator implements AutoCloseable {
    static final String KEY_ID = "ASIAAMP";
    static final String SECRET_KEY = "secret-of-amp";
    private static final int MAX_MESSAGE = 256 * 1024;
    private static final Pattern SUBJECT = Pattern.compile("[\\x20-\\x7e]{1,100}");

    private final HttpServer listener =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final List<Published> published = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> rejected = new CopyOnWriteArrayList<>();
    private final Set<String> topics;

    /** A message that SNS has accepted. */
    record Published(Instant at, String topic, String subject, String message) {}

    /** An event that PagerDuty has accepted. */
    record Event(Instant at, JsonNode body) {}

    /** @param topics ARNs of the topics that exist */
    NotificationEmulator(Set<String> topics) throws IOException {
        this.topics = topics;
        listener.createContext("/", this::publish);
        listener.createContext("/v2/enqueue", this::enqueue);
        listener.start();
    }

    /** Replaces {@code https://sns.REGION.amazonaws.com} and {@code https://events.pagerduty.com}. */
    String origin() {
        return "http://127.0.0.1:" + listener.getAddress().getPort();
    }

    /** Messages to a topic, oldest first. */
    List<Published> published(String topic) {
        return published.stream()
                .filter(message -> message.topic().equals(topic))
                .toList();
    }

    /** PagerDuty's events, oldest first. */
    List<Event> events() {
        return List.copyOf(events);
    }

    /** Requests that were not accepted, with the reason. */
    List<String> rejected() {
        return List.copyOf(rejected);
    }

    private void publish(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
        Optional<String> problem = unsigned(exchange, body).or(() -> invalid(form));
        if (problem.isPresent()) {
            reject(exchange, 400, problem.get(), form.toString(), """
                <ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>%s</Message></Error></ErrorResponse>
                """.formatted(problem.get()));
            return;
        }
        published.add(new Published(Instant.now(), form.get("TopicArn"), form.get("Subject"), form.get("Message")));
        answer(exchange, 200, """
            <PublishResponse><PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult></PublishResponse>
            """);
    }

    private static Optional<String> unsigned(HttpExchange exchange, byte[] body) {
        Headers headers = exchange.getRequestHeaders();
        return new SigV4Verifier(KEY_ID, SECRET_KEY, AwsEmulator.WORKSPACE_REGION, "sns")
                .verify(URI.create("http://" + headers.getFirst("Host") + exchange.getRequestURI()), headers, body);
    }

    private Optional<String> invalid(Map<String, String> form) {
        if (!"Publish".equals(form.get("Action"))) {
            return Optional.of("Could not find operation " + form.get("Action"));
        }
        if (!topics.contains(form.getOrDefault("TopicArn", ""))) {
            return Optional.of("Topic does not exist");
        }
        String message = form.getOrDefault("Message", "");
        if (message.isEmpty()) {
            return Optional.of("Invalid parameter: Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE || form.containsValue("truncated")) {
            return Optional.of("Invalid parameter: Message too long");
        }
        String subject = form.get("Subject");
        return subject == null || SUBJECT.matcher(subject).matches()
                ? Optional.empty()
                : Optional.of("Invalid parameter: Subject");
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            form.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    private void enqueue(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode event = Synth.JSON.readTree(text);
        List<String> problems = problems(event, text);
        if (!problems.isEmpty()) {
            reject(exchange, 400, problems.toString(), text, """
                {"status":"invalid event","message":"Event object is invalid","errors":%s}
                """.formatted(Synth.JSON.valueToTree(problems)));
            return;
        }
        events.add(new Event(Instant.now(), event));
        answer(exchange, 202, """
            {"status":"success","message":"Event processed","dedup_key":%s}
            """.formatted(event.get("dedup_key")));
    }

    private static List<String> problems(JsonNode event, String text) {
        List<String> problems = new ArrayList<>();
        if (text.getBytes(StandardCharsets.UTF_8).length > 512 * 1024) {
            problems.add("Event object exceeds 512 KB");
        }
        if (event.path("routing_key").asText().length() != 32) {
            problems.add("Length of 'routing_key' is incorrect (should be 32 characters)");
        }
        if (!List.of("trigger", "acknowledge", "resolve")
                .contains(event.path("event_action").asText())) {
            problems.add("'event_action' is invalid");
        }
        if (event.path("dedup_key").asText().length() > 255) {
            problems.add("'dedup_key' is longer than 255 characters");
        }
        JsonNode payload = event.path("payload");
        if (payload.path("summary").asText().isEmpty()
                || payload.path("source").asText().isEmpty()) {
            problems.add("'payload.summary' or 'payload.source' is missing or blank");
        }
        if (payload.path("summary").asText().length() > 1024) {
            problems.add("'payload.summary' is longer than 1024 characters");
        }
        if (!List.of("critical", "error", "warning", "info")
                .contains(payload.path("severity").asText())) {
            problems.add("'payload.severity' must be critical, error, warning or info");
        }
        return problems;
    }

    private void reject(HttpExchange exchange, int status, String problem, String request, String body)
            throws IOException {
        rejected.add(problem + ": " + request);
        answer(exchange, status, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public void close() {
        listener.stop(0);
    }
}
