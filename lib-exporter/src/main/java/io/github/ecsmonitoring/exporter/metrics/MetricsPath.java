package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.flags.FlagException;

/** Parses {@code --web.telemetry-path}: {@code /metrics}, or {@code /metrics/} for it and all paths below it. */
public final class MetricsPath {
    private MetricsPath() {}

    /** @throws FlagException for a path that no request can have, since requests to it would be redirected */
    public static String parse(String text) {
        if (!text.startsWith("/")) {
            throw new FlagException("--web.telemetry-path must begin with /, got '" + text + "'");
        }
        String clean = CleanPath.of(text);
        if (!clean.equals(text)) {
            throw new FlagException(
                    "--web.telemetry-path must have no empty, . or .. elements: use " + clean + ", got '" + text + "'");
        }
        return text;
    }
}
