package io.github.ecsmonitoring.dashboards.mutation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d+)([smhd])");

    private Durations() {}

    static int seconds(String duration) {
        int seconds = 0;
        Matcher part = PART.matcher(duration);
        while (part.find()) {
            seconds += Integer.parseInt(part.group(1))
                    * switch (part.group(2)) {
                        case "s" -> 1;
                        case "m" -> 60;
                        case "h" -> 3600;
                        default -> 86400;
                    };
        }
        return seconds;
    }
}
