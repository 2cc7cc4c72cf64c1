package io.github.ecsmonitoring.exporter.flags;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as Go writes them: a number and a unit, or several.
 *
 * @see <a href="https://pkg.go.dev/time#ParseDuration">Go: time.ParseDuration</a>
 */
final class GoDuration {
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Double> NANOSECONDS =
            Map.of("ns", 1.0, "us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

    private GoDuration() {}

    static Duration parse(String flag, String text) {
        Matcher part = PART.matcher(text);
        double nanoseconds = 0;
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            nanoseconds += Double.parseDouble(part.group(1)) * NANOSECONDS.get(part.group(2));
            end = part.end();
        }
        if (text.isEmpty() || end < text.length()) {
            throw new FlagException("flag '" + flag + "' takes a time such as 5s, 500ms or 1m30s, got '" + text + "'");
        }
        return Duration.ofNanos((long) nanoseconds);
    }
}
