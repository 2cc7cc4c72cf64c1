package io.github.ecsmonitoring.dashboards.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A series that promtool got from a query for which a test expects none.
 *
 * @param labels as promtool prints them
 */
record Firing(String labels, double value) {
    private static final Pattern GOT = Pattern.compile("got: (.*)");
    private static final Pattern SERIES = Pattern.compile("\\{([^{}]*)} ([-+.0-9E]+)");

    /** All series in the output of a failed test. */
    static List<Firing> of(String output) {
        List<Firing> firing = new ArrayList<>();
        Matcher got = GOT.matcher(output);
        while (got.find()) {
            Matcher series = SERIES.matcher(got.group(1));
            while (series.find()) {
                firing.add(new Firing(series.group(1), Double.parseDouble(series.group(2))));
            }
        }
        return firing;
    }

    /** One line for each alert that fires, with the minutes; promtool's output if there is another failure. */
    static String description(String output) {
        List<Firing> firing = of(output);
        return firing.isEmpty()
                ? output
                : firing.stream()
                        .map(series -> series.labels() + ": " + Math.round(series.value()) + " minutes")
                        .collect(Collectors.joining("\n"));
    }

    String label(String name) {
        Matcher label = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(labels);
        return label.find() ? label.group(1) : "";
    }
}
