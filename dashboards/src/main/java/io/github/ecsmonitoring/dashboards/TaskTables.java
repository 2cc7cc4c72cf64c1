package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.AwsConsole.column;
import static io.github.ecsmonitoring.dashboards.TaskQueries.CONTAINER;
import static io.github.ecsmonitoring.dashboards.TaskQueries.TASK;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.AGE;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SECONDS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import java.util.List;
import java.util.Map;

/** The tables of tasks and of containers, with the links to further pages. */
final class TaskTables {
    private static final Map<Number, String> HEALTH = Map.of(0, "no check", 1, "healthy", 2, "unknown", 3, "unhealthy");
    /** By shells' convention, a code over 128 is 128 and the number of the signal that ended the process. */
    private static final Map<Number, String> EXIT_CODE = Map.of(
            0.5,
            "running",
            0,
            "0: success",
            1,
            "1: error",
            125,
            "125: not started",
            126,
            "126: not executable",
            127,
            "127: command not found",
            134,
            "134: aborted",
            137,
            "137: killed",
            139,
            "139: crashed",
            143,
            "143: terminated");

    private TaskTables() {}

    static TablePanel tasks() {
        AwsConsole console = AwsConsole.ofRow();
        return TablePanel.of(
                        "Tasks",
                        "Each task with its full id, whose menu selects the task alone, or leads to the task's virtual machine (Fargate), "
                                + "to the ECS console and to the logs (choose the log group there). CPU and memory are shares of the task's "
                                + "limits, which a task on EC2 may not have. Storage is the ephemeral storage of Fargate.")
                .height(7)
                .label("account_id", "Account")
                .label("region", "Region")
                .label("ecs_cluster", "Cluster")
                .label("ecs_service", "Service")
                .link(
                        "instance",
                        "Task",
                        selected("ecs-task").keep("container_name").url())
                .furtherLink(
                        "Task",
                        "Virtual machine (Fargate)",
                        selected("ecs-node").url())
                .furtherLink("Task", "ECS console", console.task(column("Cluster"), column("Task")))
                .furtherLink("Task", "Logs Insights", console.logs(column("Task")))
                .label("ecs_task_revision", "Revision")
                .number(
                        "Started",
                        AGE,
                        Thresholds.none(),
                        each("min", CONTAINER.series("ecs_container_start_timestamp_seconds")) + " * 1000")
                .number("CPU", SHARE, Thresholds.highIsWarning(0.95), each("max", TaskQueries.cpu()))
                .number("Memory", SHARE, Thresholds.highIsWarning(0.9), each("max", TaskQueries.memory()))
                .number("Storage", SHARE, Thresholds.highIsBad(0.8, 0.9), each("max", TaskQueries.ephemeralStorage()))
                .number(
                        "Restarts",
                        NUMBER,
                        Thresholds.none(),
                        each("sum", CONTAINER.series("ecs_container_restarts_total")))
                .words("Health", NUMBER, Thresholds.states(), each("max", TaskQueries.health()), HEALTH)
                .number("Image pull", SECONDS, Thresholds.highIsWarning(300), each("max", TaskQueries.imagePull()))
                .columnWidth("Account", 125)
                .columnWidth("Region", 115)
                .columnWidth("Task", 280)
                .columnWidth("Revision", 85)
                .columnWidth("Started", 125)
                .columnWidth("CPU", 75)
                .columnWidth("Memory", 90)
                .columnWidth("Storage", 90)
                .columnWidth("Restarts", 85)
                .columnWidth("Health", 95)
                .columnWidth("Image pull", 105)
                .highestFirst("Health");
    }

    static TablePanel containers() {
        return TablePanel.of(
                        "Containers",
                        "Containers of the selected tasks, first those that failed, last those that have ended with success. Exit code 137: killed, for lack of memory or because the "
                                + "container did not stop in time; 143: terminated on request; 139: crashed. PIDs are the processes and threads "
                                + "as a share of the limit (EC2 only).")
                .height(8)
                .label("ecs_service", "Service")
                .link(
                        "instance",
                        "Task",
                        Drilldown.to("ecs-task")
                                .keep("account_id", "region", "ecs_cluster")
                                .row("ecs_service", "Service")
                                .row("instance", "Task")
                                .row("container_name", "Container")
                                .url())
                .label("container_name", "Container")
                .label("image", "Image")
                .number("Started", AGE, Thresholds.none(), eachWith("image", "max", TaskQueries.started()) + " * 1000")
                .words("Health", NUMBER, Thresholds.states(), eachWith("", "max", TaskQueries.health()), HEALTH)
                .number(
                        "Restarts",
                        NUMBER,
                        Thresholds.none(),
                        eachWith("", "max", CONTAINER.series("ecs_container_restarts_total")))
                .number("PIDs", SHARE, Thresholds.highIsWarning(0.8), eachWith("", "max", TaskQueries.pids()))
                .words(
                        "Exit code",
                        NUMBER,
                        new Thresholds(
                                "text",
                                List.of(
                                        new Thresholds.Step(0, "green"),
                                        new Thresholds.Step(0.5, "text"),
                                        new Thresholds.Step(1, "red"))),
                        eachWith("", "max", TaskQueries.exitCodeOrRunning()),
                        EXIT_CODE)
                .columnWidth("Service", 130)
                .columnWidth("Task", 280)
                .columnWidth("Container", 130)
                .columnWidth("Started", 120)
                .columnWidth("Health", 90)
                .columnWidth("Restarts", 85)
                .columnWidth("PIDs", 70)
                .columnWidth("Exit code", 160)
                .highestFirst("Exit code");
    }

    /** The row's task on another dashboard. */
    private static Drilldown selected(String dashboard) {
        return Drilldown.to(dashboard)
                .row("account_id", "Account")
                .row("region", "Region")
                .row("ecs_cluster", "Cluster")
                .row("ecs_service", "Service")
                .row("instance", "Task");
    }

    /** One series for each task. */
    private static String each(String aggregation, String expr) {
        return aggregation + " by (account_id, region, ecs_cluster, ecs_service, instance, ecs_task_revision) ("
                + TASK.alive(expr) + ")";
    }

    /** One series for each container. */
    private static String eachWith(String label, String aggregation, String expr) {
        return aggregation + " by (ecs_service, instance, container_name" + (label.isEmpty() ? "" : ", " + label)
                + ") (" + TASK.alive(expr) + ")";
    }
}
