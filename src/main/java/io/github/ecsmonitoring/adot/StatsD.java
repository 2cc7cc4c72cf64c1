package io.github.ecsmonitoring.adot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;

/**
 * Receives StatsD metrics, also with DogStatsD tags, on UDP port 8125 and writes them to the Prometheus workspace.
 *
 * <pre>
 * orders.placed:1|c|#shop:eu      orders_placed_total{shop="eu"}
 * queue.length:12|g               queue_length
 * page.time:84|ms                 page_time{quantile="0.5"}, …, page_time_sum, page_time_count
 * </pre>
 *
 * <p><b>Counters of rare events are wrong.</b> A counter is correct while it is incremented in each aggregation
 * interval. After an interval without an increment the collector forgets its total and starts again with the next
 * increment alone: one event every five minutes is written as the value 1, again and again, and its {@code increase} is
 * 0. Scrape such counters from a page, or send them over OTLP.
 *
 * <p>{@code job} is {@code statsd}. Tags become labels, names are translated to Prometheus names. Each aggregation
 * interval gives one sample of each series that has received something:
 *
 * <ul>
 *   <li>Counters are added up, for as long as each interval has an increment.
 *   <li>Timers ({@code ms}), histograms ({@code h}) and distributions ({@code d}) become summaries of the interval: sum
 *       and count are those of the interval, to be used with {@code sum_over_time} instead of {@code rate}.
 *   <li>Gauges have their last value. Sets ({@code s}) are dropped, since the collector does not know them.
 * </ul>
 *
 * <p>What has arrived since the last interval is lost when the task stops.
 *
 * @see <a href="https://github.com/statsd/statsd/blob/master/docs/metric_types.md">StatsD metric types</a>
 */
public final class StatsD extends PipelineFeature {
    private static final String NAME = "statsd";
    private static final int DEFAULT_PORT = 8125;
    private static final int MIN_PORT = 1024;
    private static final int MAX_PORT = 65_535;
    private static final String DELTAS =
            "metric.type == METRIC_DATA_TYPE_SUM and metric.aggregation_temporality == AGGREGATION_TEMPORALITY_DELTA";

    private final int port;
    private final ScrapeInterval interval;
    private final List<Double> percentiles;
    /** Null if it is unknown. */
    private final Integer expectedSeries;

    private StatsD(int port, ScrapeInterval interval, List<Double> percentiles, Integer expectedSeries) {
        this.port = port;
        this.interval = interval;
        this.percentiles = percentiles;
        this.expectedSeries = expectedSeries;
    }

    /** On UDP port 8125, aggregated for 60 seconds, with the percentiles 50, 90, 95 and 99 of timers. */
    public static StatsD create() {
        return new StatsD(DEFAULT_PORT, new ScrapeInterval(60), List.of(50.0, 90.0, 95.0, 99.0), null);
    }

    /**
     * With another port: UDP for packets, and TCP on the collector's loopback interface, where it exposes the counters
     * to itself. In networkMode HOST, the {@code hostPortOffset} minus 1 is added. Default: 8125.
     *
     * @throws IllegalArgumentException unless it is 1024 to 65535: the collector is not root
     */
    public StatsD port(int port) {
        if (port < MIN_PORT || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "port of StatsD must be " + MIN_PORT + " to " + MAX_PORT + ", got " + port);
        }
        return new StatsD(port, interval, percentiles, expectedSeries);
    }

    /**
     * With another aggregation interval. Default: 60 seconds.
     *
     * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
     */
    public StatsD aggregationInterval(Duration interval) {
        return new StatsD(
                port, ScrapeInterval.of(interval, "aggregation interval of StatsD"), percentiles, expectedSeries);
    }

    /**
     * With other percentiles of timers, histograms and distributions. Default: 50, 90, 95 and 99.
     *
     * @throws IllegalArgumentException if there are none, or one is not 0 to 100
     */
    public StatsD percentiles(double... percentiles) {
        if (percentiles.length == 0
                || !Arrays.stream(percentiles).allMatch(percentile -> percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentiles of StatsD must be one or more numbers from 0 to 100, got "
                    + Arrays.toString(percentiles));
        }
        return new StatsD(
                port,
                interval,
                Arrays.stream(percentiles).sorted().distinct().boxed().toList(),
                expectedSeries);
    }

    /**
     * The number of series that the apps of one task are expected to send, for the estimate of costs; it limits
     * nothing. A timer has one series for each percentile, and two. Default: that of
     * {@code CostOptions.expectedAppSeries}, else unknown, which the summary says.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public StatsD expectedSeries(int series) {
        if (series < 0) {
            throw new IllegalArgumentException("expectedSeries of StatsD must be 0 or more, got " + series);
        }
        return new StatsD(port, interval, percentiles, series);
    }

    @Override
    Optional<AppSource> appSource() {
        return Optional.of(new AppSource("StatsD", Optional.ofNullable(expectedSeries), interval.seconds()));
    }

    @Override
    void contribute(CollectorDraft draft, CollectorSettings settings) {
        TaskEndpoints endpoints = settings.endpoints();
        int own = endpoints.moved(port);
        if (own > MAX_PORT) {
            int added = own - port;
            throw new IllegalArgumentException("port of StatsD must be at most " + MAX_PORT + " with hostPortOffset "
                    + (added + 1) + ", which adds " + added + ", got " + port + ": choose a lower port or offset");
        }
        draft.receiver(NAME, receiver(endpoints.otlpHost() + ":" + own));
        draft.udpPort(own);
        draft.port(own, "StatsD");
        addCounters(draft, TaskEndpoints.LOOPBACK + ":" + own);
        draft.processor(
                "resource/statsd",
                Yaml.map("attributes", List.of(Yaml.map("key", "service.name", "value", NAME, "action", "insert"))));
        draft.processor("filter/statsd", drop(DELTAS));
        WorkspacePipeline.add(
                draft,
                settings,
                NAME,
                List.of(NAME, "prometheus/statsd"),
                List.of("filter/statsd", "resource/statsd"),
                RemoteWriteExporter.NameTranslation.TRANSLATED);
    }

    private Map<String, Object> receiver(String endpoint) {
        return Yaml.map(
                "endpoint",
                endpoint,
                "aggregation_interval",
                interval.seconds() + "s",
                // By default each sender, and each of its ports, has series of its own, which would be equal.
                "ignore_host",
                true,
                "is_monotonic_counter",
                true,
                "enable_simple_tags",
                true,
                // A sampled counter is divided by its rate, and would be rounded down.
                "counter_type",
                "float",
                "timer_histogram_mapping",
                Stream.of("timing", "histogram", "distribution")
                        .map(type -> Yaml.map(
                                "statsd_type",
                                type,
                                "observer_type",
                                "summary",
                                "summary",
                                // A copy, since YAML would refer to an equal list by an anchor.
                                Yaml.map("percentiles", new ArrayList<>(percentiles))))
                        .toList());
    }

    /**
     * Remote write accepts only cumulative counters, and the receiver has the increments of each interval. The exporter
     * for Prometheus is the only component of ADOT that adds them up, and the collector scrapes it.
     */
    private void addCounters(CollectorDraft draft, String page) {
        draft.processor("filter/statsd_counters", drop("not (" + DELTAS + ")"));
        draft.exporter(
                "prometheus/statsd",
                Yaml.map(
                        "endpoint",
                        page,
                        "metric_expiration",
                        "1h",
                        "without_scope_info",
                        true,
                        "translation_strategy",
                        "UnderscoreEscapingWithSuffixes"));
        draft.pipeline(
                "metrics/statsd_counters",
                List.of(NAME),
                List.of("memory_limiter", "filter/statsd_counters"),
                "prometheus/statsd");
        draft.receiver("prometheus/statsd", ScrapeReceiver.ofPage(NAME, page, interval));
    }

    private static Map<String, Object> drop(String condition) {
        return Yaml.map("error_mode", "propagate", "metric_conditions", List.of(condition));
    }
}
