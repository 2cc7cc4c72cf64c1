package io.github.ecsmonitoring.cost;

import java.util.Locale;

/** What the sidecars run in. */
public enum SeriesTarget {
    /** A task on Fargate. */
    FARGATE_TASK,
    /** A task on an EC2 instance. */
    EC2_TASK,
    /** The daemon of an EC2 instance. */
    EC2_INSTANCE;

    /** For example {@code fargate-task}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
