package io.github.ecsmonitoring.dashboards.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The series of a histogram of durations, which are distributed log-normally. */
final class HistogramLines {
    /** The bounds of OpenTelemetry's semantic conventions, and that of the objective in the tests of the library. */
    private static final List<Double> BOUNDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.3, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private HistogramLines() {}

    static List<PageLine> of(PageLine histogram) {
        double rate = parameter(histogram, 0);
        double swing = parameter(histogram, 1);
        double median = parameter(histogram, 2);
        double deviation = parameter(histogram, 3);
        List<PageLine> lines = new ArrayList<>();
        for (double bound : BOUNDS) {
            double share = normal(Math.log(bound / median) / deviation);
            String text = bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
            lines.add(line(histogram, "_bucket", rate * share, swing * share).with("le", text));
        }
        lines.add(line(histogram, "_bucket", rate, swing).with("le", "+Inf"));
        lines.add(line(histogram, "_count", rate, swing));
        double mean = median * Math.exp(deviation * deviation / 2);
        lines.add(line(histogram, "_sum", rate * mean, swing * mean));
        return lines;
    }

    private static double parameter(PageLine histogram, int index) {
        return histogram.motion().parameters().get(index);
    }

    private static PageLine line(PageLine histogram, String suffix, double rate, double swing) {
        return new PageLine(histogram.name() + suffix, Map.copyOf(histogram.labels()), Motion.counter(rate, swing));
    }

    /** The standard normal distribution function, by a logistic approximation with an error below 0.0002. */
    private static double normal(double x) {
        return 1 / (1 + Math.exp(-(1.5976 * x + 0.07056 * x * x * x)));
    }
}
