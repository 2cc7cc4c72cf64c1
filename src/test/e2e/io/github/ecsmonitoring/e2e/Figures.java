package io.github.ecsmonitoring.e2e;

/** What was measured, in the build's output. */
final class Figures {
    private Figures() {}

    static void say(String format, Object... values) {
        System.out.println("e2e: " + String.format(format, values));
    }
}
