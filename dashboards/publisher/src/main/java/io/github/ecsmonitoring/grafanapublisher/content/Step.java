package io.github.ecsmonitoring.grafanapublisher.content;

import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;

/** Brings one item to its desired state. */
interface Step {
    /** For example {@code dashboard ecs-task}. */
    String item();

    /** Reads the state and decides. Called again after a conflict. */
    Decision decide() throws GrafanaException;

    /** What to do about a failure, for people; empty if the message says it. */
    default String remedy(GrafanaException failure) {
        return "";
    }
}
