package io.github.ecsmonitoring.dashboards.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a promtool test file. */
final class TestText {
    private TestText() {}

    static String header(List<Path> rules, List<String> groupOrder) {
        return rules.stream().map(file -> "  - " + file + "\n").collect(Collectors.joining("", "rule_files:\n", ""))
                + "evaluation_interval: 1m\ngroup_eval_order: [" + String.join(", ", groupOrder) + "]\ntests:\n";
    }

    /** A group of tests; its expectations follow. */
    static String group(String name, int interval, List<InputSeries> series) {
        return "  - name: '" + name.replace("'", "''") + "'\n    interval: " + interval + "s\n    input_series:\n"
                + series.stream().map(InputSeries::yaml).collect(Collectors.joining())
                + "    promql_expr_test:\n";
    }

    static String expectation(String expr, int minute, String samples) {
        return "      - expr: '" + expr + "'\n        eval_time: " + minute + "m\n        exp_samples: " + samples
                + "\n";
    }
}
