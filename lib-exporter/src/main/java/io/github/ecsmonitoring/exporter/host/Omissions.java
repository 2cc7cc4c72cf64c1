package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.util.Optional;

/** What a collector has left out of its page since it could not be read: the first error stands for all. */
final class Omissions {
    private IOException first;

    void add(IOException error) {
        if (first == null) {
            first = error;
        }
    }

    /** The first error since the last call. */
    Optional<IOException> take() {
        Optional<IOException> taken = Optional.ofNullable(first);
        first = null;
        return taken;
    }
}
