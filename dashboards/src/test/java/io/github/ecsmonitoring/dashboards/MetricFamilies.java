package io.github.ecsmonitoring.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

    private MetricFamilies() {}

    static Map<String, Set<String>> all() throws IOException {
        Map<String, Set<String>> families = scraped();
        families.putAll(read("scrape"));
        return families;
    }

    /** Families on pages that are scraped, as opposed to those that the scraper adds. */
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
