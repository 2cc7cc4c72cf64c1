package io.github.ecsmonitoring.ecsevents.alert;

import java.time.Duration;
import java.util.Locale;

/** The alerts of ECS events. Each has a heading in dashboards/runbooks.md. */
public enum AlertKind {
    TASK_START_FAILED("EcsTaskStartFailed", Severity.WARNING, "A task failed to start"),
    TASK_OUT_OF_MEMORY("EcsTaskOutOfMemory", Severity.WARNING, "A task stopped, since a container ran out of memory"),
    TASK_STOPPED("EcsTaskStopped", Severity.WARNING, "A task stopped, since a container exited"),
    TASK_UNHEALTHY("EcsTaskUnhealthy", Severity.WARNING, "A task was replaced, since its health checks failed"),
    SERVICE_START_IMPAIRED("EcsServiceStartImpaired", Severity.CRITICAL, "A service cannot start tasks"),
    DEPLOYMENT_FAILED("EcsDeploymentFailed", Severity.CRITICAL, "A deployment failed"),
    PLACEMENT_FAILED("EcsPlacementFailed", Severity.CRITICAL, "A service cannot place tasks"),
    SERVICE_STOPPED("EcsServiceStopped", Severity.NONE, "A service was stopped on purpose");

    /**
     * The service scheduler waits at most 27 minutes between two attempts to start a task; 13 more let an attempt fail
     * late, so that a service which never starts is one alert.
     */
    private static final Duration ATTEMPTS = Duration.ofMinutes(40);

    /** The alert that it mutes, EcsServiceTelemetryGone, ends an hour after the last sample. */
    private static final Duration TELEMETRY_GONE = Duration.ofMinutes(70);

    private static final String RUNBOOKS =
            "https://github.com/ecsmonitoring/ecs-monitoring/blob/main/dashboards/runbooks.md#";

    private final String alertName;
    private final Severity severity;
    private final String summary;

    AlertKind(String alertName, Severity severity, String summary) {
        this.alertName = alertName;
        this.severity = severity;
        this.summary = summary;
    }

    /** The label {@code alertname}. */
    public String alertName() {
        return alertName;
    }

    String severity() {
        return severity.label();
    }

    String summary() {
        return summary;
    }

    /** The time from the latest event until the alert is resolved. */
    Duration quietTime() {
        return this == SERVICE_STOPPED ? TELEMETRY_GONE : ATTEMPTS;
    }

    String runbookUrl() {
        return RUNBOOKS + alertName.toLowerCase(Locale.ROOT);
    }
}
