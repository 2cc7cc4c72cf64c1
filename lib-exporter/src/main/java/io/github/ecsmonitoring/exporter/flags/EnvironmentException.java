package io.github.ecsmonitoring.exporter.flags;

/** An invalid or missing environment variable, which the message names. */
public final class EnvironmentException extends FlagException {
    private static final long serialVersionUID = 1;

    /** The message states the variable, the value and the allowed values. */
    public EnvironmentException(String message) {
        super(message);
    }
}
