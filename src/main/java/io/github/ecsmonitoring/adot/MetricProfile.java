package io.github.ecsmonitoring.adot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which metrics of the exporter and of the collector itself go to the workspace, whose price is by the sample. The
 * app's own pages are not touched: see {@link ScrapeJob#sampleLimit}.
 *
 * <pre>{@code
 * MetricProfile.ESSENTIAL.plus("node_vmstat_.*", "node_sockstat_TCP_alloc")
 * }</pre>
 *
 * <p>{@code up} and {@code scrape_*} are made by the collector and always kept.
 */
public final class MetricProfile {
    /** All that the pages have. */
    public static final MetricProfile FULL = new MetricProfile(null);
    /** Exactly what this library's dashboards and rules read, as its build found in their files. */
    public static final MetricProfile ESSENTIAL =
            new MetricProfile(read("/io/github/ecsmonitoring/dashboards/essential-metrics.txt"));

    private static final String OWN = "otelcol_";

    private final Collection<String> names;

    private MetricProfile(Collection<String> names) {
        this.names = names;
    }

    /**
     * This profile and further metrics. {@code target_info} stays out whatever is named, since it would take over the
     * label {@code job}.
     *
     * @param names names or regular expressions for whole names
     * @throws IllegalArgumentException if one can be no name of a metric
     */
    public MetricProfile plus(String... names) {
        Arrays.asList(names).forEach(NameRegex::check);
        if (this.names == null) {
            return this;
        }
        TreeSet<String> all = new TreeSet<>(this.names);
        all.addAll(List.of(names));
        return new MetricProfile(all);
    }

    /** The expression for names of the exporter's page that are kept; empty if all are. */
    Optional<String> exporter() {
        return regex(false);
    }

    /** The expression for names of the collector's own page that are kept; empty if all are. */
    Optional<String> collector() {
        return regex(true);
    }

    private Optional<String> regex(boolean own) {
        // An expression of the user's may be meant for either page.
        return Optional.ofNullable(names)
                .map(all -> NameRegex.of(all.stream()
                        .filter(name -> own == name.startsWith(OWN) || !name.matches("\\w+"))
                        .toList()));
    }

    private static List<String> read(String resource) {
        try (InputStream in = MetricProfile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the library's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
