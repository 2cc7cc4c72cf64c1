package io.github.ecsmonitoring.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The metric families that exist, with their own labels, from {@code src/test/resources/families}. */
final class Families {
    /** Labels of every series of a task or an EC2 instance: the label contract. */
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

    private Families() {}

    static Map<String, Set<String>> all() throws IOException {
        Map<String, Set<String>> families = read("node");
        families.putAll(read("ecs"));
        families.putAll(read("adot"));
        families.putAll(read("scrape"));
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
