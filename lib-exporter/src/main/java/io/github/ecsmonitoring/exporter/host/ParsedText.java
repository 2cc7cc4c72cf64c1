package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;

/** The value of a text that is parsed again only when the text has changed, which a list of mounts seldom does. */
public final class ParsedText<T> {
    /** Makes the value. */
    @FunctionalInterface
    public interface Parser<T> {
        /** Reads the lines behind the current one. */
        T parse(KernelText text) throws IOException;
    }

    private record Last<T>(byte[] text, T value) {}

    private final Parser<T> parser;
    private volatile Last<T> last;

    /** A value that this parser makes. */
    public ParsedText(Parser<T> parser) {
        this.parser = parser;
    }

    /** The same object as last time for the same text. */
    public T parse(KernelText text) throws IOException {
        Last<T> known = last;
        if (known == null || !text.hasRest(known.text)) {
            byte[] rest = text.rest();
            known = new Last<>(rest, parser.parse(text));
            last = known;
        }
        return known.value;
    }
}
