package io.github.ecsmonitoring.adot;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * A page of metrics that the collector reads from a container of its own task.
 *
 * <pre>{@code
 * ScrapeJob.of("orders", 8080).path("/actuator/prometheus").interval(Duration.seconds(15))
 * }</pre>
 *
 * <p>Its series have {@code job="orders"}, and their names stay as the page has them. A value of this class never
 * changes; each method returns a new one.
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
        change.accept(copy);
        return copy;
    }

    /**
     * A job that reads {@code http://127.0.0.1:port/metrics}.
     *
     * @param name the {@code job} label: a letter, then up to 63 letters, digits, {@code _}, {@code .} or {@code -}
     * @param port 1 to 65535
     * @throws IllegalArgumentException if one of them is something else
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
     * The page's path. Default: {@code /metrics}.
     *
     * @throws IllegalArgumentException unless it begins with a slash and holds no space, {@code ?} or {@code #}
     */
    public ScrapeJob path(String path) {
        if (!PATH.matcher(Objects.requireNonNull(path, "path")).matches()) {
            throw new IllegalArgumentException("path of scrape job " + name
                    + " must begin with / and hold no space, ? or #, got \"" + path + "\"");
        }
        return with(copy -> copy.path = path);
    }

    /**
     * The time between two scrapes. Default: the interval of the task.
     *
     * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
     */
    public ScrapeJob interval(Duration interval) {
        ScrapeInterval own = ScrapeInterval.of(interval);
        return with(copy -> copy.interval = own);
    }

    /**
     * The page is served over TLS. Its certificate is not verified: it can't be issued for a loopback address, and the
     * connection stays within the task. Default: plain HTTP.
     */
    public ScrapeJob https() {
        return with(copy -> copy.https = true);
    }

    /**
     * The page wants a bearer token. ECS reads it when a task starts, so a changed one needs new tasks. Default: none.
     *
     * @param token of Secrets Manager or a parameter of Systems Manager; the execution role gets to read it. It may
     *     hold neither {@code $$} nor <code>${</code>, which the collector would expand
     * @throws IllegalArgumentException if the job has a user already
     */
    public ScrapeJob bearerToken(Secret token) {
        return credential(new ScrapeCredential(null, Objects.requireNonNull(token, "token")));
    }

    /**
     * The page wants a user and a password. ECS reads it when a task starts, so a changed one needs new tasks. Default:
     * none.
     *
     * @param user visible ASCII characters, no colon
     * @param password of Secrets Manager or a parameter of Systems Manager; the execution role gets to read it. It may
     *     hold neither {@code $$} nor <code>${</code>, which the collector would expand
     * @throws IllegalArgumentException if the user's name is something else, or the job has a token already
     */
    public ScrapeJob basicAuth(String user, Secret password) {
        if (!USER.matcher(Objects.requireNonNull(user, "user")).matches() || Token.isUnresolved(user)) {
            throw new IllegalArgumentException(
                    "user of scrape job " + name + " must be visible ASCII characters without colon, got "
                            + (Token.isUnresolved(user) ? "a token" : "\"" + user + "\""));
        }
        return credential(new ScrapeCredential(user, Objects.requireNonNull(password, "password")));
    }

    private ScrapeJob credential(ScrapeCredential credential) {
        if (this.credential != null) {
            throw new IllegalArgumentException(
                    "scrape job " + name + " must have either a bearer token or a user, and one of them, got two");
        }
        return with(copy -> copy.credential = credential);
    }

    /**
     * Samples that one scrape may bring. A page with more brings none: {@code up} is 0 until it is smaller. The alert
     * EcsScrapeSampleLimitNear fires at 80 % of it. Default: 10,000.
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
     * The container that serves the page. Needed in networkMode BRIDGE only, where each container has an address of its
     * own. Default: the one container of the app, or the one that maps the port.
     *
     * @throws IllegalArgumentException unless it is a container's name: letters, digits, {@code _} and {@code -}
     */
    public ScrapeJob container(String container) {
        if (!CONTAINER.matcher(Objects.requireNonNull(container, "container")).matches()) {
            throw new IllegalArgumentException(
                    "container of scrape job " + name + " must match " + CONTAINER + ", got \"" + container + "\"");
        }
        return with(copy -> copy.container = container);
    }

    /** The {@code job} label. */
    public String name() {
        return name;
    }

    /** The port of the page. */
    public int port() {
        return port;
    }

    /** The container that was named; empty if none was. */
    public Optional<String> container() {
        return Optional.ofNullable(container);
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
