package io.github.ecsmonitoring.grafanapublisher.api;

import java.util.Set;

/** A call that Grafana rejected or did not answer. The message is for people, and holds no secret. */
public final class GrafanaException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    /** The status of a conflict about a version or a uid. */
    private static final Set<Integer> CONFLICTS = Set.of(409, 412);
    /** A conflict that remains, however often it is tried. */
    private static final String TITLE_TAKEN = "name-exists";

    private final int status;
    private final String reason;
    private final boolean processed;

    private GrafanaException(String message, int status, String reason, boolean processed) {
        super(message);
        this.status = status;
        this.reason = reason;
        this.processed = processed;
    }

    static GrafanaException of(ApiCall call, ApiAnswer answer) {
        return new GrafanaException(
                call + " failed with status " + answer.status()
                        + (answer.message().isEmpty() ? "" : ": " + answer.message()) + remedy(answer.status()),
                answer.status(),
                answer.reason(),
                answer.isServerError() && !call.isRead());
    }

    /** No complete answer arrived. */
    static GrafanaException unanswered(ApiCall call, Exception cause) {
        GrafanaException failure =
                new GrafanaException(call + " was not answered: " + text(cause), 0, "", !call.isRead());
        failure.initCause(cause);
        return failure;
    }

    /** Nothing was sent. */
    static GrafanaException notSent(ApiCall call, String why) {
        return new GrafanaException(call + " was not sent: " + why, 0, "", false);
    }

    /** An answer of another form than documented. */
    public static GrafanaException unexpected(String what) {
        return new GrafanaException(what, 0, "", false);
    }

    GrafanaException and(String more) {
        GrafanaException failure = new GrafanaException(getMessage() + more, status, reason, processed);
        failure.initCause(this);
        return failure;
    }

    private static String text(Exception cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String remedy(int status) {
        return switch (status) {
            case UNAUTHORIZED -> " (Grafana does not accept the token of the service account)";
            case FORBIDDEN -> " (the service account needs the role Admin)";
            default -> "";
        };
    }

    /** True for an answer that says that the item does not exist. */
    public boolean isNotFound() {
        return status == NOT_FOUND;
    }

    /** The status of the answer; 0 if there was none. */
    public int status() {
        return status;
    }

    /** True if the title is not unique. */
    public boolean isTitleTaken() {
        return reason.equals(TITLE_TAKEN);
    }

    /** True if the call failed but Grafana may have processed the write. */
    public boolean mayHaveBeenProcessed() {
        return processed;
    }

    /** True if the state must be read again before the next decision. */
    public boolean isWorthAnotherLook() {
        return processed || CONFLICTS.contains(status) && !isTitleTaken();
    }
}
