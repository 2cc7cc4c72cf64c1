package io.github.ecsmonitoring.dashboards.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A page that is scraped, or that an app sends by OTLP, with the labels of the label contract.
 *
 * @param page before the metric profile is applied
 * @param kept names of the metrics that the profile keeps; empty for all
 * @param scraped whether the scraper adds its own metrics
 * @param fault empty for a healthy target
 */
record LabTarget(
        Map<String, String> labels,
        Life life,
        List<PageLine> page,
        Optional<Set<String>> kept,
        boolean scraped,
        Optional<Fault> fault) {
    /** An OpenTelemetry SDK's default. */
    private static final int OTLP_INTERVAL = 60;

    private static final int SCRAPE_TIMEOUT = 10;
    private static final int SAMPLE_LIMIT = 10_000;

    int interval(int scrapeInterval) {
        return scraped ? scrapeInterval : Math.max(OTLP_INTERVAL, scrapeInterval);
    }

    /** The moment within the interval: targets are not scraped all at once. */
    double phase(int interval) {
        return Math.floorMod(labels.hashCode(), interval * 1000) / 1000.0;
    }

    List<LabSeries> series(int scrapeInterval) {
        List<LabSeries> series = new ArrayList<>();
        List<PageLine> sent = page.stream().filter(this::isKept).toList();
        for (PageLine line : sent) {
            series.add(series(line, after(line), scrapeInterval));
        }
        fault.ifPresent(change -> change.lines().stream()
                .filter(line -> isKept(line) && page.stream().noneMatch(line::isSameSeries))
                .forEach(line -> series.add(series(line, added(line, change), scrapeInterval))));
        if (scraped) {
            scraperMetrics(sent.size()).forEach(line -> series.add(series(line.name(), line, scraperSignal(line))));
        }
        return series;
    }

    private boolean isKept(PageLine line) {
        return kept.map(names -> names.contains(line.name())).orElse(true);
    }

    private LabSeries series(PageLine line, Signal signal, int interval) {
        boolean ends = scraped && fault.map(Fault::scrapeFails).orElse(false);
        return series(
                line.name(), line, ends ? signal.staleFrom(fault.orElseThrow().from(), interval) : signal);
    }

    private LabSeries series(String name, PageLine line, Signal signal) {
        Map<String, String> all = new TreeMap<>(line.labels());
        all.putAll(labels);
        return LabSeries.of(name, all, time -> life.includes(time) ? signal.at(time) : Signal.ABSENT);
    }

    private Signal after(PageLine line) {
        Signal healthy = line.motion().signal(life, line.hasFractions());
        return fault.flatMap(change -> change.lines().stream()
                        .filter(line::isSameSeries)
                        .findFirst()
                        .map(replaced -> replaced.motion().after(healthy, change.from(), life, line.hasFractions())))
                .orElse(healthy);
    }

    private Signal added(PageLine line, Fault change) {
        return line.motion().after(time -> Signal.ABSENT, change.from(), life, line.hasFractions());
    }

    private List<PageLine> scraperMetrics(int sent) {
        List<PageLine> lines = new ArrayList<>(List.of(
                line("up", "constant 1"),
                line("scrape_duration_seconds", "gauge " + (0.004 + page.size() * 0.0001) + " 0.003"),
                line("scrape_samples_scraped", "constant " + page.size()),
                line("scrape_samples_post_metric_relabeling", "constant " + sent),
                line("scrape_series_added", "constant 0")));
        if (kept.isEmpty()) {
            lines.add(line("scrape_sample_limit", "constant " + SAMPLE_LIMIT));
        }
        return lines;
    }

    private static PageLine line(String name, String motion) {
        return new PageLine(name, Map.of(), Motion.parse(motion));
    }

    private Signal scraperSignal(PageLine line) {
        Signal succeeds = line.motion().signal(life, true);
        if (!fault.map(Fault::scrapeFails).orElse(false) || line.name().equals("scrape_sample_limit")) {
            return succeeds;
        }
        double fails = line.name().equals("scrape_duration_seconds") ? SCRAPE_TIMEOUT : 0;
        double from = fault.orElseThrow().from();
        return time -> time < from ? succeeds.at(time) : fails;
    }
}
