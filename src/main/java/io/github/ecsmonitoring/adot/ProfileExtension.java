package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.promql.MetricUse;
import io.github.ecsmonitoring.promql.PromqlMatcher;
import io.github.ecsmonitoring.promql.PromqlSelector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a profile must keep for rules and dashboards, and what they read although nothing exposes it. */
final class ProfileExtension {
    private final Set<String> names = new TreeSet<>();
    private final Map<String, String> problems = new TreeMap<>();
    private final ExposedMetrics exposed = ExposedMetrics.BUNDLED;
    private final Set<String> recorded;
    private final Predicate<String> kept;

    private ProfileExtension(Set<String> recorded, Predicate<String> kept) {
        this.recorded = recorded;
        this.kept = kept;
    }

    /** @param kept whether the profile keeps a metric already */
    static ProfileExtension of(MetricUse use, Predicate<String> kept) {
        ProfileExtension extension = new ProfileExtension(use.recorded(), kept);
        use.reads().forEach(extension::add);
        return extension;
    }

    /** Names, and expressions for names. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** One message for each name, with the first place. */
    Set<String> problems() {
        return new TreeSet<>(problems.values());
    }

    private void add(MetricUse.Read read) {
        PromqlSelector selector = read.selector();
        selector.metric()
                .ifPresentOrElse(
                        name -> addName(name, read.place()),
                        () -> selector.names().stream()
                                .filter(matcher -> matcher.operator() == PromqlMatcher.Operator.MATCHES)
                                .findFirst()
                                .ifPresent(regex -> addMatches(selector, regex.value(), read.place())));
    }

    private void addName(String name, String place) {
        if (!ExposedMetrics.hasOurPrefix(name) || recorded.contains(name) || kept.test(name)) {
            return;
        }
        if (exposed.contains(name)) {
            names.add(name);
        } else {
            problems.putIfAbsent(
                    name,
                    place + ": metric " + name + " is not exposed by the exporter or the collector: "
                            + exposed.nearest(name)
                                    .map(nearest -> "did you mean " + nearest + "? Otherwise ")
                                    .orElse("")
                            + "add it to the profile, if a text file or an application exposes it: MetricProfile.ESSENTIAL.plus(\""
                            + name + "\")");
        }
    }

    private void addMatches(PromqlSelector selector, String regex, String place) {
        Set<String> selected = exposed.selectedBy(selector);
        if (selected.size() == exposed.names().size()) {
            // It reads whatever there is, as in count by (__name__) ({__name__=~".+"}).
            return;
        }
        selected.stream().filter(kept.negate()).forEach(names::add);
        for (String alternative : regex.contains("(") ? List.of(regex) : List.of(regex.split("\\|"))) {
            addAlternative(alternative, !selected.isEmpty(), place);
        }
    }

    /** Names that the kernel determines are kept by the expression itself. */
    private void addAlternative(String regex, boolean selects, String place) {
        if (!ExposedMetrics.hasOurPrefix(regex)) {
            return;
        }
        if (NameRegex.isValid(regex) && exposed.mayContain(regex)) {
            names.add(regex);
        } else if (!selects
                && recorded.stream().noneMatch(name -> NameRegex.matches(regex, name))
                && !kept.test(regex)) {
            problems.putIfAbsent(
                    regex, place + ": no metric that the exporter or the collector exposes matches \"" + regex + "\"");
        }
    }
}
