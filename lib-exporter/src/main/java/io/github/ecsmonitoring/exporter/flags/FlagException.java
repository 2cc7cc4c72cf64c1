package io.github.ecsmonitoring.exporter.flags;

/** An invalid command line; the message is shown to the user. */
public class FlagException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The message is a single line in lower case: the flag, the value and the allowed values. */
    public FlagException(String message) {
        super(message);
    }
}
