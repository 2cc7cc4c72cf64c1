package io.github.ecsmonitoring.adot;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;

/**
 * A page of metrics that the collector reads from a container of its own task.
 *
 * <pre>{@code
 * ScrapeJob.of("orders", 8080).path("/actuator/prometheus").interval(Duration.seconds(15))
 * }</pre>
 *
 * <p>Its series have {@code job="orders"}, and their names stay as the page has them. A value of this class never changes; each
 * method returns a new one.
 */
public final class ScrapeJob {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern PATH = Pattern.compile("/[!-~&&[^?#]]*");
    private static final int MAX_PORT = 65535;

    private final String name;
    private final int port;
    private final String path;
    private final ScrapeInterval interval;

    private ScrapeJob(String name, int port, String path, ScrapeInterval interval) {
        this.name = name;
        this.port = port;
        this.path = path;
        this.interval = interval;
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
            throw new IllegalArgumentException("port of scrape job " + name + " must be 1 to " + MAX_PORT + ", got " + port);
        }
        return new ScrapeJob(name, port, "/metrics", null);
    }

    /**
     * The page's path. Default: {@code /metrics}.
     *
     * @throws IllegalArgumentException unless it begins with a slash and holds no space, {@code ?} or {@code #}
     */
    public ScrapeJob path(String path) {
        if (!PATH.matcher(Objects.requireNonNull(path, "path")).matches()) {
            throw new IllegalArgumentException("path of scrape job " + name + " must begin with / and hold no space, ? or #, got \"" + path + "\"");
        }
        return new ScrapeJob(name, port, path, interval);
    }

    /**
     * The time between two scrapes. Default: the interval of the task.
     *
     * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
     */
    public ScrapeJob interval(Duration interval) {
        return new ScrapeJob(name, port, path, ScrapeInterval.of(interval));
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    String path() {
        return path;
    }

    Optional<ScrapeInterval> interval() {
        return Optional.ofNullable(interval);
    }
}
