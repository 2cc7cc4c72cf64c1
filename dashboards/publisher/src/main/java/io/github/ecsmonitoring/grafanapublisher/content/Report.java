package io.github.ecsmonitoring.grafanapublisher.content;

import java.util.List;

/** The outcome of a run, one entry for each data source, folder, dashboard and plugin. */
public record Report(List<Entry> entries) {

    /**
     * The outcome for one item.
     *
     * @param item for example {@code dashboard ecs-task}
     * @param detail for people: the reason of a failure, or why something was kept; else empty
     */
    public record Entry(String item, Outcome outcome, String detail) {}

    /** What was done. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        DELETED,
        /** Not overwritten or not deleted, since a person, another owner or another tool created or changed it. */
        KEPT,
        FAILED
    }

    /** Whether anything failed. */
    public boolean failed() {
        return entries.stream().anyMatch(entry -> entry.outcome() == Outcome.FAILED);
    }
}
