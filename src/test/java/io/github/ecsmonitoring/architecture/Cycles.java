package io.github.ecsmonitoring.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tarjan's algorithm: the groups of nodes in which each node reaches each other one. */
final class Cycles {
    private final Map<String, Set<String>> edges;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<List<String>> cycles = new ArrayList<>();

    private Cycles(Map<String, Set<String>> edges) {
        this.edges = edges;
    }

    /** Groups of two nodes and more, each in alphabetical order. */
    static List<List<String>> in(Map<String, Set<String>> edges) {
        Cycles search = new Cycles(edges);
        for (String node : new TreeMap<>(edges).keySet()) {
            if (!search.order.containsKey(node)) {
                search.visit(node);
            }
        }
        return search.cycles;
    }

    private void visit(String node) {
        order.put(node, order.size());
        lowest.put(node, order.get(node));
        open.push(node);
        for (String next : edges.getOrDefault(node, Set.of())) {
            if (!order.containsKey(next)) {
                visit(next);
                lowest.merge(node, lowest.get(next), Math::min);
            } else if (open.contains(next)) {
                lowest.merge(node, order.get(next), Math::min);
            }
        }
        if (lowest.get(node).equals(order.get(node))) {
            close(node);
        }
    }

    private void close(String root) {
        Set<String> group = new TreeSet<>();
        String node;
        do {
            node = open.pop();
            group.add(node);
        } while (!node.equals(root));
        if (group.size() > 1) {
            cycles.add(List.copyOf(group));
        }
    }
}
