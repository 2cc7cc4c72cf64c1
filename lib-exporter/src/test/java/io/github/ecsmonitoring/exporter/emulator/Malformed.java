package io.github.ecsmonitoring.exporter.emulator;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Complete HTTP answers whose body is not what a client hopes for. */
final class Malformed {
    private static final List<UnaryOperator<String>> WAYS = List.of(
            right -> right.substring(0, right.length() / 2),
            right -> right + right,
            right -> right.replaceAll(":(\\d+)(?=[,}])", ":\"$1\""),
            right -> right.replaceAll(":(\\d+)(?=[,}])", ":null"),
            right -> right.replaceAll(":(\\d+)(?=[,}])", ":-1e400"),
            right -> right.replace('{', '['),
            right -> "<html><body>502 Bad Gateway</body></html>",
            right -> "[".repeat(100_000),
            right -> "\"\\ud800\0\"",
            right -> "[]");

    private Malformed() {}

    static String of(String right, RandomGenerator random) {
        return WAYS.get(random.nextInt(WAYS.size())).apply(right);
    }
}
