package io.github.ecsmonitoring.exporter.deployment;

import java.util.Locale;

/** The scope of the exposed metrics. */
public enum DeploymentScope {
    /** A host: all collectors that node_exporter enables by default. */
    HOST,

    /** One ECS task: collectors of host hardware and file systems are disabled. */
    TASK;

    /** The value of the flag and of the label: {@code host} or {@code task}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
