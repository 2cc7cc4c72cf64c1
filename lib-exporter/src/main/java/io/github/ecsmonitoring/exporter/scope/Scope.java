package io.github.ecsmonitoring.exporter.scope;

import java.util.Locale;

/** Whose metrics the page shows. */
public enum Scope {
    /** Those of a machine: all that node_exporter shows by default. */
    HOST,

    /** Those of one ECS task: without collectors of hardware and file systems that a task has no part in. */
    TASK;

    /** The word of the flag and of the label: {@code host} or {@code task}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
