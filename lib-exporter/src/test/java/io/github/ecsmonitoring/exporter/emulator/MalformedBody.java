package io.github.ecsmonitoring.exporter.emulator;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Malformed bodies for complete HTTP responses. */
final class MalformedBody {
    private static final List<UnaryOperator<String>> MUTATIONS = List.of(
            body -> body.substring(0, body.length() / 2),
            body -> body + body,
            body -> body.replaceAll(":(\\d+)(?=[,}])", ":\"$1\""),
            body -> body.replaceAll(":(\\d+)(?=[,}])", ":null"),
            body -> body.replaceAll(":(\\d+)(?=[,}])", ":-1e400"),
            body -> body.replace('{', '['),
            body -> "<html><body>502 Bad Gateway</body></html>",
            body -> "[".repeat(100_000),
            body -> "\"\\ud800\0\"",
            body -> "[]");

    private MalformedBody() {}

    static String of(String body, RandomGenerator random) {
        return MUTATIONS.get(random.nextInt(MUTATIONS.size())).apply(body);
    }
}
