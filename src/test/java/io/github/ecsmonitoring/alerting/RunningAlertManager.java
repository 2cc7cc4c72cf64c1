package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Alertmanager on the loopback interface, which ends with this process. */
final class RunningAlertManager implements AutoCloseable {
    private static final String PROGRAM = "prometheus-alertmanager";
    private static final Pattern LISTENING = Pattern.compile("\"Listening on\" address=(\\S+)");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log;
    private final Process process;

    private RunningAlertManager(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /** Skips a test class if Alertmanager is not installed. */
    static void assumeInstalled(Class<?> test) {
        boolean installed =
                Stream.of(System.getenv("PATH").split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, PROGRAM)));
        if (!installed) {
            System.err.println(test.getSimpleName() + " skipped: " + PROGRAM
                    + " is not on the PATH (Debian: apt-get install prometheus-alertmanager)");
        }
        assumeThat(installed).isTrue();
    }

    /** @param folder for its data and log */
    static RunningAlertManager start(Path folder, Path config) throws IOException {
        Path log = folder.resolve("alertmanager.log");
        return new RunningAlertManager(
                log,
                new ProcessBuilder(
                                "setpriv",
                                "--pdeathsig",
                                "KILL",
                                "--",
                                PROGRAM,
                                "--config.file=" + config,
                                "--storage.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:0",
                                // No cluster of several, which would listen on all interfaces.
                                "--cluster.listen-address=")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start());
    }

    void fire(Collection<Map<String, String>> alerts) throws IOException, InterruptedException {
        List<Map<String, Object>> body = alerts.stream()
                .map(labels -> Map.<String, Object>of("labels", labels))
                .toList();
        send(HttpRequest.newBuilder(alerts())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Synth.JSON.writeValueAsString(body))));
    }

    /** All alerts that fire, muted ones too. */
    List<JsonNode> firing() throws IOException, InterruptedException {
        return Synth.JSON
                .readTree(send(HttpRequest.newBuilder(alerts())))
                .valueStream()
                .toList();
    }

    private URI alerts() throws IOException, InterruptedException {
        return URI.create("http://" + address() + "/api/v2/alerts");
    }

    private String address() throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            Matcher listening = LISTENING.matcher(Files.readString(log));
            if (listening.find()) {
                return listening.group(1);
            }
            Thread.sleep(20);
        }
        throw new IOException("Alertmanager does not start: " + Files.readString(log));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
