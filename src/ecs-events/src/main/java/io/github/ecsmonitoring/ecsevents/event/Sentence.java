package io.github.ecsmonitoring.ecsevents.event;

/** Some reasons of ECS end with a full stop. */
final class Sentence {
    private Sentence() {}

    /** The text with one full stop; an empty text remains empty. */
    static String of(String text) {
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    static String withoutStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
