package io.github.ecsmonitoring.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The lines in which a synth reports what is monitored.
 *
 * @param tasks what the sidecars reserve in each task definition, in MiB, by its path
 * @param clusters what the daemon reserves on each instance of a cluster, in MiB, by its path
 * @param excluded the paths of what is excluded
 * @param notMonitored the paths of what monitorAll cannot monitor, by the reason
 * @param notes facts about the whole app
 * @param cost what the monitoring costs
 */
record MonitoringSummary(
        Map<String, Integer> tasks,
        Map<String, Integer> clusters,
        Collection<String> excluded,
        Map<String, List<String>> notMonitored,
        Collection<String> notes,
        List<String> cost) {
    private static final int MAX_PATHS = 10;

    MonitoringSummary withCost(List<String> lines) {
        return new MonitoringSummary(tasks, clusters, excluded, notMonitored, notes, lines);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        boolean none = tasks.isEmpty() && clusters.isEmpty();
        lines.add("ECS monitoring: " + (none ? "monitored nothing" : monitored()));
        if (!none) {
            lines.add("  reserved: " + reserved());
        }
        if (!excluded.isEmpty()) {
            lines.add("  excluded: " + paths(excluded));
        }
        notMonitored.forEach(
                (reason, paths) -> lines.add("  not monitored: " + paths(paths) + ": " + firstLine(reason)));
        notes.forEach(note -> lines.add("  note: " + note));
        cost.forEach(line -> lines.add("  cost: " + line));
        lines.add("  next: " + (none ? remedy() : "cdk deploy --all"));
        return String.join("\n", lines);
    }

    private String remedy() {
        return notMonitored.isEmpty()
                ? "pass a task definition to monitor, or create one in the scope of monitorAll"
                : "change what is not monitored as described, or exclude it";
    }

    private String monitored() {
        return "monitored " + count(tasks.size(), "task definition") + " and " + count(clusters.size(), "cluster");
    }

    private String reserved() {
        List<String> parts = new ArrayList<>();
        bySize(tasks)
                .forEach((mebibytes, number) -> parts.add(
                        mebibytes + " MiB in " + (number > 1 ? "each of " : "") + count(number, "task definition")));
        bySize(clusters)
                .forEach((mebibytes, number) ->
                        parts.add(mebibytes + " MiB on each instance of " + count(number, "cluster")));
        return String.join(", ", parts);
    }

    private static Map<Integer, Integer> bySize(Map<String, Integer> reserved) {
        return reserved.values().stream()
                .collect(Collectors.toMap(mebibytes -> mebibytes, mebibytes -> 1, Integer::sum, TreeMap::new));
    }

    private static String paths(Collection<String> paths) {
        return paths.stream().sorted().limit(MAX_PATHS).collect(Collectors.joining(", "))
                + (paths.size() > MAX_PATHS ? " and " + (paths.size() - MAX_PATHS) + " more" : "");
    }

    /** A reason may end with the JSON of a policy, which the warning shows. */
    private static String firstLine(String reason) {
        return reason.lines().findFirst().orElse("");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
