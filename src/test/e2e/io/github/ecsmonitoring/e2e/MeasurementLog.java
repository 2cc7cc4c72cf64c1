package io.github.ecsmonitoring.e2e;

/** Prints measurements to the output of the build. */
final class MeasurementLog {
    private MeasurementLog() {}

    static void print(String format, Object... values) {
        System.out.println("e2e: " + String.format(format, values));
    }
}
