package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.promql.PromqlExpression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All metric families with the labels that they add to the label contract: {@code src/test/resources/families}. */
final class MetricFamilies {
    /** The labels of every series of a task or an EC2 instance. */
    static final Set<String> CONTRACT = Set.of(
            "account_id",
            "region",
            "availability_zone",
            "ecs_cluster",
            "ecs_service",
            "ecs_task_family",
            "ecs_task_revision",
            "ecs_task_id",
            "ecs_launch_type",
            "instance_type",
            "job",
            "instance");

    private static final Set<String> CLUSTER = Set.of("account_id", "region", "ecs_cluster");
    private static final Set<String> SERVICE = Set.of("account_id", "region", "ecs_cluster", "ecs_service");
    private static final Set<String> HTTP = Set.of("job", "le");
    private static final Set<String> ALERT =
            Set.of("alertname", "alertstate", "severity", "container_name", "device", "collector", "exporter", "slo");

    /** The label that label_replace makes. */
    private static final Pattern MADE = Pattern.compile(", \"(\\w+)\", \"[^\"]*\", \"\\w*\", \"");

    private MetricFamilies() {}

    /** All families that queries may read, with all labels that their series may have. */
    static Map<String, Set<String>> labels() throws IOException {
        Map<String, Set<String>> labels = scraped();
        labels.putAll(read("scrape"));
        labels.putAll(read("app"));
        labels.replaceAll((name, own) -> union(CONTRACT, own));
        for (RuleFile.Rule rule : RuleFile.all()) {
            if (rule.record() != null) {
                labels.put(rule.record(), recorded(rule.record()));
            }
        }
        read("slo").forEach((name, own) -> labels.put(name, union(SERVICE, own)));
        labels.put("ALERTS", union(CONTRACT, ALERT));
        labels.put("ALERTS_FOR_STATE", union(CONTRACT, ALERT));
        return labels;
    }

    /** Labels of a recorded metric, by the aggregation level that is the prefix of its name. */
    private static Set<String> recorded(String name) {
        return switch (name.substring(0, name.indexOf(':'))) {
            case "instance" -> CONTRACT;
            case "container" -> union(CONTRACT, Set.of("container_name"));
            case "service" -> name.startsWith("service:http_") ? union(SERVICE, HTTP) : SERVICE;
            case "cluster" -> CLUSTER;
            case "revision" -> union(SERVICE, Set.of("ecs_task_family", "ecs_task_revision"));
            default -> throw new IllegalArgumentException("unknown aggregation level of " + name);
        };
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> all = new TreeSet<>(first);
        all.addAll(second);
        return all;
    }

    /** The metrics that an expression reads although they do not exist, and the labels that none of its metrics has. */
    static Set<String> unknown(Map<String, Set<String>> families, String expr) {
        PromqlExpression expression = PanelPromql.parse(expr);
        Set<String> known = new TreeSet<>(CONTRACT);
        known.addAll(families.keySet());
        MADE.matcher(expr).results().forEach(made -> known.add(made.group(1)));
        expression.metrics().forEach(metric -> known.addAll(families.getOrDefault(metric, Set.of())));
        Set<String> unknown = union(expression.metrics(), expression.labels());
        unknown.removeAll(known);
        return unknown;
    }

    /** Families on pages that are scraped, as opposed to those that the scraper adds and those of apps. */
    static Map<String, Set<String>> scraped() throws IOException {
        Map<String, Set<String>> families = read("node");
        families.putAll(read("ecs"));
        families.putAll(read("adot"));
        return families;
    }

    static Map<String, Set<String>> read(String name) throws IOException {
        Map<String, Set<String>> families = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/families", name + ".txt"))) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ");
                families.put(words[0], new TreeSet<>(Arrays.asList(words).subList(1, words.length)));
            }
        }
        return families;
    }
}
