package io.github.ecsmonitoring.exporter.deployment;

/** The values of {@code --scope}. */
enum RequestedScope {
    AUTO,
    HOST,
    TASK
}
