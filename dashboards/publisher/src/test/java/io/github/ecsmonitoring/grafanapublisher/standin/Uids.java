package io.github.ecsmonitoring.grafanapublisher.standin;

import java.util.Optional;

/** The rules for uids. */
final class Uids {
    private static final int MAX = 40;

    private Uids() {}

    /** The rejection of an invalid one. */
    static Optional<Reply> check(String uid) {
        if (uid.length() > MAX) {
            return Optional.of(Reply.error(400, "uid too long, max 40 characters"));
        }
        return uid.matches("[A-Za-z0-9_-]*")
                ? Optional.empty()
                : Optional.of(Reply.error(400, "uid contains illegal characters"));
    }
}
