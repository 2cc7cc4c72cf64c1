package io.github.ecsmonitoring.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.ecsmonitoring.Synth;
import java.util.regex.Pattern;

/** Writes values as JSON that is YAML too: without the control characters that only JSON allows. */
final class JsonYaml {
    private static final Pattern CONTROL = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029]");

    private JsonYaml() {}

    static String write(Object value) {
        try {
            return CONTROL.matcher(Synth.JSON.writeValueAsString(value))
                    .replaceAll(
                            match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
