package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * Evaluates policies of a template as IAM does: a matching Deny wins over every Allow. Knows wildcards, principals of
 * accounts and the condition StringEquals.
 *
 * @param statements of one or more policy documents
 * @param values of references, such as {@code PrometheusWorkspace.Arn} or {@code AWS::Region}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">evaluation
 *     logic</a>
 */
record IamPolicy(List<Object> statements, Map<String, String> values) {

    /** All identity policies of a stack. */
    static IamPolicy ofRoles(Stack stack, Map<String, String> values) {
        return new IamPolicy(
                Template.fromStack(stack).findResources("AWS::IAM::Policy").values().stream()
                        .map(policy -> Synth.map(policy.get("Properties")).get("PolicyDocument"))
                        .flatMap(IamPolicy::statements)
                        .toList(),
                values);
    }

    /** A policy document whose text may contain references. */
    static IamPolicy ofText(Object text, Map<String, String> values) throws Exception {
        String json = new IamPolicy(List.of(), values).resolve(text);
        return of(Synth.JSON.readValue(json, Map.class), values);
    }

    static IamPolicy of(Object document, Map<String, String> values) {
        return new IamPolicy(statements(document).toList(), values);
    }

    private static Stream<Object> statements(Object document) {
        return Synth.list(Synth.map(document).get("Statement")).stream();
    }

    boolean allows(String action, String resource) {
        return allows(action, resource, Map.of());
    }

    /** @param context condition keys of the request, with {@code aws:PrincipalAccount} for the caller */
    boolean allows(String action, String resource, Map<String, String> context) {
        List<String> effects = statements.stream()
                .map(Synth::map)
                .filter(statement -> matchesAny(statement.get("Action"), action)
                        && matchesAny(statement.get("Resource"), resource)
                        && matchesPrincipal(statement.get("Principal"), context)
                        && matchesConditions(statement.get("Condition"), context))
                .map(statement -> (String) statement.get("Effect"))
                .toList();
        return effects.contains("Allow") && !effects.contains("Deny");
    }

    private boolean matchesAny(Object patterns, String text) {
        return list(patterns)
                .anyMatch(pattern -> Pattern.matches(
                        Pattern.quote(resolve(pattern)).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), text));
    }

    /** An identity policy has no principal. */
    private boolean matchesPrincipal(Object principal, Map<String, String> context) {
        return principal == null
                || list(principal instanceof Map<?, ?> map ? map.get("AWS") : principal)
                        .map(this::resolve)
                        .anyMatch(each -> each.equals("*")
                                || each.equals("arn:aws:iam::" + context.get("aws:PrincipalAccount") + ":root"));
    }

    private boolean matchesConditions(Object conditions, Map<String, String> context) {
        if (conditions == null) {
            return true;
        }
        if (!Synth.map(conditions).keySet().equals(Set.of("StringEquals"))) {
            throw new IllegalArgumentException("expected StringEquals only, got " + conditions);
        }
        return Synth.map(Synth.map(conditions).get("StringEquals")).entrySet().stream()
                .allMatch(each -> list(each.getValue())
                        .map(this::resolve)
                        .anyMatch(value -> value.equals(context.get(each.getKey()))));
    }

    private static Stream<Object> list(Object value) {
        return value instanceof List ? Synth.list(value).stream() : Stream.of(value);
    }

    private String resolve(Object value) {
        if (value instanceof String text) {
            return text;
        }
        Map.Entry<String, Object> function =
                Synth.map(value).entrySet().iterator().next();
        return switch (function.getKey()) {
            case "Ref" -> reference((String) function.getValue());
            case "Fn::GetAtt" ->
                reference(Synth.list(function.getValue()).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(".")));
            case "Fn::Join" ->
                list(Synth.list(function.getValue()).get(1)).map(this::resolve).collect(Collectors.joining());
            default -> throw new IllegalArgumentException("expected Ref, Fn::GetAtt or Fn::Join, got " + value);
        };
    }

    private String reference(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("expected one of " + values.keySet() + ", got " + name);
        }
        return values.get(name);
    }
}
