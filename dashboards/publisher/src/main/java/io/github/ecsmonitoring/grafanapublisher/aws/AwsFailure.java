package io.github.ecsmonitoring.grafanapublisher.aws;

/** A call of AWS that failed for good, with a message for people. */
public final class AwsFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** The kinds of failure that need different reactions. */
    public enum Kind {
        NOT_FOUND,
        CONFLICT,
        QUOTA,
        DENIED,
        INVALID,
        OTHER
    }

    public AwsFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** The kind of failure. */
    public Kind kind() {
        return kind;
    }
}
