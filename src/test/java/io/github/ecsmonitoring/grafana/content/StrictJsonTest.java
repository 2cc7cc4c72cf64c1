package io.github.ecsmonitoring.grafana.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":[true,false,null,-0,1.50,1e3,-2.5E-7,12345678901234567890]}",
                "[]",
                "{}",
                "\"\"",
                "\"a\\\"b\\\\c\\u000a \u00fc \uD83D\uDE00 \u2028\"",
                "{\"\":{\"\":[[[]]]}}",
            })
    void writesWhatItReads(String json) {
        assertThat(CompactJson.write(StrictJson.read(json))).isEqualTo(json);
    }

    @Test
    void readsSpaceAndEscapes() {
        assertThat(CompactJson.write(StrictJson.read(" {\r\n\t\"a\" : [ 1 , 2 ] , \"\\u0062\\/\\t\" : \"\\b\" } \n")))
                .isEqualTo("{\"a\":[1,2],\"b/\\u0009\":\"\\u0008\"}");
    }

    @Test
    void escapesWhatUtf8CannotEncode() {
        assertThat(CompactJson.write(StrictJson.read("[\"\\ud83d\",\"\\ude00x\",\"\\ud83d\\ude00\"]")))
                .isEqualTo("[\"\\ud83d\",\"\\ude00x\",\"\uD83D\uDE00\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"a\": 1,}        ; line 1, column 9: expected a key in double quotes, got \"}\"",
                "[1, 2,]            ; line 1, column 7: expected a value, got \"]\"",
                "{\"a\" 1}          ; line 1, column 6: expected \":\", got \"1\"",
                "{a: 1}             ; line 1, column 2: expected a key in double quotes, got \"a\"",
                "['a']              ; line 1, column 2: expected a value, got \"'\"",
                "[1 2]              ; line 1, column 4: expected \",\" or \"]\", got \"2\"",
                "{} x               ; line 1, column 4: expected the end of the text, got \"x\"",
                "// comment         ; line 1, column 1: expected a value, got \"/\"",
                "[01]               ; line 1, column 3: expected \",\" or \"]\", got \"1\"",
                "[+1]               ; line 1, column 2: expected a value, got \"+\"",
                "[.5]               ; line 1, column 2: expected a value, got \".\"",
                "[1.]               ; line 1, column 3: expected \",\" or \"]\", got \".\"",
                "[NaN]              ; line 1, column 2: expected a value, got \"N\"",
                "[True]             ; line 1, column 2: expected a value, got \"T\"",
                "[\"\\x\"]          ; line 1, column 4: expected an escape sequence of JSON, got \"x\"",
                "[\"\\u12g4\"]      ; line 1, column 4: expected an escape sequence of JSON, got \"u\"",
                "{\"a\":1,\"a\":2}  ; line 1, column 8: key \"a\" is there twice",
                "{\"a\":            ; line 1, column 6: expected a value, got the end of the text",
                "[\"a               ; line 1, column 4: expected the end of a string in double quotes, got the end of the text",
                "[\"\\              ; line 1, column 4: expected an escape sequence of JSON, got the end of the text",
                "[\"\\u00           ; line 1, column 4: expected an escape sequence of JSON, got \"u\"",
                "~~                 ; line 1, column 1: expected a value, got the end of the text",
            })
    void errorsHaveThePlace(String json, String message) {
        assertThatThrownBy(() -> StrictJson.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void errorsHaveTheLine() {
        assertThatThrownBy(() -> StrictJson.read("{\n  \"a\": [\n    1,\n    x\n  ]\n}"))
                .hasMessage("line 4, column 5: expected a value, got \"x\"");
        assertThatThrownBy(() -> StrictJson.read("{\r\n\"a\": \"b\nc\"}"))
                .hasMessage("line 2, column 8: expected the end of a string in double quotes, got \"\\u000a\"");
        assertThatThrownBy(() -> StrictJson.read("[\u00a0]"))
                .hasMessage("line 1, column 2: expected a value, got \"\\u00a0\"");
    }

    @Test
    void deepNestingIsAnError() {
        assertThat(StrictJson.read("[".repeat(500) + "]".repeat(500))).isNotNull();
        assertThatThrownBy(() -> StrictJson.read("[".repeat(100_000)))
                .hasMessage("line 1, column 501: values must be nested at most 500 levels deep");
    }

    /** Damages a dashboard in one place: both readers accept or reject the result, and read the same. */
    @Test
    void agreesWithJackson() throws Exception {
        String whole = JACKSON.readTree(Path.of("../dashboards/ecs-node.json").toFile())
                .get("templating")
                .toPrettyString();
        Random random = new Random(17);
        String letters = "{}[]\",:\\ \n\u0001/utrnx01.eE+-\u00fc";
        int accepted = 0;
        for (int i = 0; i < 3_000; i++) {
            int place = random.nextInt(whole.length());
            String letter = String.valueOf(letters.charAt(random.nextInt(letters.length())));
            String damaged = whole.substring(0, place) + letter + whole.substring(place + random.nextInt(2));
            accepted += agrees(damaged) ? 1 : 0;
        }
        assertThat(accepted).isBetween(500, 2_500);
    }

    private static boolean agrees(String json) throws Exception {
        Object expected;
        try {
            expected = JACKSON.readTree(json);
        } catch (JsonProcessingException e) {
            assertThatThrownBy(() -> StrictJson.read(json)).as(json).isInstanceOf(IllegalArgumentException.class);
            return false;
        }
        assertThat(JACKSON.readTree(CompactJson.write(StrictJson.read(json))))
                .as(json)
                .isEqualTo(expected);
        return true;
    }
}
