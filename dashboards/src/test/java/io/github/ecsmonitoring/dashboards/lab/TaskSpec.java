package io.github.ecsmonitoring.dashboards.lab;

import io.github.ecsmonitoring.dashboards.lab.ServiceSpec.App;
import io.github.ecsmonitoring.dashboards.lab.ServiceSpec.Launch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A task with the targets that its collector scrapes.
 *
 * @param number of the task in its service, which determines its availability zone
 * @param faults by role: {@code node}, {@code adot} or {@code app}
 */
record TaskSpec(ServiceSpec service, int revision, int number, String id, Life life, Map<String, Fault> faults) {
    TaskSpec withFault(String role, Fault fault) {
        Map<String, Fault> all = new HashMap<>(faults);
        all.put(role, fault);
        return new TaskSpec(service, revision, number, id, life, all);
    }

    List<LabTarget> targets(Pages pages, Set<String> essential) {
        List<LabTarget> targets = new ArrayList<>();
        targets.add(target("node", "node", nodePage(pages), Optional.of(essential), true));
        targets.add(target("adot", "adot", pages.adot(), Optional.of(essential), true));
        if (service.app() == App.MICROMETER) {
            targets.add(target("app", "spring", pages.micrometer(), Optional.empty(), true));
        } else if (service.app() == App.OTLP) {
            targets.add(target("app", service.name(), pages.otlp(), Optional.empty(), false));
        }
        return targets;
    }

    private LabTarget target(
            String role, String job, List<PageLine> page, Optional<Set<String>> kept, boolean scraped) {
        return new LabTarget(labels(job), life, page, kept, scraped, Optional.ofNullable(faults.get(role)));
    }

    /** The label contract of a task. */
    Map<String, String> labels(String job) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("account_id", service.place().account());
        labels.put("region", service.place().region());
        labels.put("availability_zone", zone());
        labels.put("ecs_cluster", service.place().cluster());
        labels.put("ecs_service", service.name());
        labels.put("ecs_task_family", service.name());
        labels.put("ecs_task_revision", String.valueOf(revision));
        labels.put("ecs_task_id", id);
        labels.put("ecs_launch_type", service.launch().name().toLowerCase(Locale.ROOT));
        labels.put("job", job);
        labels.put("instance", id);
        return labels;
    }

    private String zone() {
        return service.place().region() + (char) ('a' + number % 3);
    }

    /** The whole page of the exporter, before the metric profile is applied. */
    List<PageLine> nodePage(Pages pages) {
        return (service.launch() == Launch.FARGATE ? pages.fargateTask() : pages.ec2Task())
                .stream()
                        .filter(line -> !service.batch() || !line.name().equals("ecs_task_service_info"))
                        .map(this::identified)
                        .toList();
    }

    /** With the names of this task in place of those of the test page. */
    private PageLine identified(PageLine line) {
        return switch (line.name()) {
            case "ecs_task_service_info" -> line.with("service_name", service.name());
            case "ecs_task_metadata_info" ->
                line.with("family", service.name())
                        .with("revision", String.valueOf(revision))
                        .with("cluster", arn("cluster", service.place().cluster()))
                        .with("task_arn", arn("task", service.place().cluster() + "/" + id));
            default -> line;
        };
    }

    private String arn(String type, String name) {
        return "arn:aws:ecs:" + service.place().region() + ":" + service.place().account() + ":" + type + "/" + name;
    }
}
