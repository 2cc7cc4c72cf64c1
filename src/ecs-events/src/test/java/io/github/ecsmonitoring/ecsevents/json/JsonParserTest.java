package io.github.ecsmonitoring.ecsevents.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
    @Test
    void readsValuesOfAllTypes() {
        assertThat(JsonParser.object("""
                 { "services" : [ {"desiredCount": 0, "load": -1.5e+1, "status":"ACTIVE"}, [], {} ],
                "flags":[true,false,null]} \
                """))
                .isEqualTo(Map.of(
                        "services",
                        List.of(Map.of("desiredCount", 0.0, "load", -15.0, "status", "ACTIVE"), List.of(), Map.of()),
                        "flags",
                        Arrays.asList(true, false, null)));
    }

    @Test
    void readsEveryCharacterOfAString() {
        assertThat(JsonParser.object("""
                {"\\"\\\\\\/\\b\\f\\n\\r\\t": "\\u00e9 \\ud83D\\ude00 é 😀 $1 \\\\u0041 \u007f", "": ""}""")).isEqualTo(Map.of("\"\\/\b\f\n\r\t", "é 😀 é 😀 $1 \\u0041 \u007f", "", ""));
    }

    @Test
    void readsWhatIsWritten() {
        Map<String, Object> value = Map.of("reason", "\" \\ \n \u0000 \u001f é 😀", "list", List.of("a", Map.of()));
        assertThat(JsonParser.object(JsonText.of(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{} {}",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":[1 2]}",
                "{\"a\":01}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"",
                "<html>"
            })
    void rejectsOtherText(String text) {
        assertThatThrownBy(() -> JsonParser.object(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("text (must be one JSON object|is not JSON at character [0-9]+)");
    }

    @Test
    void namesTheCharacterThatIsWrong() {
        assertThatThrownBy(() -> JsonParser.object("{\"a\": ?}")).hasMessage("text is not JSON at character 7");
    }

    @Test
    void rejectsMoreLevelsThanTheStackHolds() {
        String nested = "{\"a\":".repeat(100_000);
        assertThatThrownBy(() -> JsonParser.object(nested)).hasMessage("JSON must have at most 100 levels");
        assertThat(JsonParser.object("{\"a\":".repeat(100) + "1" + "}".repeat(100)))
                .containsKey("a");
    }
}
