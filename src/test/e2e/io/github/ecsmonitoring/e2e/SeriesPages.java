package io.github.ecsmonitoring.e2e;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Received series as text: the job, the name and the target's own labels, without what identifies this machine. */
final class SeriesPages {
    private static final Set<String> KEPT_VALUES = Set.of("collector", "mode", "state", "exporter", "receiver");
    private static final Set<String> CONTRACT = Set.of(
            "__name__",
            "job",
            "account_id",
            "availability_zone",
            "ecs_cluster",
            "ecs_launch_type",
            "ecs_service",
            "ecs_task_family",
            "ecs_task_id",
            "ecs_task_revision",
            "environment",
            "instance",
            "instance_type",
            "region");

    private final Map<String, Map<String, Integer>> numbers = new TreeMap<>();

    private SeriesPages() {}

    /** One line for each series of the two sidecars, sorted. */
    static String of(Collection<ReceivedSeries> series) {
        SeriesPages pages = new SeriesPages();
        return series.stream()
                .filter(each -> Set.of("node", "adot").contains(each.label("job")))
                .sorted((a, b) -> a.labels().toString().compareTo(b.labels().toString()))
                .map(pages::line)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String line(ReceivedSeries series) {
        Map<String, String> own = new TreeMap<>(series.labels());
        own.keySet().removeAll(CONTRACT);
        String labels = own.entrySet().stream()
                .map(label -> label.getKey() + "=" + anonymous(label.getKey(), label.getValue()))
                .collect(Collectors.joining(","));
        return series.label("job") + " " + series.name() + "{" + labels + "}";
    }

    private String anonymous(String label, String value) {
        if (KEPT_VALUES.contains(label)) {
            return value;
        }
        Map<String, Integer> known = numbers.computeIfAbsent(label, first -> new TreeMap<>());
        return label + "-" + known.computeIfAbsent(value, next -> known.size() + 1);
    }
}
