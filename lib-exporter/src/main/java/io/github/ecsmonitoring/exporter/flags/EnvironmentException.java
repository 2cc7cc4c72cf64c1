package io.github.ecsmonitoring.exporter.flags;

/** A variable of the environment that can't be used, or is missing; the message names it. */
public final class EnvironmentException extends FlagException {
    private static final long serialVersionUID = 1;

    /** An error in the user's words: what, got, allowed. */
    public EnvironmentException(String message) {
        super(message);
    }
}
