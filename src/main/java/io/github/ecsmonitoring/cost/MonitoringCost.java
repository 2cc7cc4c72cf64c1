package io.github.ecsmonitoring.cost;

import io.github.ecsmonitoring.internal.NearestName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The estimated cost of an app's monitoring per month of 730 hours. */
public final class MonitoringCost {
    /** Of a month, as in AWS's own estimates. */
    static final double HOURS = 730;

    static final double SECONDS = HOURS * 3600;
    /** Of a workspace of AMP. */
    static final int DEFAULT_RETENTION_DAYS = 150;

    private static final double DAYS = HOURS / 24;
    /** The pricing page of AMP says 1 or 2 bytes. */
    private static final double BYTES_PER_SAMPLE = 2;

    private static final double FREE_GB = 10;
    /** That of the pricing page of AMP. */
    private static final double GB = 1L << 30;

    /** Sidecars without errors log their start only. */
    private static final double LOGS_GB_PER_TASK = 0.001;

    private static final int SHOWN_PATHS = 5;

    private final List<CostedTask> tasks;
    private final List<CostLine> lines = new ArrayList<>();
    private final List<String> assumptions = new ArrayList<>();
    private final CostOptions options;
    private final List<String> otherRegions;
    private final int retentionDays;

    private MonitoringCost(
            Collection<CostedTask> tasks,
            Map<Price, Double> resources,
            Collection<String> regions,
            CostOptions options,
            int retentionDays) {
        this.retentionDays = retentionDays;
        this.tasks =
                tasks.stream().sorted(Comparator.comparing(CostedTask::path)).toList();
        this.options = options;
        addSamples();
        addFargate();
        addLogs();
        new TreeMap<>(resources).forEach(this::addResource);
        otherRegions = regions.stream()
                .filter(region -> !region.equals(options.prices().region()))
                .sorted()
                .distinct()
                .toList();
        assume();
    }

    /**
     * The cost of monitored tasks and of the resources of the monitoring.
     *
     * @param resources how many units of each price the resources are a month
     * @param regions the regions of the stacks
     */
    public static MonitoringCost of(
            Collection<CostedTask> tasks,
            Map<Price, Double> resources,
            Collection<String> regions,
            CostOptions options) {
        return of(tasks, resources, regions, options, DEFAULT_RETENTION_DAYS);
    }

    /**
     * The same for workspaces with another retention.
     *
     * @param retentionDays how many days samples are stored
     */
    public static MonitoringCost of(
            Collection<CostedTask> tasks,
            Map<Price, Double> resources,
            Collection<String> regions,
            CostOptions options,
            int retentionDays) {
        return new MonitoringCost(tasks, resources, regions, options, retentionDays);
    }

    private double samples() {
        return tasks.stream().mapToDouble(CostedTask::samples).sum();
    }

    private void addSamples() {
        double samples = samples();
        lines.add(new CostLine(
                "samples",
                millions(samples) + ", 40 million free",
                SampleTiers.usd(samples, options.prices()),
                SampleTiers.prices(samples)));
        double gigabytes = samples * BYTES_PER_SAMPLE * retentionDays / DAYS / GB;
        double billed = Math.max(0, gigabytes - FREE_GB);
        lines.add(new CostLine(
                "stored samples",
                number(gigabytes) + " GB, 10 GB free",
                billed * options.prices().usd(Price.AMP_STORAGE),
                billed > 0 ? List.of(Price.AMP_STORAGE) : List.of()));
    }

    private void addFargate() {
        double usd = tasks.stream()
                .mapToDouble(task -> task.fargateUsd(options.prices()))
                .sum();
        List<Price> prices = tasks.stream()
                .flatMap(task -> task.sidecars().prices().stream())
                .distinct()
                .sorted()
                .toList();
        lines.add(new CostLine("sidecars on Fargate", "CPU and memory", usd, prices));
    }

    private void addLogs() {
        double gigabytes =
                LOGS_GB_PER_TASK * tasks.stream().mapToInt(CostedTask::counted).sum();
        lines.add(new CostLine(
                "logs of sidecars",
                number(gigabytes) + " GB",
                gigabytes * options.prices().usd(Price.LOGS_INGESTED),
                gigabytes > 0 ? List.of(Price.LOGS_INGESTED) : List.of()));
    }

    private void addResource(Price price, double units) {
        PriceTable.Row row = options.prices().row(price);
        lines.add(new CostLine(
                price.item(),
                number(units) + " " + row.unit() + (units == 1 ? "" : "s"),
                units * row.usd(),
                List.of(price)));
    }

    private void assume() {
        PriceTable prices = options.prices();
        assumptions.add("list prices of " + prices.region() + " of " + prices.date() + ", a month of 730 hours");
        otherRegions.forEach(region -> assumptions.add("WARNING: prices of " + prices.region()
                + " are used for stacks in " + region + ": set prices(PriceTable.of(...))"));
        assumptions.add(
                "free amounts and tiers are those of an account that is not used by other apps; 2 bytes a sample, kept for "
                        + retentionDays + " days");
        tasks.forEach(task -> assumptions.add(task.path() + ": " + task.shape()));
        assumptions.add("sidecars are assumed to log 1 MB a month for each task");
        assumptions.add("not included: queries, data transfer, traffic of load balancers and endpoints, Lambda, "
                + "notifications, metrics and traces that the app sends to CloudWatch and X-Ray");
        tasks.forEach(task -> assumptions.addAll(task.unknowns()));
    }

    /** US dollars a month. */
    public double totalUsd() {
        return lines.stream().mapToDouble(CostLine::usd).sum();
    }

    /** Whether the limit of the options is exceeded. */
    public boolean exceedsLimit() {
        return totalUsd() > options.maxUsd();
    }

    /** The error of a synth over the limit. */
    public String limitMessage() {
        return "monitoring is estimated at " + usd(totalUsd()) + " USD a month, maxMonthlyUsd is "
                + usd(options.maxUsd())
                + ": raise it, or send less with MetricProfile.ESSENTIAL or a longer scrapeInterval:\n" + table();
    }

    /** The paths of {@link CostOptions#expectedAppSeries} that are not those of monitored task definitions. */
    public Optional<String> unknownPaths() {
        List<String> monitored = tasks.stream().map(CostedTask::path).toList();
        List<String> unknown = options.appSeries().keySet().stream()
                .filter(path -> !monitored.contains(path))
                .toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("expectedAppSeries must have the paths of monitored task definitions, got "
                        + String.join(", ", unknown) + NearestName.question(unknown.get(0), monitored));
    }

    /** At most two lines for the summary. */
    public List<String> summary() {
        List<String> summary = new ArrayList<>();
        summary.add("about " + usd(totalUsd()) + " USD a month at list prices of "
                + options.prices().region() + otherRegions() + ", see monitoring-cost.json");
        List<String> unknown = new ArrayList<>();
        paths(task -> task.appSeries() == null)
                .ifPresent(paths -> unknown.add("not included, since unknown: the app's own series of " + paths));
        paths(task -> task.tasks() == null).ifPresent(paths -> unknown.add("counted once, since unknown: " + paths));
        if (!unknown.isEmpty()) {
            summary.add(String.join("; ", unknown));
        }
        return summary;
    }

    private Optional<String> paths(Predicate<CostedTask> which) {
        List<String> paths = tasks.stream().filter(which).map(CostedTask::path).toList();
        String shown = paths.stream().limit(SHOWN_PATHS).collect(Collectors.joining(", "));
        return paths.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        paths.size() > SHOWN_PATHS ? shown + " and " + (paths.size() - SHOWN_PATHS) + " more" : shown);
    }

    private String otherRegions() {
        return otherRegions.isEmpty() ? "" : ", not of " + String.join(", ", otherRegions);
    }

    /** All costs and assumptions as text; {@code *} marks amounts that rest on an unconfirmed price. */
    public String table() {
        StringBuilder table = new StringBuilder();
        tasks.forEach(task -> table.append(row(task)));
        lines.forEach(line -> table.append(row(line)));
        table.append(row(new CostLine("total", "", totalUsd(), List.of())));
        List<Price> unconfirmed = lines.stream()
                .flatMap(line -> unconfirmed(line).stream())
                .distinct()
                .sorted()
                .toList();
        if (!unconfirmed.isEmpty()) {
            table.append("* with a price that was not read at its source: ")
                    .append(unconfirmed.stream().map(Price::name).collect(Collectors.joining(", ")))
                    .append('\n');
        }
        assumptions.forEach(assumption -> table.append("- ").append(assumption).append('\n'));
        return table.toString();
    }

    private List<Price> unconfirmed(CostLine line) {
        return line.prices().stream()
                .filter(price -> !options.prices().row(price).isConfirmed())
                .toList();
    }

    private String row(CostedTask task) {
        return String.format(
                Locale.ROOT,
                "%s: %s %s, each %d series every %d s%s, samples %s USD, sidecars %s USD\n",
                task.path(),
                task.tasks() == null ? "1 (assumed)" : task.tasks(),
                task.target().text(),
                task.ownSeries(),
                task.intervalSeconds(),
                task.app().stream().map(source -> " + " + source).collect(Collectors.joining()),
                usd(samplesUsd(task)),
                usd(task.fargateUsd(options.prices())));
    }

    private String row(CostLine line) {
        return String.format(
                Locale.ROOT,
                "%-20s %-36s %8s USD%s\n",
                line.item(),
                line.quantity(),
                usd(line.usd()),
                unconfirmed(line).isEmpty() ? "" : " *");
    }

    /** The part of the app's samples, whose first ones are free and whose price falls with their number. */
    private double samplesUsd(CostedTask task) {
        double all = samples();
        return all == 0 ? 0 : SampleTiers.usd(all, options.prices()) * task.samples() / all;
    }

    /** The same as JSON, with the prices and their sources. */
    public String json() {
        return "{\n  \"totalUsd\": " + usd(totalUsd())
                + ",\n  \"tasks\": " + array(tasks.stream().map(this::json))
                + ",\n  \"costs\": " + array(lines.stream().map(this::json))
                + ",\n  \"prices\": " + array(Stream.of(Price.values()).map(this::json))
                + ",\n  \"assumptions\": " + array(assumptions.stream().map(MonitoringCost::quoted)) + "\n}\n";
    }

    private String json(CostedTask task) {
        return String.format(
                Locale.ROOT,
                "{\"path\": %s, \"target\": %s, \"series\": %d, \"appSeries\": %s, \"app\": [%s], "
                        + "\"intervalSeconds\": %d, \"tasks\": %s, \"samples\": %.0f, \"samplesUsd\": %s, \"sidecarsUsd\": %s}",
                quoted(task.path()),
                quoted(task.target().text()),
                task.ownSeries(),
                task.appSeries(),
                task.app().stream().map(MonitoringCost::json).collect(Collectors.joining(", ")),
                task.intervalSeconds(),
                task.tasks(),
                task.samples(),
                usd(samplesUsd(task)),
                usd(task.fargateUsd(options.prices())));
    }

    private static String json(AppSeries series) {
        return "{\"source\": %s, \"series\": %s, \"intervalSeconds\": %d}"
                .formatted(quoted(series.source()), series.series(), series.intervalSeconds());
    }

    private String json(CostLine line) {
        return "{\"item\": %s, \"quantity\": %s, \"usd\": %s, \"confirmed\": %s}"
                .formatted(
                        quoted(line.item()),
                        quoted(line.quantity()),
                        usd(line.usd()),
                        unconfirmed(line).isEmpty());
    }

    private String json(Price price) {
        PriceTable.Row row = options.prices().row(price);
        return "{\"price\": %s, \"usd\": %s, \"unit\": %s, \"source\": %s, \"date\": %s, \"confirmed\": %s}"
                .formatted(
                        quoted(price.name()),
                        BigDecimal.valueOf(row.usd()).toPlainString(),
                        quoted(row.unit()),
                        quoted(row.source()),
                        quoted(row.date()),
                        row.isConfirmed());
    }

    private static String array(Stream<String> items) {
        String text = items.map(item -> "    " + item).collect(Collectors.joining(",\n"));
        return text.isEmpty() ? "[]" : "[\n" + text + "\n  ]";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(character -> quoted.append(
                        character == '"' || character == '\\'
                                ? "\\" + (char) character
                                : character < ' '
                                        ? String.format("\\u%04x", character)
                                        : String.valueOf((char) character)));
        return quoted.append('"').toString();
    }

    private static String usd(double usd) {
        return String.format(Locale.ROOT, "%.2f", usd);
    }

    private static String millions(double samples) {
        return String.format(Locale.ROOT, "%.1f million", samples / 1e6);
    }

    private static String number(double units) {
        String format = units == Math.rint(units) ? "%.0f" : units < 0.1 ? "%.3f" : "%.2f";
        return String.format(Locale.ROOT, format, units);
    }
}
