package io.github.ecsmonitoring.grafanapublisher.standin;

import java.util.Optional;

/** What may go wrong with a call. */
public enum Fault {
    UNAUTHORIZED(Reply.error(401, "Invalid API key")),
    FORBIDDEN(Reply.error(403, "You'll need additional permissions to perform this action")),
    CONFLICT(Reply.error(409, "conflict")),
    PRECONDITION_FAILED(Reply.error(412, "The dashboard has been changed by someone else", "version-mismatch")),
    TOO_MANY_REQUESTS(Reply.error(429, "Too many requests").with("Retry-After", "7")),
    SERVER_ERROR(Reply.error(500, "Internal server error")),
    /** The request is processed, the answer is lost. */
    TIME_OUT(null),
    /** The request is processed, half of the answer arrives. */
    HALF_WRITTEN(null);

    private final Reply reply;

    Fault(Reply reply) {
        this.reply = reply;
    }

    /** Sent instead of processing the request. */
    Optional<Reply> reply() {
        return Optional.ofNullable(reply);
    }
}
