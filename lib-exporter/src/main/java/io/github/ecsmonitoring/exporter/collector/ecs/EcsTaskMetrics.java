package io.github.ecsmonitoring.exporter.collector.ecs;

import io.github.ecsmonitoring.exporter.ecs.TaskMetadata;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;

/** The metrics of the task as a whole. Those up to the image pull, and their help texts, are ecs_exporter's. */
final class EcsTaskMetrics {
    private EcsTaskMetrics() {}

    static void send(TaskMetadata task, MetricSink out) {
        out.gauge(
                "ecs_task_metadata_info",
                "ECS task metadata, sourced from the task metadata endpoint version 4.",
                1,
                "cluster",
                task.cluster(),
                "task_arn",
                task.arn(),
                "family",
                task.family(),
                "revision",
                task.revision(),
                "desired_status",
                task.desiredStatus(),
                "known_status",
                task.knownStatus(),
                "availability_zone",
                task.availabilityZone(),
                "launch_type",
                task.launchType());
        EcsSamples samples = new EcsSamples(out);
        samples.gauge(
                "ecs_task_cpu_limit_vcpus",
                "Configured task CPU limit in vCPUs (1 vCPU = 1024 CPU units). This is optional when "
                        + "running on EC2; if no limit is set, this metric has no value.",
                task.limits().cpu());
        samples.gauge(
                "ecs_task_memory_limit_bytes",
                "Configured task memory limit in bytes. This is optional when running on EC2; if no "
                        + "limit is set, this metric has no value.",
                task.limits().memory());
        samples.gauge(
                "ecs_task_ephemeral_storage_used_bytes",
                "Current Fargate task ephemeral storage usage in bytes.",
                task.ephemeralStorage().used());
        samples.gauge(
                "ecs_task_ephemeral_storage_allocated_bytes",
                "Configured Fargate task ephemeral storage allocated size in bytes.",
                task.ephemeralStorage().reserved());
        samples.gauge(
                "ecs_task_image_pull_start_timestamp_seconds",
                "The time at which the task started pulling docker images for its containers.",
                task.pullStarted());
        samples.gauge(
                "ecs_task_image_pull_stop_timestamp_seconds",
                "The time at which the task stopped (i.e. completed) pulling docker images for its containers.",
                task.pullStopped());
        sendMore(task, samples, out);
    }

    private static void sendMore(TaskMetadata task, EcsSamples samples, MetricSink out) {
        if (!task.serviceName().isEmpty()) {
            out.gauge(
                    "ecs_task_service_info",
                    "ECS service of the task. Only has a value if the task metadata contains it.",
                    1,
                    "service_name",
                    task.serviceName());
        }
        TaskMetadata.ClockDrift clock = task.clock();
        samples.gauge(
                "ecs_task_clock_error_bound_seconds",
                "Maximum error of the task's clock in seconds. Fargate only.",
                clock.errorBound());
        if (!clock.status().isEmpty()) {
            out.gauge(
                    "ecs_task_clock_synchronized",
                    "Whether the task's clock is synchronized. Fargate only.",
                    clock.status().equals("SYNCHRONIZED") ? 1 : 0);
        }
    }
}
