package io.github.ecsmonitoring.exporter.collector.textfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Checks pages with the parser of the textfile collector, which is as strict as that of Prometheus. */
public final class ValidTextFormat {
    private ValidTextFormat() {}

    /**
     * Parses a page.
     *
     * @throws IOException if the page is malformed
     */
    public static void check(String page) throws IOException {
        TextFormatParser.parse("page", page.getBytes(StandardCharsets.UTF_8));
    }
}
