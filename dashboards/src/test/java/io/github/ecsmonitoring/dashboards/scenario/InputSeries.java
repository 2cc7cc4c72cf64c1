package io.github.ecsmonitoring.dashboards.scenario;

/**
 * A series of a promtool test.
 *
 * @param labels in braces
 * @param values in promtool's notation
 */
record InputSeries(String metric, String labels, String values) {
    /** Whether it has no sample. */
    boolean isEmpty() {
        return values.isEmpty() || values.matches("_x\\d+( _x\\d+)*");
    }

    String yaml() {
        return "      - series: '" + metric + labels + "'\n        values: '" + values + "'\n";
    }
}
