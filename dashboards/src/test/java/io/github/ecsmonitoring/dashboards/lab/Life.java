package io.github.ecsmonitoring.dashboards.lab;

/**
 * When a target runs, in seconds since the epoch, and its load.
 *
 * @param start of the task or the instance, which may be before the history
 * @param end the first moment without a sample; infinite if it runs on
 */
record Life(double start, double end, Wave wave) {
    boolean includes(double time) {
        return time >= start && time < end;
    }
}
