package io.github.ecsmonitoring.dashboards.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The series on which an {@code and} or {@code unless} of a rule relies end before those that they judge, and come back
 * after 35 minutes. A task on a busy micro VM must not be taken for an EC2 instance, nor old failures for new ones.
 */
public final class AnchorScenarios {
    private static final Pattern SET_OPERATOR = Pattern.compile("\\b(?:and|unless)\\b");
    private static final Pattern WORD = Pattern.compile("[a-z]\\w+");
    private static final int MINUTES = 90;
    private static final int LOST = 20 * 60;
    private static final int BACK = 55 * 60;

    private AnchorScenarios() {}

    public static List<Scenario> all() throws IOException {
        return List.of(
                scenario("a busy micro VM", id -> QuietScenarios.busyMicroVm(id).starts(0)),
                scenario("a task on EC2", id -> Workload.ec2Task("reports", id).starts(0)),
                scenario("an instance", id -> Workload.host(id).starts(0)));
    }

    /** The first quarter of an hour does not count, in which the old failures are new. */
    private static Scenario scenario(String kind, Function<String, Workload> workload) throws IOException {
        List<Workload> fleet = new ArrayList<>(List.of(workload.apply("complete")));
        for (String metric : anchors()) {
            Workload whole = withOldFailures(workload.apply(metric.replace('_', '-')));
            for (String job : List.of("node", "adot")) {
                if (whole.pages().get(job).metrics().contains(metric)) {
                    fleet.add(whole.interrupted(job, metric, LOST, BACK).label("instance", job + "-" + metric));
                }
            }
        }
        return Scenario.of(kind + " lacks each of the metrics on which alerts rely for 35 minutes", MINUTES, fleet)
                .since(15);
    }

    /** A container that exited and was restarted, and samples that were lost hours ago. */
    private static Workload withOldFailures(Workload workload) {
        Page collector = workload.pages().get("adot");
        for (String text : collector.series().keySet()) {
            if (text.matches("otelcol_.*_(failed|refused)_.*")) {
                collector = collector.with(text, Timeline.parse("7"));
            }
        }
        Workload failed = workload.page("adot", collector);
        return workload.labels().containsKey("ecs_task_id")
                ? failed.with("ecs_container_exit_code{container_name=\"app\"}", "137")
                : failed;
    }

    /** Metrics to the right of a set operator, and those of ratios. */
    static Set<String> anchors() throws IOException {
        Set<String> anchors = new TreeSet<>();
        for (RuleSet.Rule rule : RuleSet.read().rules()) {
            Matcher operator = SET_OPERATOR.matcher(rule.expr());
            if (operator.find()) {
                Matcher word = WORD.matcher(rule.expr().substring(operator.end()));
                while (word.find()) {
                    anchors.add(word.group());
                }
            }
        }
        return anchors;
    }
}
