package io.github.ecsmonitoring.dashboards.scenario;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a series over the life of its target: {@code 0.5 @300 +0.1 @600 _} is 0.5 for 5 minutes, grows by 0.1 a
 * second from then on and has no samples after 10 minutes. {@code stale} ends a series as a scrape without it does.
 */
record Timeline(List<Phase> phases) {
    private static final MathContext PRECISION = new MathContext(12);

    /**
     * The value from a second of the life on.
     *
     * @param number the value, or its growth a second
     */
    record Phase(int from, Kind kind, double number) {}

    enum Kind {
        GAUGE,
        COUNTER,
        NONE,
        STALE
    }

    static Timeline parse(String text) {
        List<Phase> phases = new ArrayList<>();
        int from = 0;
        for (String word : text.split(" ")) {
            if (word.startsWith("@")) {
                from = Integer.parseInt(word.substring(1));
            } else {
                phases.add(phase(from, word));
            }
        }
        return new Timeline(phases);
    }

    private static Phase phase(int from, String word) {
        return switch (word) {
            case "_" -> new Phase(from, Kind.NONE, 0);
            case "stale" -> new Phase(from, Kind.STALE, 0);
            default ->
                new Phase(
                        from,
                        word.startsWith("+") ? Kind.COUNTER : Kind.GAUGE,
                        Double.parseDouble(word.startsWith("+") ? word.substring(1) : word));
        };
    }

    /** Another value from a second of the life on. */
    Timeline then(int from, String value) {
        return then(from, parse(value));
    }

    Timeline then(int from, Timeline next) {
        List<Phase> changed = new ArrayList<>(
                phases.stream().filter(phase -> phase.from() < from).toList());
        next.phases().forEach(phase -> changed.add(new Phase(from + phase.from(), phase.kind(), phase.number())));
        return new Timeline(changed);
    }

    /** No samples between two seconds of the life. */
    Timeline interrupted(int from, int to) {
        Phase resumed = phases.stream()
                .filter(phase -> phase.from() <= to)
                .reduce((first, second) -> second)
                .orElseThrow();
        List<Phase> changed = new ArrayList<>(then(from, "_").phases());
        changed.add(new Phase(to, resumed.kind(), resumed.number()));
        phases.stream().filter(phase -> phase.from() > to).forEach(changed::add);
        return new Timeline(changed);
    }

    /** The last value alone. */
    Timeline last() {
        Phase last = phases.get(phases.size() - 1);
        return new Timeline(List.of(new Phase(0, last.kind(), last.number())));
    }

    boolean isGauge() {
        return phases.stream().allMatch(phase -> phase.kind() == Kind.GAUGE);
    }

    /** The same values, later. */
    Timeline delayed(int seconds) {
        return parse("_").then(seconds, this);
    }

    /** Promtool's notation of the samples of a life between two seconds of the test. */
    String samples(int start, int end, int interval) {
        List<String> words = new ArrayList<>();
        addGap(words, Math.max(0, ceil(start, interval)));
        double counter = 0;
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            int until = i + 1 < phases.size()
                    ? Math.min(end, start + phases.get(i + 1).from())
                    : end;
            int first = ceil(start + phase.from(), interval);
            int before = Math.max(0, Math.min(0, ceil(until, interval)) - first);
            int samples = ceil(until, interval) - first - before;
            if (phase.kind() == Kind.COUNTER) {
                counter += phase.number() * interval * before;
            }
            if (samples <= 0) {
                continue;
            }
            switch (phase.kind()) {
                case NONE -> addGap(words, samples);
                case STALE -> {
                    words.add("stale");
                    addGap(words, samples - 1);
                }
                case GAUGE -> {
                    words.add(number(phase.number()) + "+0x" + (samples - 1));
                    counter = phase.number();
                }
                case COUNTER -> {
                    double step = phase.number() * interval;
                    words.add(number(counter) + (step < 0 ? "" : "+") + number(step) + "x" + (samples - 1));
                    counter += step * samples;
                }
            }
        }
        return String.join(" ", words);
    }

    private static int ceil(int seconds, int interval) {
        return Math.floorDiv(seconds + interval - 1, interval);
    }

    private static void addGap(List<String> words, int samples) {
        if (samples > 0) {
            words.add("_x" + samples);
        }
    }

    private static String number(double value) {
        return new BigDecimal(value).round(PRECISION).stripTrailingZeros().toPlainString();
    }
}
