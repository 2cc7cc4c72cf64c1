package io.github.ecsmonitoring.exporter.log;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A log with one line per event, in the two formats of node_exporter. From level INFO on, it has at most five lines of
 * a kind a minute, and then one with the number of those that were suppressed.
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

    /** Lines with the same message about the same subject, the first detail; both may be null. */
    private record Kind(Level level, String message, String subjectName, String subject) {
        static Kind of(Level level, String message, Object... details) {
            return details.length == 0
                    ? new Kind(level, message, null, null)
                    : new Kind(level, message, (String) details[0], String.valueOf(details[1]));
        }

        Kind others() {
            return new Kind(level, "other messages", null, null);
        }

        /** Not left to the JDK, which would generate code for it at each start. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Kind kind
                    && level == kind.level
                    && message.equals(kind.message)
                    && Objects.equals(subject, kind.subject);
        }

        @Override
        public int hashCode() {
            return 31 * message.hashCode() + Objects.hashCode(subject);
        }
    }

    private final LogOutput out;
    private final Level threshold;
    private final Format format;
    private final LogLimiter<Kind> limiter;
    private int lost;

    /** A log without messages below {@code threshold}, written in the threads that log them. */
    public Log(PrintStream out, Level threshold, Format format) {
        this(new DirectOutput(out), threshold, format, System::nanoTime);
    }

    Log(LogOutput out, Level threshold, Format format, LongSupplier nanoTime) {
        this.out = out;
        this.threshold = threshold;
        this.format = format;
        this.limiter = new LogLimiter<>(nanoTime);
    }

    /** A log that never blocks its callers, even if nothing reads {@code out}. */
    public static Log inBackground(PrintStream out, Level threshold, Format format) {
        BackgroundOutput background = new BackgroundOutput(out, (int) LogLimiter.INTERVAL.toMillis());
        Log log = new Log(background, threshold, format, System::nanoTime);
        background.start(() -> log.report(log.limiter.endIntervals()));
        return log;
    }

    /** Writes the lines that wait, and how many were suppressed; waits for {@code millis} at most. */
    public void flush(long millis) {
        report(limiter.endAll());
        out.flush(millis);
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
        if (level != Level.DEBUG) {
            report(limiter.endIntervals());
            Kind kind = Kind.of(level, message, details);
            if (!limiter.allows(kind, kind.others())) {
                return;
            }
        }
        writeLine(level, message, details);
    }

    private void report(List<LogLimiter.Suppressed<Kind>> suppressed) {
        for (LogLimiter.Suppressed<Kind> each : suppressed) {
            Kind kind = each.kind();
            List<Object> details = new ArrayList<>(List.of("lines", each.lines(), "similar", kind.message));
            if (kind.subjectName != null) {
                details.addAll(List.of(kind.subjectName, kind.subject));
            }
            writeLine(kind.level, "similar lines were suppressed", details.toArray());
        }
    }

    /** A lost line is counted, and the number is logged as soon as there is room. */
    private synchronized void writeLine(Level level, String message, Object... details) {
        if (lost > 0 && out.write(line(Level.WARN, "lines were lost: stderr was blocked", "lines", lost))) {
            lost = 0;
        }
        if (!out.write(line(level, message, details))) {
            lost++;
        }
    }

    private String line(Level level, String message, Object... details) {
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
        return line.toString();
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
