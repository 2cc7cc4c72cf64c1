package io.github.ecsmonitoring.promql;

/** The type of a PromQL expression. */
public enum PromqlType {
    /** A number, such as {@code time()}. */
    SCALAR("a scalar"),
    /** One sample for each series, such as {@code up}. */
    INSTANT_VECTOR("an instant vector"),
    /** Many samples for each series, such as {@code up[5m]}. */
    RANGE_VECTOR("a range vector"),
    /** Text. */
    STRING("a string");

    private final String description;

    PromqlType(String description) {
        this.description = description;
    }

    /** For example {@code an instant vector}. */
    @Override
    public String toString() {
        return description;
    }
}
