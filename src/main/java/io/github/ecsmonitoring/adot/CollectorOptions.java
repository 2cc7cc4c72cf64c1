package io.github.ecsmonitoring.adot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;

/**
 * What users choose about the collector's configuration. Each {@code with} method returns a new value and throws
 * {@link IllegalArgumentException} if its argument is invalid.
 *
 * @param scrapeInterval the interval of jobs that set none
 * @param labels added to every series
 * @param profile the metrics of the exporter and of the collector itself that are kept
 * @param features further pipelines
 * @param overrides changes to the finished configuration, in the order in which they are merged
 */
public record CollectorOptions(
        ScrapeInterval scrapeInterval,
        Map<String, String> labels,
        MetricProfile profile,
        List<PipelineFeature> features,
        List<Map<String, Object>> overrides) {
    /** A scrape interval of 30 seconds and the profile {@link MetricProfile#ESSENTIAL}. */
    public static final CollectorOptions DEFAULTS =
            new CollectorOptions(new ScrapeInterval(30), Map.of(), MetricProfile.ESSENTIAL, List.of(), List.of());

    /** With another scrape interval: 10 to 240 whole seconds. */
    public CollectorOptions withScrapeInterval(Duration interval) {
        return new CollectorOptions(ScrapeInterval.of(interval), labels, profile, features, overrides);
    }

    /** With further labels. */
    public CollectorOptions withLabels(Map<String, String> more) {
        LabelContract.check(more);
        Map<String, String> all = new HashMap<>(labels);
        all.putAll(more);
        return new CollectorOptions(scrapeInterval, Map.copyOf(all), profile, features, overrides);
    }

    /** With another metric profile. */
    public CollectorOptions withProfile(MetricProfile changed) {
        Objects.requireNonNull(changed, "profile");
        return new CollectorOptions(scrapeInterval, labels, changed, features, overrides);
    }

    /** With further features. */
    public CollectorOptions withFeatures(List<PipelineFeature> more) {
        more.forEach(feature -> Objects.requireNonNull(feature, "feature"));
        return new CollectorOptions(scrapeInterval, labels, profile, concat(features, more), overrides);
    }

    /** With a further override, of which a copy is taken. */
    public CollectorOptions withOverride(Map<String, Object> override) {
        ConfigOverride.check(override);
        List<Map<String, Object>> all = concat(overrides, List.of(ConfigOverride.copy(override)));
        return new CollectorOptions(scrapeInterval, labels, profile, features, all);
    }

    /** These options without features and overrides, which do not apply to the daemon of an EC2 instance. */
    public CollectorOptions forHost() {
        return new CollectorOptions(scrapeInterval, labels, profile, List.of(), List.of());
    }

    /** The interval and profile of the other options, and the labels, features and overrides of both. */
    public CollectorOptions mergedWith(CollectorOptions other) {
        Map<String, String> all = new HashMap<>(labels);
        all.putAll(other.labels);
        return new CollectorOptions(
                other.scrapeInterval,
                Map.copyOf(all),
                other.profile,
                concat(features, other.features),
                concat(overrides, other.overrides));
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
