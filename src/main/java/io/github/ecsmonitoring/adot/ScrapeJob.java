package io.github.ecsmonitoring.adot;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * A metrics endpoint of a container that the collector of the same task scrapes.
 *
 * <pre>{@code
 * ScrapeJob.of("orders", 8080).path("/actuator/prometheus").interval(Duration.seconds(15))
 * }</pre>
 *
 * <p>Its series have the label {@code job="orders"}; metric names stay unchanged. Immutable: each method returns a new
 * value.
 */
public final class ScrapeJob {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern PATH = Pattern.compile("/[!-~&&[^?#]]*");
    private static final Pattern USER = Pattern.compile("[!-~&&[^:]]+");
    private static final Pattern CONTAINER = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final int MAX_PORT = 65535;
    private static final int MAX_SAMPLES = 1_000_000;

    private final String name;
    private final int port;
    private String path = "/metrics";
    private ScrapeInterval interval;
    private boolean https;
    private ScrapeCredential credential;
    private int sampleLimit = 10_000;
    private String container;
    private Integer expectedSeries;

    private ScrapeJob(String name, int port) {
        this.name = name;
        this.port = port;
    }

    private ScrapeJob with(Consumer<ScrapeJob> change) {
        ScrapeJob copy = new ScrapeJob(name, port);
        copy.path = path;
        copy.interval = interval;
        copy.https = https;
        copy.credential = credential;
        copy.sampleLimit = sampleLimit;
        copy.container = container;
        copy.expectedSeries = expectedSeries;
        change.accept(copy);
        return copy;
    }

    /**
     * A job that scrapes {@code http://127.0.0.1:port/metrics}.
     *
     * @param name the {@code job} label: a letter, then up to 63 letters, digits, {@code _}, {@code .} or {@code -}
     * @param port 1 to 65535
     * @throws IllegalArgumentException if one of them is invalid
     */
    public static ScrapeJob of(String name, int port) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("name of a scrape job must match " + NAME + ", got \"" + name + "\"");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "port of scrape job " + name + " must be 1 to " + MAX_PORT + ", got " + port);
        }
        return new ScrapeJob(name, port);
    }

    /**
     * The path of the endpoint. Default: {@code /metrics}.
     *
     * @throws IllegalArgumentException unless it starts with a slash and contains no space, {@code ?} or {@code #}
     */
    public ScrapeJob path(String path) {
        if (!PATH.matcher(Objects.requireNonNull(path, "path")).matches()) {
            throw new IllegalArgumentException("path of scrape job " + name
                    + " must start with / and contain no space, ? or #, got \"" + path + "\"");
        }
        return with(copy -> copy.path = path);
    }

    /**
     * The scrape interval. Default: the interval of the task.
     *
     * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
     */
    public ScrapeJob interval(Duration interval) {
        ScrapeInterval own = ScrapeInterval.of(interval);
        return with(copy -> copy.interval = own);
    }

    /**
     * Uses TLS. The certificate is not verified: it cannot be issued for a loopback address, and the connection stays
     * within the task. Default: plain HTTP.
     */
    public ScrapeJob https() {
        return with(copy -> copy.https = true);
    }

    /**
     * Authenticates with a bearer token. ECS reads it when a task starts, so rotating it requires new tasks. Default:
     * none.
     *
     * @param token a secret of Secrets Manager or a parameter of Systems Manager, which the execution role is granted
     *     to read. Must not contain {@code $$} or <code>${</code>, which the collector would expand
     * @throws IllegalArgumentException if the job already has a credential
     */
    public ScrapeJob bearerToken(Secret token) {
        return credential(new ScrapeCredential(null, Objects.requireNonNull(token, "token")));
    }

    /**
     * Authenticates with a user and a password. ECS reads the password when a task starts, so rotating it requires new
     * tasks. Default: none.
     *
     * @param user visible ASCII characters without a colon
     * @param password a secret of Secrets Manager or a parameter of Systems Manager, which the execution role is
     *     granted to read. Must not contain {@code $$} or <code>${</code>, which the collector would expand
     * @throws IllegalArgumentException if the user is invalid, or the job already has a credential
     */
    public ScrapeJob basicAuth(String user, Secret password) {
        if (!USER.matcher(Objects.requireNonNull(user, "user")).matches() || Token.isUnresolved(user)) {
            throw new IllegalArgumentException(
                    "user of scrape job " + name + " must be visible ASCII characters without a colon, got "
                            + (Token.isUnresolved(user) ? "a token" : "\"" + user + "\""));
        }
        return credential(new ScrapeCredential(user, Objects.requireNonNull(password, "password")));
    }

    private ScrapeJob credential(ScrapeCredential credential) {
        if (this.credential != null) {
            throw new IllegalArgumentException(
                    "scrape job " + name + " must have one bearer token or one user, got a second credential");
        }
        return with(copy -> copy.credential = credential);
    }

    /**
     * The maximum number of samples per scrape. A scrape that exceeds it fails: all its samples are dropped and
     * {@code up} is 0. The alert EcsScrapeSampleLimitNear fires at 80 % of the limit. Default: 10,000.
     *
     * @throws IllegalArgumentException unless it is 1 to 1,000,000
     */
    public ScrapeJob sampleLimit(int samples) {
        if (samples < 1 || samples > MAX_SAMPLES) {
            throw new IllegalArgumentException(
                    "sampleLimit of scrape job " + name + " must be 1 to " + MAX_SAMPLES + ", got " + samples);
        }
        return with(copy -> copy.sampleLimit = samples);
    }

    /**
     * The container of the endpoint. Needed in networkMode BRIDGE only, where each container has its own address.
     * Default: the only container that maps the port, else the app's only container.
     *
     * @throws IllegalArgumentException unless it is a container name: letters, digits, {@code _} and {@code -}
     */
    public ScrapeJob container(String container) {
        if (!CONTAINER.matcher(Objects.requireNonNull(container, "container")).matches()) {
            throw new IllegalArgumentException(
                    "container of scrape job " + name + " must match " + CONTAINER + ", got \"" + container + "\"");
        }
        return with(copy -> copy.container = container);
    }

    /**
     * The number of series that the endpoint of one task is expected to have, for the estimate of costs; it limits
     * nothing. Default: that of {@code CostOptions.expectedAppSeries}, else unknown, which the summary says.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public ScrapeJob expectedSeries(int series) {
        if (series < 0) {
            throw new IllegalArgumentException(
                    "expectedSeries of scrape job " + name + " must be 0 or more, got " + series);
        }
        return with(copy -> copy.expectedSeries = series);
    }

    /** The number of series, if it is known. */
    public Optional<Integer> expectedSeries() {
        return Optional.ofNullable(expectedSeries);
    }

    /** The {@code job} label. */
    public String name() {
        return name;
    }

    /** The port of the endpoint. */
    public int port() {
        return port;
    }

    /** The container, if one was set. */
    public Optional<String> container() {
        return Optional.ofNullable(container);
    }

    /** Its metrics, with the interval of the task unless it has its own. */
    AppSource source(int secondsOfTask) {
        return new AppSource(
                "scrape job " + name,
                expectedSeries(),
                interval().map(ScrapeInterval::seconds).orElse(secondsOfTask));
    }

    String path() {
        return path;
    }

    Optional<ScrapeInterval> interval() {
        return Optional.ofNullable(interval);
    }

    boolean isHttps() {
        return https;
    }

    Optional<ScrapeCredential> credential() {
        return Optional.ofNullable(credential);
    }

    int sampleLimit() {
        return sampleLimit;
    }
}
