package io.github.ecsmonitoring.dashboards;

/** Short names of tasks and EC2 instances for legends; tables show whole ids. */
final class TaskLegend {
    /** The last characters of the id. */
    static final String TASK = "{{task}}";
    /** The service, or "EC2", and the last characters of the id. */
    static final String SERVICE_TASK = "{{ecs_service}} " + TASK;

    private TaskLegend() {}

    /** Adds the label {@code task}, and a service for EC2 instances, which belong to none. */
    static String names(String expr) {
        return services("label_replace(" + expr + ", \"task\", \"…$1\", \"instance\", \".*(.{6})\")");
    }

    /** Names EC2 instances, which belong to no service, like a service. */
    static String services(String expr) {
        return "label_replace(" + expr + ", \"ecs_service\", \"EC2\", \"ecs_service\", \"\")";
    }
}
