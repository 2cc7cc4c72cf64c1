package io.github.ecsmonitoring.dashboards.lab;

import java.util.Arrays;
import java.util.List;

/**
 * How the value of a series moves, for example {@code gauge 1.6 0.6}.
 *
 * @param kind and its parameters: {@code constant} value, {@code gauge} mean and swing with the load, {@code counter}
 *     rate and its swing with the load, {@code start} seconds after the start as a timestamp, {@code age} seconds since
 *     that, {@code histogram} rate, its swing, median and standard deviation of the logarithm
 */
record Motion(String kind, List<Double> parameters) {
    static Motion constant(double value) {
        return new Motion("constant", List.of(value));
    }

    static Motion counter(double rate, double swing) {
        return new Motion("counter", List.of(rate, swing));
    }

    static Motion parse(String text) {
        String[] words = text.split(" ");
        return new Motion(
                words[0], Arrays.stream(words).skip(1).map(Double::valueOf).toList());
    }

    boolean isHistogram() {
        return kind.equals("histogram");
    }

    /** @param fraction of values that are whole numbers are cut off */
    Signal signal(Life life, boolean fraction) {
        double first = parameters.get(0);
        return switch (kind) {
            case "constant" -> time -> first;
            case "gauge" -> time -> first + parameters.get(1) * life.wave().at(time);
            case "counter" -> time -> counted(life, life.start(), time, fraction);
            case "start" -> time -> life.start() + first;
            case "age" -> time -> time - life.start() - first;
            default -> throw new IllegalArgumentException("unknown kind of motion: " + kind);
        };
    }

    /** Replaces {@code before} from a moment on; a counter grows on from its value. */
    Signal after(Signal before, double from, Life life, boolean fraction) {
        if (!kind.equals("counter")) {
            Signal replaced = signal(life, fraction);
            return time -> time < from ? before.at(time) : replaced.at(time);
        }
        double base = before.at(from);
        double continued = Double.isNaN(base) ? 0 : base;
        return time -> time < from ? before.at(time) : continued + counted(life, from, time, fraction);
    }

    private double counted(Life life, double from, double to, boolean fraction) {
        double value = parameters.get(0) * (to - from)
                + parameters.get(1) * life.wave().integral(from, to);
        return fraction ? value : Math.floor(value);
    }
}
