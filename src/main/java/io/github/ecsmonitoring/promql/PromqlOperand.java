package io.github.ecsmonitoring.promql;

import java.util.Optional;

/**
 * A part of an expression, and what may follow it.
 *
 * @param form how it is written, which decides on ranges and modifiers
 * @param start its place in the expression
 */
record PromqlOperand(PromqlType type, Form form, boolean hasOffset, boolean hasTime, int start) {
    enum Form {
        SELECTOR,
        RANGE,
        SUBQUERY,
        OTHER
    }

    static PromqlOperand of(PromqlType type, int start) {
        return new PromqlOperand(type, Form.OTHER, false, false, start);
    }

    static PromqlOperand selector(int start) {
        return new PromqlOperand(PromqlType.INSTANT_VECTOR, Form.SELECTOR, false, false, start);
    }

    PromqlOperand range() {
        return new PromqlOperand(PromqlType.RANGE_VECTOR, Form.RANGE, false, false, start);
    }

    PromqlOperand subquery() {
        return new PromqlOperand(PromqlType.RANGE_VECTOR, Form.SUBQUERY, false, false, start);
    }

    PromqlOperand withOffset() {
        return new PromqlOperand(type, form, true, hasTime, start);
    }

    PromqlOperand withTime() {
        return new PromqlOperand(type, form, hasOffset, true, start);
    }

    boolean isNumeric() {
        return type == PromqlType.SCALAR || type == PromqlType.INSTANT_VECTOR;
    }

    boolean isVector() {
        return type == PromqlType.INSTANT_VECTOR;
    }

    /** Why no range may follow. */
    Optional<String> obstacleToRange() {
        if (form != Form.SELECTOR) {
            return Optional.of(
                    "a range such as [5m] must follow a selector, and any other expression needs a subquery such as [5m:]");
        }
        return hasOffset || hasTime
                ? Optional.of("a range such as [5m] must come before offset and @")
                : Optional.empty();
    }

    /** Why no offset or time may follow. */
    Optional<String> obstacleTo(String modifier, boolean present) {
        if (form == Form.OTHER) {
            return Optional.of(modifier + " must follow a selector, a range or a subquery");
        }
        return present ? Optional.of(modifier + " must be set once only") : Optional.empty();
    }
}
