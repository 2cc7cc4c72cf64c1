package io.github.ecsmonitoring.dashboards.lab;

import io.github.ecsmonitoring.dashboards.ExporterPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A series of a target with its own labels, as a line of {@code src/test/resources/lab}. */
record PageLine(String name, Map<String, String> labels, Motion motion) {
    private static final Path FOLDER = Path.of("src/test/resources/lab");
    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? = (.+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** The lines of a file; a histogram is the lines of its buckets, its sum and its count. */
    static List<PageLine> read(String file) {
        try {
            return Files.readAllLines(FOLDER.resolve(file + ".txt")).stream()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(PageLine::of)
                    .flatMap(PageLine::expanded)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the lab runs in the folder dashboards: " + e, e);
        }
    }

    /** A page of the exporter's tests in motion. */
    static List<PageLine> exporterPage(String folder) {
        List<PageLine> motions = read("motion");
        try {
            return ExporterPages.read(folder).stream()
                    // Durations, which are different in each scrape.
                    .filter(sample -> !sample.value().equals("SOME"))
                    .map(sample -> of(sample, motions))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the lab runs in the folder dashboards: " + e, e);
        }
    }

    private static PageLine of(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a series and its motion: " + line);
        }
        return new PageLine(parts.group(1), parseLabels(parts.group(2)), Motion.parse(parts.group(3)));
    }

    private static PageLine of(ExporterPages.Sample sample, List<PageLine> motions) {
        Map<String, String> labels = parseLabels(sample.labels());
        return new PageLine(
                sample.name(),
                labels,
                motions.stream()
                        .filter(motion -> motion.name().equals(sample.name())
                                && labels.entrySet().containsAll(motion.labels().entrySet()))
                        .findFirst()
                        .map(PageLine::motion)
                        .orElse(Motion.constant(Double.parseDouble(sample.value()))));
    }

    private static Map<String, String> parseLabels(String text) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            LABEL.matcher(text)
                    .results()
                    .forEach(label -> labels.put(
                            label.group(1),
                            label.group(2)
                                    .replace("\\\"", "\"")
                                    .replace("\\n", "\n")
                                    .replace("\\\\", "\\")));
        }
        return labels;
    }

    private Stream<PageLine> expanded() {
        return motion.isHistogram() ? HistogramLines.of(this).stream() : Stream.of(this);
    }

    /** Seconds and bytes are measured, other counters count. */
    boolean hasFractions() {
        return name.contains("seconds") || name.endsWith("_sum");
    }

    boolean isSameSeries(PageLine other) {
        return name.equals(other.name) && labels.equals(other.labels);
    }

    PageLine with(String label, String value) {
        Map<String, String> changed = new TreeMap<>(labels);
        changed.put(label, value);
        return new PageLine(name, changed, motion);
    }

    /** All lines of both pages; of a series on both that of the first. */
    static List<PageLine> union(List<PageLine> first, List<PageLine> second) {
        List<PageLine> all = new ArrayList<>(first);
        second.stream()
                .filter(line -> first.stream().noneMatch(line::isSameSeries))
                .forEach(all::add);
        return all;
    }
}
