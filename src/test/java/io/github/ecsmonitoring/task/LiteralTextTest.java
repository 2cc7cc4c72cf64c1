package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTextTest {
    /** CloudFormation's placeholders: {@code ${NAME}}, and {@code ${!TEXT}} for a literal {@code ${TEXT}}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

    /** What CloudFormation makes of a value. */
    private static String deployed(Object value) {
        if (value instanceof String text) {
            return text;
        }
        Object sub = Synth.map(value).get("Fn::Sub");
        List<Object> arguments = sub instanceof String ? List.of(sub, Map.of()) : Synth.list(sub);
        return PLACEHOLDER
                .matcher((String) arguments.get(0))
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1).isEmpty()
                                ? Synth.map(arguments.get(1))
                                        .get(match.group(2))
                                        .toString()
                                : "${" + match.group(2) + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "$5, $$, {}, $ {x}",
                "${env:NAME}",
                "${env:NAME:-unknown}",
                "a: \"$${x}\"\nb: \"${env:B}\"\n",
                "a: \"$${x\"\nb: \"${env:B}\"\n",
                "a: \"$${\"\nb: \"${env:B}\"\n",
                "a: \"$${!x}\"\nb: \"${env:B}\"\n",
                "a: \"$${!\"\nb: \"${env:B}\"\n",
                "a: \"$${}\"\nb: \"${env:B}\"\n",
                "${env:A${env:B}}",
                "${${${",
                "${Dollar}",
            })
    void deploysTheText(String text) {
        Object value = Synth.stack().resolve(LiteralText.of(text));
        assertThat(deployed(value)).isEqualTo(text);
    }
}
