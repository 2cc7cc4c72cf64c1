package io.github.ecsmonitoring.alerting;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Matches events as EventBridge does, for the operators that the library uses: exact values and {@code prefix}. A list
 * in the event matches if one of its elements does.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html">comparison
 *     operators</a>
 */
record EventPattern(Map<?, ?> fields) {
    boolean matches(Map<?, ?> event) {
        return fields.entrySet().stream().allMatch(field -> matches(field.getValue(), event.get(field.getKey())));
    }

    private static boolean matches(Object pattern, Object value) {
        if (value instanceof List<?> values) {
            return values.stream().anyMatch(one -> matches(pattern, one));
        }
        if (pattern instanceof Map<?, ?> nested) {
            return value instanceof Map<?, ?> map && new EventPattern(nested).matches(map);
        }
        return ((List<?>) pattern).stream().anyMatch(alternative -> matchesOne(alternative, value));
    }

    private static boolean matchesOne(Object alternative, Object value) {
        if (!(alternative instanceof Map<?, ?> operator)) {
            return alternative.equals(value);
        }
        if (!operator.keySet().equals(Set.of("prefix"))) {
            throw new AssertionError("unknown operator " + operator);
        }
        return value instanceof String text && text.startsWith((String) operator.get("prefix"));
    }
}
