package io.github.ecsmonitoring.security;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The actions in a template that write, read secrets or assume roles, with the kinds of roles that have them. */
final class TemplateActions {
    private static final Pattern WRITES = Pattern.compile("(aps|grafana|sns|sqs|kms):(?!Get|List|Describe|Query).*"
            + "|secretsmanager:GetSecretValue|sts:AssumeRole");

    private record Kind(String inLogicalId, String name) {}

    /** By a part of the logical id of the role's policy; the first that matches. */
    private static final List<Kind> KINDS = List.of(
            new Kind("GrafanaPublisher", "publisher"),
            new Kind("EcsEvents", "function for ECS events"),
            new Kind("ExecutionRole", "execution"),
            new Kind("GrafanaRole", "Grafana"),
            new Kind("GrafanaTaskRole", "Grafana"),
            new Kind("TaskRole", "tasks"),
            new Kind("WriterRole", "tasks"));

    private TemplateActions() {}

    static Map<String, Set<String>> in(JsonNode template) {
        Map<String, Set<String>> holders = new TreeMap<>();
        template.path("Resources").fields().forEachRemaining(resource -> {
            if (resource.getValue().get("Type").asText().equals("AWS::IAM::Policy")) {
                for (JsonNode statement : resource.getValue().at("/Properties/PolicyDocument/Statement")) {
                    JsonNode actions = statement.get("Action");
                    add(holders, actions.asText(), resource.getKey());
                    actions.forEach(action -> add(holders, action.asText(), resource.getKey()));
                }
            }
        });
        return holders;
    }

    private static void add(Map<String, Set<String>> holders, String action, String policy) {
        if (WRITES.matcher(action).matches()) {
            holders.computeIfAbsent(action, first -> new TreeSet<>()).add(kind(policy));
        }
    }

    private static String kind(String policy) {
        return KINDS.stream()
                .filter(kind -> policy.contains(kind.inLogicalId()))
                .map(Kind::name)
                .findFirst()
                .orElse(policy);
    }
}
