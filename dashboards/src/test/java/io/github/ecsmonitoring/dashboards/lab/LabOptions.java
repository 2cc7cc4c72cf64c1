package io.github.ecsmonitoring.dashboards.lab;

import java.util.Locale;

/**
 * @param tasks at least this many; 0 for the small fleet
 * @param step scrape interval in seconds
 * @param history minutes before now
 * @param ahead minutes after now, so that queries find data while the lab stays
 */
record LabOptions(Scenario scenario, int tasks, int step, int history, int ahead) {
    static final LabOptions DEFAULT = new LabOptions(Scenario.HEALTHY, 0, 30, 90, 31);

    static LabOptions parse(String... flags) {
        LabOptions options = DEFAULT;
        for (String flag : flags) {
            String[] words = flag.split("=", 2);
            options = words.length == 2 ? options.with(words[0], words[1]) : options.with(flag, "");
        }
        return options;
    }

    private LabOptions with(String flag, String value) {
        return switch (flag) {
            case "--scenario" -> with(Scenario.valueOf(value.toUpperCase(Locale.ROOT)));
            case "--tasks" -> new LabOptions(scenario, Integer.parseInt(value), step, history, ahead);
            case "--step" -> new LabOptions(scenario, tasks, Integer.parseInt(value), history, ahead);
            case "--history" -> new LabOptions(scenario, tasks, step, Integer.parseInt(value), ahead);
            default ->
                throw new IllegalArgumentException("flags are --scenario=healthy|outage, --tasks=N, --step=SECONDS"
                        + " and --history=MINUTES, got " + flag);
        };
    }

    LabOptions with(Scenario other) {
        return new LabOptions(other, tasks, step, history, ahead);
    }

    LabOptions withStep(int seconds) {
        return new LabOptions(scenario, tasks, seconds, history, ahead);
    }

    /** For a lab that is queried at once. */
    LabOptions untilNow() {
        return new LabOptions(scenario, tasks, step, history, 2);
    }
}
