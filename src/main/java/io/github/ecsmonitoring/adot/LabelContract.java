package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.internal.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;

/** The labels of each series, on which dashboards and rules depend. */
enum LabelContract {
    /**
     * For a task: account_id, region, availability_zone, ecs_cluster, ecs_service, ecs_task_family, ecs_task_revision,
     * ecs_task_id, ecs_launch_type, job, instance (the task id).
     *
     * <p>All but two come from the task metadata endpoint through the processor {@code resource_detection}. The
     * metadata has no service name, so {@code ecs_service} comes from the container's environment; {@code job} is the
     * name of the scrape job.
     */
    TASK(ecsDetection(), ofTask(List.of(copy("ecs_launch_type", "aws.ecs.launchtype")))),
    /**
     * The same for a task that may run on ECS Managed Instances, for which the processor detects no launch type; what
     * it detects on Fargate and EC2 has precedence.
     */
    MANAGED_INSTANCES_TASK(
            ecsDetection(),
            ofTask(List.of(
                    copy("ecs_launch_type", "aws.ecs.launchtype"),
                    Yaml.map("key", "ecs_launch_type", "value", "managed_instances", "action", "insert")))),
    /**
     * For an EC2 instance: account_id, region, availability_zone, ecs_cluster, instance (the instance id),
     * instance_type, job. There are no labels of the daemon's task, which changes with each deployment.
     */
    HOST(
            // The first detector that finds an attribute wins. Without an instance id the collector does not start,
            // since its series would mix all instances.
            Yaml.map(
                    "detectors",
                    List.of("env", "ec2", "ecs"),
                    "timeout",
                    "10s",
                    "override",
                    true,
                    "ec2",
                    Yaml.map("fail_on_missing_metadata", true)),
            ofHost(List.of(copy("service.instance.id", "host.id")), List.of(copy("instance_type", "host.type")))),
    /**
     * The same for an instance of ECS Managed Instances, whose daemons have no access to the instance metadata service.
     * The firmware of Nitro instances has the same values; without that of the id the collector does not start.
     */
    MANAGED_INSTANCE(
            ecsDetection(),
            ofHost(
                    List.of(
                            firmware("host.id", "board_asset_tag"),
                            word("host.id", "host"),
                            copy("service.instance.id", "host")),
                    List.of(firmware("host.type", "product_name"), word("host.type", "instance_type"))));

    private static final Pattern NAME = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Set<String> TAKEN = Set.of(
            "account_id",
            "region",
            "availability_zone",
            "ecs_cluster",
            "ecs_service",
            "ecs_task_family",
            "ecs_task_revision",
            "ecs_task_id",
            "ecs_launch_type",
            "job",
            "instance",
            "container_name",
            "instance_type");

    private final Map<String, Object> detection;
    private final Map<String, Object> processor;

    LabelContract(Map<String, Object> detection, List<Map<String, Object>> attributes) {
        this.detection = detection;
        this.processor = Yaml.map("attributes", attributes);
    }

    /** The settings of {@code resource_detection}, which finds the values of the labels. */
    Map<String, Object> detection() {
        return detection;
    }

    /** The processor that turns detected attributes into labels and deletes all others. */
    Map<String, Object> processor() {
        return processor;
    }

    /** The labels that are constant for all series: the user's, and the service name of a task. */
    Map<String, Object> externalLabels(Map<String, String> labels) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (this == TASK || this == MANAGED_INSTANCES_TASK) {
            // The collector does not start with an empty label.
            all.put("ecs_service", "${env:ECS_SERVICE_NAME:-unknown}");
        }
        labels.forEach((name, value) -> all.put(name, value.replace("$", "$$")));
        return all;
    }

    /**
     * Validates the user's labels.
     *
     * @throws IllegalArgumentException if a name is invalid or set by the library, or a value is empty or a token
     */
    static void check(Map<String, String> labels) {
        if (labels == null) {
            throw new IllegalArgumentException("labels must be a map of names and values, got null");
        }
        labels.forEach((name, value) -> {
            if (name == null || !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "label name must match [a-zA-Z_][a-zA-Z0-9_]* and not start with __, got "
                                + (name == null ? "null" : "\"" + name + "\""));
            }
            if (TAKEN.contains(name)) {
                throw new IllegalArgumentException("label " + name + " is set by the library: choose another name");
            }
            if (value == null || value.isEmpty() || Token.isUnresolved(value)) {
                throw new IllegalArgumentException(
                        "label " + name + " must have a non-empty value that is known at synth, got "
                                + (value == null ? "null" : value.isEmpty() ? "an empty string" : "a token"));
            }
            if (!Utf8.canEncode(value)) {
                throw new IllegalArgumentException(
                        "label " + name + " must be valid Unicode, got a value with an unpaired surrogate");
            }
        });
    }

    private static Map<String, Object> ecsDetection() {
        return Yaml.map("detectors", List.of("env", "ecs"), "timeout", "10s", "override", true);
    }

    private static List<Map<String, Object>> ofTask(List<Map<String, Object>> launchType) {
        List<Map<String, Object>> attributes = new ArrayList<>();
        // Otherwise all tasks would write the same series, since each one scrapes 127.0.0.1.
        attributes.add(copy("service.instance.id", "aws.ecs.task.id"));
        attributes.add(clusterName());
        attributes.add(copy("ecs_task_id", "aws.ecs.task.id"));
        attributes.add(copy("ecs_task_family", "aws.ecs.task.family"));
        attributes.add(copy("ecs_task_revision", "aws.ecs.task.revision"));
        attributes.addAll(launchType);
        attributes.addAll(place());
        return attributes;
    }

    private static List<Map<String, Object>> ofHost(List<Map<String, Object>> id, List<Map<String, Object>> type) {
        List<Map<String, Object>> attributes = new ArrayList<>(id);
        attributes.add(clusterName());
        attributes.addAll(type);
        attributes.addAll(place());
        return attributes;
    }

    private static List<Map<String, Object>> place() {
        return List.of(
                copy("availability_zone", "cloud.availability_zone"),
                copy("region", "cloud.region"),
                copy("account_id", "cloud.account.id"),
                deleteTheRest());
    }

    /** Each container has the file, read-only. */
    private static Map<String, Object> firmware(String key, String file) {
        return Yaml.map("key", key, "value", "${file:/sys/devices/virtual/dmi/id/" + file + "}", "action", "upsert");
    }

    /** The value without the end of the line. */
    private static Map<String, Object> word(String from, String key) {
        return Yaml.map("key", from, "pattern", "^(?P<" + key + ">\\S+)", "action", "extract");
    }

    private static Map<String, Object> clusterName() {
        return Yaml.map("key", "aws.ecs.cluster.arn", "pattern", "cluster/(?P<ecs_cluster>.+)$$", "action", "extract");
    }

    private static Map<String, Object> deleteTheRest() {
        return Yaml.map(
                "pattern",
                "^(aws|cloud|host|os|process|telemetry|container|server|url|net|http|service\\.version)(\\.|$$)",
                "action",
                "delete");
    }

    private static Map<String, Object> copy(String key, String from) {
        return Yaml.map("key", key, "from_attribute", from, "action", "upsert");
    }
}
