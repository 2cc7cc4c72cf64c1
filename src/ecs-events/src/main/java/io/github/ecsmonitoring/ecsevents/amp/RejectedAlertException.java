package io.github.ecsmonitoring.ecsevents.amp;

import java.io.IOException;

/** The alert manager answered with an error. */
final class RejectedAlertException extends IOException {
    private static final long serialVersionUID = 1;

    RejectedAlertException(String message) {
        super(message);
    }
}
