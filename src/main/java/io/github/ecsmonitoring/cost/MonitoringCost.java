package io.github.ecsmonitoring.cost;

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

/** The estimated cost of an app's monitoring per month of 730 hours. */
public final class MonitoringCost {
    static final double HOURS = 730;
    /** The pricing page of AMP says 1 or 2 bytes; series are kept for 150 days by default. */
    private static final double BYTES_PER_SAMPLE = 2;

    private static final double MONTHS_STORED = 150 / (HOURS / 24);
    private static final double FREE_GB = 10;
    private static final double GB = 1L << 30;

    private final List<CostedTask> tasks;
    private final List<CostLine> lines = new ArrayList<>();
    private final List<String> assumptions = new ArrayList<>();
    private final CostOptions options;
    private final List<String> otherRegions;

    private MonitoringCost(
            Collection<CostedTask> tasks,
            Map<Price, Double> resources,
            Collection<String> regions,
            CostOptions options) {
        this.tasks =
                tasks.stream().sorted(Comparator.comparing(CostedTask::path)).toList();
        this.options = options;
        addSamples();
        addFargate();
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
        return new MonitoringCost(tasks, resources, regions, options);
    }

    private double samples() {
        return tasks.stream().mapToDouble(CostedTask::samples).sum();
    }

    private void addSamples() {
        double samples = samples();
        lines.add(new CostLine(
                "samples", millions(samples) + ", 40 million free", SampleTiers.usd(samples, options.prices())));
        double gigabytes = samples * BYTES_PER_SAMPLE * MONTHS_STORED / GB;
        lines.add(new CostLine(
                "stored samples",
                number(gigabytes) + " GB, 10 GB free",
                Math.max(0, gigabytes - FREE_GB) * options.prices().usd(Price.AMP_STORAGE)));
    }

    private void addFargate() {
        double usd = tasks.stream()
                .mapToDouble(task -> task.fargateUsd(options.prices()))
                .sum();
        lines.add(new CostLine("sidecars on Fargate", "CPU and memory", usd));
    }

    private void addResource(Price price, double units) {
        PriceTable.Row row = options.prices().row(price);
        lines.add(new CostLine(
                price.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                number(units) + " " + row.unit() + (units == 1 ? "" : "s"),
                units * row.usd()));
    }

    private void assume() {
        PriceTable prices = options.prices();
        assumptions.add("list prices of " + prices.region() + " of " + prices.date() + ", a month of 730 hours");
        otherRegions.forEach(region -> assumptions.add("WARNING: prices of " + prices.region()
                + " are used for stacks in " + region + ": set prices(PriceTable.of(...))"));
        assumptions.add(
                "free amounts and tiers are those of an account that is not used by other apps; 2 bytes a sample, kept for 150 days");
        tasks.forEach(task -> assumptions.add(task.path() + ": " + task.shape()));
        assumptions.add(
                "queries and data transfer are not included; collectors log warnings only, which are counted as 0");
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
                + usd(options.maxUsd()) + ":\n" + table();
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
        String paths = tasks.stream().filter(which).map(CostedTask::path).collect(Collectors.joining(", "));
        return Optional.of(paths).filter(text -> !text.isEmpty());
    }

    private String otherRegions() {
        return otherRegions.isEmpty() ? "" : ", not of " + String.join(", ", otherRegions);
    }

    /** All costs and assumptions as text. */
    public String table() {
        StringBuilder table = new StringBuilder();
        tasks.forEach(task -> table.append(row(task)));
        lines.forEach(line -> table.append(row(line)));
        table.append(row(new CostLine("total", "", totalUsd())));
        assumptions.forEach(assumption -> table.append("- ").append(assumption).append('\n'));
        return table.toString();
    }

    private String row(CostedTask task) {
        return String.format(
                Locale.ROOT,
                "%s: %d %s, each %d%s series every %d s, samples %s USD, sidecars %s USD\n",
                task.path(),
                task.counted(),
                task.target().text(),
                task.ownSeries(),
                task.appSeries() == null ? " + unknown" : " + " + task.appSeries(),
                task.intervalSeconds(),
                usd(samplesUsd(task)),
                usd(task.fargateUsd(options.prices())));
    }

    private static String row(CostLine line) {
        return String.format(Locale.ROOT, "%-20s %-36s %8s USD\n", line.item(), line.quantity(), usd(line.usd()));
    }

    /** The part of the app's samples, whose first ones are free and whose price falls with their number. */
    private double samplesUsd(CostedTask task) {
        double all = samples();
        return all == 0 ? 0 : SampleTiers.usd(all, options.prices()) * task.samples() / all;
    }

    /** The same as JSON. */
    public String json() {
        List<String> taskTexts = tasks.stream().map(this::json).toList();
        List<String> lineTexts = lines.stream()
                .map(line -> "    {\"item\": %s, \"quantity\": %s, \"usd\": %s}"
                        .formatted(quoted(line.item()), quoted(line.quantity()), usd(line.usd())))
                .toList();
        List<String> notes = assumptions.stream()
                .map(assumption -> "    " + quoted(assumption))
                .toList();
        return "{\n  \"totalUsd\": " + usd(totalUsd()) + ",\n  \"tasks\": " + array(taskTexts) + ",\n  \"costs\": "
                + array(lineTexts) + ",\n  \"assumptions\": " + array(notes) + "\n}\n";
    }

    private String json(CostedTask task) {
        return String.format(
                Locale.ROOT,
                "    {\"path\": %s, \"target\": %s, \"series\": %d, \"appSeries\": %s, \"intervalSeconds\": %d, "
                        + "\"tasks\": %s, \"samples\": %.0f, \"samplesUsd\": %s, \"sidecarsUsd\": %s}",
                quoted(task.path()),
                quoted(task.target().text()),
                task.ownSeries(),
                task.appSeries(),
                task.intervalSeconds(),
                task.tasks(),
                task.samples(),
                usd(samplesUsd(task)),
                usd(task.fargateUsd(options.prices())));
    }

    private static String array(List<String> items) {
        return items.isEmpty() ? "[]" : "[\n" + String.join(",\n", items) + "\n  ]";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String usd(double usd) {
        return String.format(Locale.ROOT, "%.2f", usd);
    }

    private static String millions(double samples) {
        return String.format(Locale.ROOT, "%.1f million", samples / 1e6);
    }

    private static String number(double units) {
        return units == Math.rint(units)
                ? String.format(Locale.ROOT, "%.0f", units)
                : String.format(Locale.ROOT, "%.2f", units);
    }
}
