package io.github.ecsmonitoring.exporter.emulator;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of task: its two fixtures, and the partition, region and task id that replace those of the fixtures.
 *
 * @param task the prefix of the fixture {@code -task.json} for {@code /task}
 * @param stats the prefix of the fixture {@code -stats.json} for {@code /task/stats}
 * @param id the task id; empty for that of the fixture
 */
record Scenario(String name, String task, String stats, String partition, String region, String id) {
    private static final Pattern TASK_ARN = Pattern.compile(":task/[^/]+/([0-9a-f]{32})\"");
    private static final List<Scenario> ALL = List.of(
            of("fargate", "fargate"), // cgroup v1; a stopped container, a restart policy
            new Scenario("fargate-cgroup2", "fargate", "fargate-cgroup2", "aws", "us-east-1", ""),
            new Scenario("fargate-govcloud", "fargate", "fargate", "aws-us-gov", "us-gov-west-1", ""),
            new Scenario("fargate-china", "fargate", "fargate-cgroup2", "aws-cn", "cn-north-1", ""),
            of("ec2-bridge", "ec2-bridge"), // an eth0 for each container; no task limits
            of("ec2-awsvpc", "ec2-awsvpc"), // one ENI for all, and a pause container
            of("ec2-host", "ec2-host"), // no networks in the stats
            of("ec2-no-limits", "ec2-no-limits"), // neither task nor containers; no service
            of("managed-instances", "managed-instances"));

    private static Scenario of(String name, String files) {
        return new Scenario(name, files, files, "aws", "us-east-1", "");
    }

    static String names() {
        return ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
    }

    static Scenario named(String name) {
        return ALL.stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new FlagException("flag 'scenario' must be one of " + names() + ", got '" + name + "'"));
    }

    /** The same kind of task with another id. */
    Scenario withId(String id) {
        return new Scenario(name, task, stats, partition, region, id);
    }

    /** The response of {@code /task}. */
    Map<String, Object> readTask() throws IOException {
        return read(task + "-task.json");
    }

    /** The response of {@code /task/stats} by container id; null or empty for a stopped container. */
    Map<String, Object> readStats() throws IOException {
        return read(stats + "-stats.json");
    }

    /** Reads a fixture and replaces partition, region and task id. */
    @SuppressWarnings("unchecked")
    Map<String, Object> read(String file) throws IOException {
        String moved = text(file)
                .replace("arn:aws:", "arn:" + partition + ":")
                .replace("us-east-1", region)
                .replace(".amazonaws.com/", partition.equals("aws-cn") ? ".amazonaws.com.cn/" : ".amazonaws.com/");
        return (Map<String, Object>) JsonTree.parse(file, withTaskId(moved));
    }

    private static String text(String file) throws IOException {
        try (InputStream in = Scenario.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Replaces the id of the fixture's task everywhere in one of its files: container ARNs and log stream names contain
     * it, and on Fargate the ids of containers in {@code /task} and {@code /task/stats}.
     */
    private String withTaskId(String text) throws IOException {
        Matcher arn = TASK_ARN.matcher(text(task + "-task.json"));
        return id.isEmpty() || !arn.find() ? text : text.replace(arn.group(1), id);
    }
}
