package io.github.ecsmonitoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a dependency cycle between the resources of a template, which CloudFormation rejects only at deployment. */
public final class DependencyCycles {
    private static final Pattern SUB = Pattern.compile("\\$\\{([A-Za-z0-9]+)[^}]*}");

    private DependencyCycles() {}

    /** For example {@code [A, B, A]}; empty if there is none. */
    public static List<String> find(Map<String, Set<String>> edges) {
        Set<String> done = new HashSet<>();
        for (String node : edges.keySet()) {
            Deque<String> path = new ArrayDeque<>();
            List<String> cycle = walk(node, edges, path, done);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        return List.of();
    }

    private static List<String> walk(
            String node, Map<String, Set<String>> edges, Deque<String> path, Set<String> done) {
        if (path.contains(node)) {
            List<String> cycle = new ArrayList<>(path);
            cycle.add(node);
            return cycle.subList(cycle.indexOf(node), cycle.size());
        }
        if (!done.contains(node)) {
            path.addLast(node);
            for (String next : edges.getOrDefault(node, Set.of())) {
                List<String> cycle = walk(next, edges, path, done);
                if (!cycle.isEmpty()) {
                    return cycle;
                }
            }
            path.removeLast();
            done.add(node);
        }
        return List.of();
    }

    /** The dependencies of each resource by Ref, Fn::GetAtt, Fn::Sub and DependsOn. */
    public static Map<String, Set<String>> ofTemplate(Map<String, Object> template) {
        Map<String, Object> resources = Synth.map(template.get("Resources"));
        Map<String, Set<String>> edges = new TreeMap<>();
        resources.forEach((id, resource) -> {
            Set<String> needed = new TreeSet<>();
            collect(resource, needed);
            needed.retainAll(resources.keySet());
            edges.put(id, needed);
        });
        return edges;
    }

    private static void collect(Object value, Set<String> needed) {
        if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, needed));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                if (key.equals("Ref") || key.equals("DependsOn")) {
                    collectNames(item, needed);
                } else if (key.equals("Fn::GetAtt")) {
                    needed.add(
                            item instanceof List<?> parts
                                    ? parts.get(0).toString()
                                    : item.toString().split("\\.")[0]);
                } else if (key.equals("Fn::Sub")) {
                    collectSub(item instanceof List<?> parts ? parts.get(0).toString() : item.toString(), needed);
                }
                collect(item, needed);
            });
        }
    }

    private static void collectNames(Object item, Set<String> needed) {
        if (item instanceof List<?> names) {
            names.forEach(name -> needed.add(name.toString()));
        } else {
            needed.add(item.toString());
        }
    }

    private static void collectSub(String text, Set<String> needed) {
        Matcher matcher = SUB.matcher(text);
        while (matcher.find()) {
            needed.add(matcher.group(1));
        }
    }
}
