package io.github.ecsmonitoring.exporter.flags;

/** A command line that can't be used; the message is for the user, lower case and on one line. */
public class FlagException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error in the user's words: what, got, allowed. */
    public FlagException(String message) {
        super(message);
    }
}
