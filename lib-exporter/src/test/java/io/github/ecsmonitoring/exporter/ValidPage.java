package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a page strictly: each line is one that the text format allows, each sample belongs to the family above it, none
 * comes twice.
 */
final class ValidPage {
    private static final Pattern SAMPLE = Pattern.compile(
            "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_]\\w*=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)+})? (-?[0-9.]+(e[+-]\\d\\d+)?|[+-]Inf|NaN)");

    private ValidPage() {}

    /** The values as text, by series: {@code node_load1} → {@code 0.52}. */
    static Map<String, String> samples(String page) {
        Map<String, String> samples = new LinkedHashMap<>();
        String family = "";
        for (String line : page.split("\n")) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ")[2];
            } else if (!line.startsWith("# HELP ")) {
                assertThat(line).matches(SAMPLE).startsWith(family);
                int space = line.lastIndexOf(' ');
                assertThat(samples.put(line.substring(0, space), line.substring(space + 1)))
                        .as("once: " + line)
                        .isNull();
            }
        }
        return samples;
    }
}
