package io.github.ecsmonitoring.slo;

import io.github.ecsmonitoring.prometheus.RuleGroup;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;

/**
 * A service level objective: the share of good events that a service must have in 30 days.
 *
 * <pre>{@code
 * EcsMonitoring.Builder.create(this, "Monitoring").slo(
 *     ServiceLevelObjective.availability("orders", 99.9).httpServer(),
 *     ServiceLevelObjective.latency("orders", 99, Duration.millis(300)).httpServer(),
 *     ServiceLevelObjective.availability("orders", 99.5).total("payments_total").bad("payments_total{result=\"failed\"}").name("payments"))
 * }</pre>
 *
 * <p>It becomes recording rules, two alerts on how fast the error budget burns, and an alert for missing data.
 *
 * <p>Immutable: each method returns a new value.
 *
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">Alerting on SLOs</a>
 */
public final class ServiceLevelObjective {
    private static final String PREFIX = "slo-";
    /** With the prefix, the name of a rule groups namespace. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,59}");

    private static final int DEFAULT_MINIMUM = 5;

    private final String service;
    private final String name;
    private final ErrorBudget budget;
    private final SliQueries queries;
    private final int minimumBadEvents;
    private final Map<String, String> labels;
    /** Null for the library's. */
    private final String runbook;

    private ServiceLevelObjective(
            String service,
            String name,
            ErrorBudget budget,
            SliQueries queries,
            int minimumBadEvents,
            Map<String, String> labels,
            String runbook) {
        this.service = service;
        this.name = name;
        this.budget = budget;
        this.queries = queries;
        this.minimumBadEvents = minimumBadEvents;
        this.labels = labels;
        this.runbook = runbook;
    }

    static ServiceLevelObjective of(String service, String kind, ErrorBudget budget, SliQueries queries) {
        return new ServiceLevelObjective(
                service, service + "-" + kind, budget, queries, DEFAULT_MINIMUM, Map.of(), null);
    }

    /**
     * The share of events that succeed. Its default name is {@code SERVICE-availability}.
     *
     * @param service the label {@code ecs_service}
     * @param percent 90 to 99.999, for example 99.9
     * @throws IllegalArgumentException if one of them is invalid
     */
    public static Availability availability(String service, double percent) {
        return new Availability(checkedService(service), ErrorBudget.of(percent, service));
    }

    /**
     * The share of events that are as fast as the threshold or faster. Its default name is {@code SERVICE-latency}.
     *
     * @param service the label {@code ecs_service}
     * @param percent 90 to 99.999, for example 99
     * @param threshold the upper bound of a bucket of the histogram
     * @throws IllegalArgumentException if one of them is invalid
     */
    public static Latency latency(String service, double percent, Duration threshold) {
        return Latency.of(
                checkedService(service),
                ErrorBudget.of(percent, service),
                Objects.requireNonNull(threshold, "threshold"));
    }

    private static String checkedService(String service) {
        if (Token.isUnresolved(Objects.requireNonNull(service, "service")) || service.isBlank()) {
            throw new IllegalArgumentException(
                    "service of an objective must be a value of the label ecs_service that is known at synth, got "
                            + (service.isBlank() ? "\"" + service + "\"" : "a token"));
        }
        return service;
    }

    /**
     * The label {@code slo}, unique within a workspace. Default: the service's name, a hyphen, and {@code availability}
     * or {@code latency}.
     *
     * @param name 1 to 60 letters, digits, hyphens, underscores and dots
     * @throws IllegalArgumentException if it has others
     */
    public ServiceLevelObjective name(String name) {
        return new ServiceLevelObjective(
                service, checkedName(name), budget, queries, minimumBadEvents, labels, runbook);
    }

    private static String checkedName(String name) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("name of an objective must match " + NAME + ", got \"" + name
                    + "\": set another one with name(...)");
        }
        return name;
    }

    /**
     * The period of the error budget, which moves with the time. Default: 30 days.
     *
     * @throws IllegalArgumentException unless it is 28 or 30 days
     */
    public ServiceLevelObjective period(Duration period) {
        return new ServiceLevelObjective(
                service,
                name,
                budget.over(Objects.requireNonNull(period, "period")),
                queries,
                minimumBadEvents,
                labels,
                runbook);
    }

    /**
     * The number of bad events in an alert's long window below which it does not fire, so that one bad event of few
     * does not page. Default: 5.
     *
     * @throws IllegalArgumentException unless it is 1 to 1,000
     */
    public ServiceLevelObjective minimumBadEvents(int events) {
        if (events < 1 || events > 1_000) {
            throw new IllegalArgumentException("minimumBadEvents of objective " + name + " must be 1 to 1,000, got "
                    + events + ": 1 fires on a single event");
        }
        return new ServiceLevelObjective(service, name, budget, queries, events, labels, runbook);
    }

    /** A further label of the alerts, by which the alert manager can route. */
    public ServiceLevelObjective label(String name, String value) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return new ServiceLevelObjective(
                service, this.name, budget, queries, minimumBadEvents, Collections.unmodifiableMap(more), runbook);
    }

    /** The annotation {@code runbook_url} of the alerts. Default: the library's manual. */
    public ServiceLevelObjective runbook(String url) {
        return new ServiceLevelObjective(
                service, name, budget, queries, minimumBadEvents, labels, Objects.requireNonNull(url, "runbook"));
    }

    /** The label {@code ecs_service}. */
    public String getService() {
        return service;
    }

    /** The label {@code slo}. */
    public String getName() {
        return name;
    }

    /** The name of the rule groups namespace, {@code slo-NAME}. */
    public String getNamespace() {
        return PREFIX + checkedName(name);
    }

    /**
     * The rules, for {@code PrometheusWorkspace.addRules}.
     *
     * @throws IllegalArgumentException if the default name is invalid, since the service's name is
     */
    public RuleGroup getRules() {
        return RuleGroup.of(getNamespace(), new SloRules(name, budget, queries).all())
                .interval(Duration.seconds(60))
                .add(new SloAlerts(name, service, budget, minimumBadEvents, labels, Optional.ofNullable(runbook))
                        .all());
    }

    /** An availability objective whose events are still to be chosen. Immutable. */
    public static final class Availability {
        private final String service;
        private final ErrorBudget budget;

        private Availability(String service, ErrorBudget budget) {
            this.service = service;
            this.budget = budget;
        }

        /**
         * Counts the requests of the service's HTTP server, as Micrometer or OpenTelemetry count them, whichever is
         * there. Those with a status from 500 on are bad.
         *
         * @param routes as in the label {@code uri} or {@code http_route}, for example <code>/orders/{id}</code>; none
         *     for all but those that load balancers and scrapers request: {@code /actuator}, {@code /health},
         *     {@code /healthz}, {@code /livez}, {@code /readyz}, {@code /metrics} and what is below them
         * @throws IllegalArgumentException if a route does not begin with a slash
         */
        public ServiceLevelObjective httpServer(String... routes) {
            return objective(HttpMetrics.failures(service, HttpMetrics.checkedRoutes(service, routes)));
        }

        /**
         * Counts events of your own: continue with {@link Counters#bad} or {@link Counters#good}.
         *
         * @param counters a selector of counters, such as {@code orders_total}. The matcher of {@code ecs_service} is
         *     added if it is missing
         * @throws IllegalArgumentException if it is not a selector
         */
        public Counters total(String counters) {
            return new Counters(this, selector("total", counters));
        }

        EventSelector selector(String option, String counters) {
            return EventSelector.of(Objects.requireNonNull(counters, option), option, service);
        }

        ServiceLevelObjective objective(SliQueries queries) {
            return ServiceLevelObjective.of(service, "availability", budget, queries);
        }
    }

    /** An objective whose good or bad events are still to be chosen. Immutable. */
    public static final class Counters {
        private final Availability objective;
        private final EventSelector total;

        private Counters(Availability objective, EventSelector total) {
            this.objective = objective;
            this.total = total;
        }

        /**
         * Those events that are bad; none is as long as there is no such series.
         *
         * @param counters a selector, such as <code>orders_total{result="failed"}</code>
         * @throws IllegalArgumentException if it is not a selector
         */
        public ServiceLevelObjective bad(String counters) {
            return objective.objective(SliQueries.ofBad(total, objective.selector("bad", counters)));
        }

        /**
         * Those events that are good; none is as long as there is no such series.
         *
         * @param counters a selector, such as <code>orders_total{result="placed"}</code>
         * @throws IllegalArgumentException if it is not a selector
         */
        public ServiceLevelObjective good(String counters) {
            return objective.objective(SliQueries.ofGood(total, objective.selector("good", counters)));
        }
    }

    /** A latency objective whose histogram is still to be chosen. Immutable. */
    public static final class Latency {
        private static final String SUFFIXES = ".*_(bucket|count|sum)";

        private final String service;
        private final ErrorBudget budget;
        private final long thresholdMillis;

        private Latency(String service, ErrorBudget budget, long thresholdMillis) {
            this.service = service;
            this.budget = budget;
            this.thresholdMillis = thresholdMillis;
        }

        static Latency of(String service, ErrorBudget budget, Duration threshold) {
            if (threshold.isUnresolved()) {
                throw new IllegalArgumentException("threshold of the latency objective of service " + service
                        + " must be known at synth, got a token");
            }
            long millis = threshold.toMilliseconds().longValue();
            if (millis < 1) {
                throw new IllegalArgumentException("threshold of the latency objective of service " + service
                        + " must be at least 1 ms, got " + millis + " ms");
            }
            return new Latency(service, budget, millis);
        }

        /**
         * Measures the requests of the service's HTTP server with the histogram of Micrometer or OpenTelemetry,
         * whichever is there. Those with a status from 500 on do not count. The histogram must have a bucket for the
         * threshold: see the manual for Micrometer, which has none by default.
         *
         * @param routes as for {@link Availability#httpServer}
         * @throws IllegalArgumentException if a route does not begin with a slash
         */
        public ServiceLevelObjective httpServer(String... routes) {
            return objective(HttpMetrics.slow(service, HttpMetrics.checkedRoutes(service, routes), thresholdMillis));
        }

        /**
         * Measures events with a classic histogram of your own, which must have a bucket for the threshold.
         *
         * @param histogram a selector of its name without suffix, such as <code>payment_duration_seconds{method="card"}
         *     </code>. The unit is the second, or the millisecond if the name ends with {@code _milliseconds}. The
         *     matcher of {@code ecs_service} is added if it is missing
         * @throws IllegalArgumentException if it is not such a selector
         */
        public ServiceLevelObjective histogram(String histogram) {
            EventSelector selector =
                    EventSelector.of(Objects.requireNonNull(histogram, "histogram"), "histogram", service);
            if (selector.name().isEmpty() || selector.name().matches(SUFFIXES)) {
                throw new IllegalArgumentException("histogram(...) of an objective of service " + service
                        + " must begin with the histogram's name without _bucket, _count and _sum, got \""
                        + histogram.strip() + "\"");
            }
            return objective(SliQueries.ofBuckets(List.of(LatencyBuckets.of(selector, thresholdMillis))));
        }

        private ServiceLevelObjective objective(SliQueries queries) {
            return ServiceLevelObjective.of(service, "latency", budget, queries);
        }
    }
}
