package io.github.ecsmonitoring.dashboards.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The series of a scraped page with their values: metric and own labels, as on the page, to timeline. */
record Page(Map<String, Timeline> series) {
    private static final Path FOLDER = Path.of("src/test/resources/scenario");

    static Page of(String... names) {
        Map<String, Timeline> series = new LinkedHashMap<>();
        for (String name : names) {
            for (String line : lines(name)) {
                int end = line.indexOf('}') < 0 ? line.indexOf(' ') : line.indexOf("} ") + 1;
                series.put(line.substring(0, end), Timeline.parse(line.substring(end + 1)));
            }
        }
        return new Page(series);
    }

    private static List<String> lines(String name) {
        try (Stream<String> lines = Files.lines(FOLDER.resolve(name + ".page"))) {
            return lines.filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".page"))
                    .map(file -> file.replace(".page", ""))
                    .toList());
        }
    }

    Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        series.keySet().forEach(text -> metrics.add(metric(text)));
        return metrics;
    }

    static String metric(String series) {
        return series.replaceFirst("\\{.*", "");
    }

    Page with(String text, Timeline timeline) {
        Map<String, Timeline> changed = new LinkedHashMap<>(series);
        changed.put(text, timeline);
        return new Page(changed);
    }

    /** The series of metrics whose name matches. */
    Page only(String metrics) {
        Map<String, Timeline> changed = new LinkedHashMap<>(series);
        changed.keySet().removeIf(text -> !metric(text).matches(metrics));
        return new Page(changed);
    }

    Page interrupted(String metric, int from, int to) {
        Map<String, Timeline> changed = new LinkedHashMap<>(series);
        changed.replaceAll((text, timeline) -> metric(text).equals(metric) ? timeline.interrupted(from, to) : timeline);
        return new Page(changed);
    }

    Page allThen(int second, String value) {
        Map<String, Timeline> changed = new LinkedHashMap<>(series);
        changed.replaceAll((text, timeline) -> timeline.then(second, value));
        return new Page(changed);
    }

    /** The series of another page from a second on. */
    Page resumedAt(int second, Page page) {
        Map<String, Timeline> changed = new LinkedHashMap<>(series);
        changed.replaceAll(
                (text, timeline) -> timeline.then(second, page.series().get(text)));
        return new Page(changed);
    }

    Page delayed(int seconds) {
        Map<String, Timeline> changed = new LinkedHashMap<>(series);
        changed.replaceAll((text, timeline) -> timeline.delayed(seconds));
        return new Page(changed);
    }
}
