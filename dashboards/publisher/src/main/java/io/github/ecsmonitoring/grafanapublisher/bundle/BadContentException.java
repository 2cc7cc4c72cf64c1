package io.github.ecsmonitoring.grafanapublisher.bundle;

/** The asset cannot be read, or is not as the construct writes it. */
public final class BadContentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadContentException(String message) {
        super(message);
    }
}
