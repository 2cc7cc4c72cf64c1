package io.github.ecsmonitoring.ecsevents.aws;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** A request that arrived at an {@link AwsStandIn}. */
public record ReceivedRequest(String method, String path, Headers headers, String body) {
    /** Java's client adds them, in some versions only. */
    private static final Set<String> OF_CLIENT =
            Set.of("connection", "content-length", "host", "http2-settings", "upgrade", "user-agent");

    /** The method, path, headers and body, without the date, the signature and what the HTTP client adds. */
    public String text() {
        TreeMap<String, String> sorted = new TreeMap<>();
        headers.forEach((name, values) -> sorted.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        sorted.keySet().removeAll(OF_CLIENT);
        sorted.computeIfPresent("x-amz-date", (name, date) -> date.replaceAll("[0-9]", "0"));
        sorted.computeIfPresent(
                "authorization",
                (name, value) -> value.replaceAll("/[0-9]{8}/", "/00000000/")
                        .replaceAll("Signature=[0-9a-f]{64}", "Signature=…"));
        StringBuilder text = new StringBuilder(method + " " + path + "\n");
        sorted.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.append('\n').append(body).toString();
    }
}
