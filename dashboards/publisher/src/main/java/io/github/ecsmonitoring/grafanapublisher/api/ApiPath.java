package io.github.ecsmonitoring.grafanapublisher.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Paths of Grafana's HTTP API. */
public final class ApiPath {
    private ApiPath() {}

    /** For example {@code /api/folders/team-a} of {@code folders}, {@code team-a}. */
    public static String of(String... segments) {
        return Arrays.stream(segments).map(ApiPath::encode).collect(Collectors.joining("/", "/api/", ""));
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
