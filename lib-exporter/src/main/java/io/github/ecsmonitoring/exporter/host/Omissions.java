package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.util.Optional;

/** The first error among the parts that a collector has left out of its page because they could not be read. */
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
