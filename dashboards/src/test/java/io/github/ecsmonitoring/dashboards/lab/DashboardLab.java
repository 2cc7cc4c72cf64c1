package io.github.ecsmonitoring.dashboards.lab;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Prometheus with the history of an emulated fleet, of its recording rules and of its alerts.
 *
 * <p>The program, which runs in the folder {@code dashboards}, prints {@code READY http://127.0.0.1:PORT} and ends when
 * its stdin is closed, or after 30 minutes:
 *
 * <pre>
 * mvn -q -o test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.ecsmonitoring.dashboards.lab.DashboardLab -Dexec.args='--scenario=outage'
 * </pre>
 */
public final class DashboardLab implements AutoCloseable {
    private static final int MINUTE = 60;
    private static final long LIFETIME = TimeUnit.MINUTES.toSeconds(30);

    private final PrometheusServer server;
    private final Fleet fleet;
    private final int seriesCount;
    private final long now;

    private final long end;

    private DashboardLab(PrometheusServer server, Fleet fleet, int seriesCount, long now, long end) {
        this.seriesCount = seriesCount;
        this.server = server;
        this.end = end;
        this.fleet = fleet;
        this.now = now;
    }

    public static void main(String[] args) throws Exception {
        try (DashboardLab lab = start(LabOptions.parse(args))) {
            System.out.println("READY " + lab.uri());
            Thread end = new Thread(DashboardLab::awaitEndOfInput);
            end.setDaemon(true);
            end.start();
            end.join(TimeUnit.SECONDS.toMillis(LIFETIME));
        }
    }

    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // The same as its end.
        }
    }

    static boolean isPossible() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
    }

    static DashboardLab start(LabOptions options) throws IOException, InterruptedException {
        // Whole minutes, at which rules are evaluated.
        long now = Instant.now().getEpochSecond() / MINUTE * MINUTE;
        long from = now - (long) options.history() * MINUTE;
        long to = now + (long) options.ahead() * MINUTE;
        PrometheusServer server = PrometheusServer.start();
        try {
            Fleet fleet = Fleet.of(options, now);
            List<Feed> feeds = feeds(fleet, options.step());
            new HistoryWriter(server).write(feeds, from, to);
            RuleHistory rules = new RuleHistory(server, from + MINUTE, to);
            for (LabRule rule : LabRule.all()) {
                rules.evaluate(rule);
            }
            return new DashboardLab(server, fleet, feeds.size(), now, to);
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static List<Feed> feeds(Fleet fleet, int step) throws IOException {
        Pages pages = Pages.read();
        Set<String> essential = essential();
        return Stream.concat(
                        fleet.tasks().stream().map(task -> task.targets(pages, essential)),
                        fleet.hosts().stream().map(host -> host.targets(pages, essential)))
                .flatMap(List::stream)
                .flatMap(target -> feeds(target, step))
                .toList();
    }

    private static Stream<Feed> feeds(LabTarget target, int step) {
        int interval = target.interval(step);
        return target.series(step).stream().map(series -> Feed.of(series, interval, target.phase(interval)));
    }

    /** {@code MetricProfile.ESSENTIAL}. */
    static Set<String> essential() throws IOException {
        return Files.readAllLines(Path.of("essential-metrics.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toSet());
    }

    PrometheusServer server() {
        return server;
    }

    Fleet fleet() {
        return fleet;
    }

    /** Without those of rules. */
    int seriesCount() {
        return seriesCount;
    }

    URI uri() {
        return server.uri();
    }

    /** The moment at which the scenario is what its name says. */
    long now() {
        return now;
    }

    /** The end of the samples, until which a lab may stay. */
    long end() {
        return end;
    }

    @Override
    public void close() {
        server.close();
    }
}
