package io.github.ecsmonitoring.grafanapublisher.cloudformation;

/** An event that is not as CloudFormation and the construct send it. */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedEventException(String message) {
        super(message);
    }
}
