package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.internal.NearestName;
import io.github.ecsmonitoring.promql.PromqlSelector;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The metrics that the exporter and the collector can expose.
 *
 * @param names full names
 * @param families expressions for names that the kernel determines, such as {@code node_vmstat_\w+}
 */
record ExposedMetrics(Set<String> names, List<Pattern> families) {
    /** Of the exporter and the collector that the library installs. */
    static final ExposedMetrics BUNDLED =
            of(ResourceLines.read("/io/github/ecsmonitoring/dashboards/exposed-metrics.txt"));

    private static final Pattern UNIT = Pattern.compile("(?:_(?:bytes|seconds|total|celsius|hertz|ratio))+");
    private static final Pattern OURS = Pattern.compile("(?:node|ecs|otelcol)_.*");

    static ExposedMetrics of(List<String> lines) {
        return new ExposedMetrics(
                lines.stream().filter(line -> !line.contains("\\")).collect(Collectors.toUnmodifiableSet()),
                lines.stream()
                        .filter(line -> line.contains("\\"))
                        .map(Pattern::compile)
                        .toList());
    }

    /** Whether a name, or an expression for names, begins like those of the exporter and the collector. */
    static boolean hasOurPrefix(String name) {
        return OURS.matcher(name).matches();
    }

    boolean contains(String name) {
        return names.contains(name)
                || families.stream().anyMatch(family -> family.matcher(name).matches());
    }

    /** The full names that a selector can select. */
    Set<String> selectedBy(PromqlSelector selector) {
        return names.stream().filter(selector::selects).collect(Collectors.toSet());
    }

    /** Whether an expression and a family begin alike, so that they may have a name in common. */
    boolean mayContain(String regex) {
        String start = literalStart(regex);
        return families.stream()
                .map(family -> literalStart(family.pattern()))
                .anyMatch(other -> other.startsWith(start) || start.startsWith(other));
    }

    private static String literalStart(String regex) {
        return regex.replaceFirst("[^a-zA-Z0-9_].*", "");
    }

    /** The name that lacks its unit, as those of old exporters, or else the nearest one. */
    Optional<String> nearest(String name) {
        return names.stream()
                .filter(known -> known.startsWith(name)
                        && UNIT.matcher(known.substring(name.length())).matches())
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .or(() -> NearestName.of(name, names));
    }
}
