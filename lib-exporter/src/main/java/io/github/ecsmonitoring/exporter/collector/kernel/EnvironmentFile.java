package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Lines of {@code NAME=value} in shell syntax: a value is unquoted, in single quotes, or in double quotes, where a
 * backslash escapes; {@code #} begins a comment.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/os-release.5.html">os-release(5)</a>
 */
final class EnvironmentFile {
    private static final String EXPORT = "export ";
    /** In double quotes. */
    private static final String ESCAPABLE = "\"\\$`";

    private final KernelText text;
    private final String value;
    private final StringBuilder parsed = new StringBuilder();
    /** The length without trailing blanks. */
    private int significant;

    private int at;

    private EnvironmentFile(KernelText text, String value) {
        this.text = text;
        this.value = value;
    }

    static Map<String, String> parse(KernelText text) throws IOException {
        Map<String, String> variables = new HashMap<>();
        text.eachLine(() -> {
            String line = text.line().strip();
            if (line.isEmpty() || line.charAt(0) == '#') {
                return;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            name = name.startsWith(EXPORT) ? name.substring(EXPORT.length()) : name;
            if (!isName(name)) {
                throw text.malformed("expected NAME=value");
            }
            variables.put(
                    name, new EnvironmentFile(text, line.substring(equals + 1).strip()).parseValue());
        });
        return variables;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !KernelNumber.isDigit(name.charAt(0))
                && name.chars()
                        .allMatch(c -> c == '_'
                                || c == '.'
                                || c == '/'
                                || c >= 'A' && c <= 'Z'
                                || c >= 'a' && c <= 'z'
                                || KernelNumber.isDigit(c));
    }

    private String parseValue() throws IOException {
        while (at < value.length()) {
            char c = next();
            if (c == '#') {
                parsed.setLength(significant);
                return parsed.toString();
            }
            if (c == '"' || c == '\'') {
                parseQuoted(c);
                continue;
            }
            parsed.append(c);
            significant = c == ' ' || c == '\t' ? significant : parsed.length();
        }
        return parsed.toString();
    }

    private void parseQuoted(char quote) throws IOException {
        for (char c = next(); c != quote; c = next()) {
            if (c == '\\' && quote == '"') {
                c = next();
                if (ESCAPABLE.indexOf(c) < 0) {
                    parsed.append('\\'); // as in a shell
                }
            }
            parsed.append(c);
            significant = parsed.length();
        }
    }

    private char next() throws IOException {
        if (at == value.length()) {
            throw text.malformed("expected a closing quote");
        }
        char c = value.charAt(at++);
        if (c < ' ') {
            throw text.malformed("a value cannot contain the control character " + (int) c);
        }
        return c;
    }
}
