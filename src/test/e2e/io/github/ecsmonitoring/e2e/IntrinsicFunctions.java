package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Evaluates those CloudFormation functions that the library's containers use.
 *
 * @param parameters values of pseudo parameters
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">intrinsic
 *     functions</a>
 */
record IntrinsicFunctions(Map<String, String> parameters) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

    String resolve(Object value) {
        if (value instanceof String text) {
            return text;
        }
        Map.Entry<String, Object> function =
                Synth.map(value).entrySet().iterator().next();
        return switch (function.getKey()) {
            case "Ref" -> parameter((String) function.getValue());
            case "Fn::Join" -> join(Synth.list(function.getValue()));
            case "Fn::Sub" ->
                PLACEHOLDER
                        .matcher((String) function.getValue())
                        .replaceAll(match -> Matcher.quoteReplacement(
                                match.group(1).isEmpty() ? parameter(match.group(2)) : "${" + match.group(2) + "}"));
            default -> throw new IllegalArgumentException("expected Ref, Fn::Join or Fn::Sub, got " + value);
        };
    }

    private String join(List<Object> arguments) {
        return Synth.list(arguments.get(1)).stream().map(this::resolve).collect(Collectors.joining((String)
                arguments.get(0)));
    }

    private String parameter(String name) {
        if (!parameters.containsKey(name)) {
            throw new IllegalArgumentException(
                    "expected one of the parameters " + parameters.keySet() + ", got " + name);
        }
        return parameters.get(name);
    }
}
