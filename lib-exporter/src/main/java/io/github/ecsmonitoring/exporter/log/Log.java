package io.github.ecsmonitoring.exporter.log;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A log with one line per event, in the two formats of node_exporter.
 *
 * <pre>
 * time=2026-11-22T07:46:09.875Z level=ERROR msg="collector failed" name=cpu err="/proc/stat: the file is empty"
 * {"time":"2026-11-22T07:46:09.875Z","level":"ERROR","msg":"collector failed","name":"cpu","err":"/proc/stat: the file is empty"}
 * </pre>
 */
public final class Log {
    /** In ascending order of severity. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** The values of {@code --log.format}. */
    public enum Format {
        LOGFMT,
        JSON
    }

    private final PrintStream out;
    private final Level threshold;
    private final Format format;

    /** A log without messages below {@code threshold}. */
    public Log(PrintStream out, Level threshold, Format format) {
        this.out = out;
        this.threshold = threshold;
        this.format = format;
    }

    /** Logs at level DEBUG; {@code details} are alternating names and values. */
    public void debug(String message, Object... details) {
        write(Level.DEBUG, message, details);
    }

    /** Logs at level INFO. */
    public void info(String message, Object... details) {
        write(Level.INFO, message, details);
    }

    /** Logs at level WARN. */
    public void warn(String message, Object... details) {
        write(Level.WARN, message, details);
    }

    /** Logs at level ERROR. */
    public void error(String message, Object... details) {
        write(Level.ERROR, message, details);
    }

    private void write(Level level, String message, Object... details) {
        if (level.compareTo(threshold) < 0) {
            return;
        }
        StringBuilder line = new StringBuilder(160);
        if (format == Format.JSON) {
            line.append('{');
        }
        pair(line, "time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        pair(line, "level", level.name());
        pair(line, "msg", message);
        for (int i = 0; i < details.length; i += 2) {
            pair(line, (String) details[i], String.valueOf(details[i + 1]));
        }
        if (format == Format.JSON) {
            line.append('}');
        }
        out.println(line);
    }

    private void pair(StringBuilder line, String name, String value) {
        if (format == Format.JSON) {
            line.append(line.length() > 1 ? "," : "");
            quote(line, name);
            line.append(':');
            quote(line, value);
            return;
        }
        line.append(line.isEmpty() ? "" : " ").append(name).append('=');
        if (isPlain(value)) {
            line.append(value);
        } else {
            quote(line, value);
        }
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c >= 0x7f) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static void quote(StringBuilder line, String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ') {
                        line.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
