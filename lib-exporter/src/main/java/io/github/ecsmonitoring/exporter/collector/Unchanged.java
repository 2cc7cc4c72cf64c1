package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;

/**
 * What was made of a file's text at the last scrape, and is made anew only when the text has changed, as a list of
 * mounts seldom does.
 */
final class Unchanged<T> {
    @FunctionalInterface
    interface Parser<T> {
        T parse(KernelText text) throws IOException;
    }

    private record Last<T>(byte[] text, T value) {}

    private final Parser<T> parser;
    private volatile Last<T> last;

    Unchanged(Parser<T> parser) {
        this.parser = parser;
    }

    /** The same object as before for the same text. */
    T parse(KernelText text) throws IOException {
        Last<T> known = last;
        if (known == null || !text.hasRest(known.text)) {
            byte[] rest = text.rest();
            known = new Last<>(rest, parser.parse(text));
            last = known;
        }
        return known.value;
    }
}
