package io.github.ecsmonitoring.exporter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void readsSomeValuesAndSkipsOthers() throws IOException {
        JsonReader json = reader("""
                {"skipped": [{"a": "\\u00e4\\n"}, [], -1.5E+3, true, false, null], "numbers": [1, 0.25, -0, 18446744073709551615],
                 "text": "x"}""");
        List<Object> read = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.name()) {
                case "numbers" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        read.add(json.number().getAsDouble());
                    }
                }
                case "text" -> read.add(json.text());
                default -> json.skip();
            }
        }
        json.end();
        assertThat(read).containsExactly(1.0, 0.25, -0.0, 18446744073709551615.0, "x");
    }

    @Test
    void readsNullAsEmpty() throws IOException {
        JsonReader json = reader("[null, null, null, null, 1]");
        json.beginArray();
        assertThat(json.hasNext()).isTrue();
        json.beginObject();
        assertThat(json.hasNext()).isFalse();
        assertThat(json.hasNext()).isTrue();
        json.beginArray();
        assertThat(json.hasNext()).isFalse();
        assertThat(json.hasNext()).isTrue();
        assertThat(json.text()).isEmpty();
        assertThat(json.hasNext()).isTrue();
        assertThat(json.isNumber()).isFalse();
        assertThat(json.number()).isEmpty();
        assertThat(json.hasNext()).isTrue();
        assertThat(json.isNumber()).isTrue();
        assertThat(json.number()).hasValue(1);
        assertThat(json.hasNext()).isFalse();
        json.end();
    }

    @Test
    void readsTextThatIsLongerThanItsBuffer() throws IOException {
        for (int length = 4090; length < 4100; length++) {
            String text = "ä".repeat(length);
            JsonReader json = reader("[\"" + text + "\",\"\\u00e4\",12345]");
            json.beginArray();
            assertThat(json.hasNext()).isTrue();
            assertThat(json.text()).isEqualTo(text);
            assertThat(json.hasNext()).isTrue();
            assertThat(json.text()).isEqualTo("ä");
            assertThat(json.hasNext()).isTrue();
            assertThat(json.number()).hasValue(12345);
            assertThat(json.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "+1",
                ".5",
                "5.",
                "05",
                "-01",
                "1e",
                "1e+",
                "1.e5",
                "0x1",
                "NaN",
                "Infinity",
                "1-1",
                "--1",
                "1.2.3"
            })
    void rejectsNumbersOutsideTheGrammarOfJson(String text) {
        assertThatThrownBy(() -> {
                    JsonReader json = reader(text);
                    json.number();
                    json.end();
                })
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith("f:1: expected ");
    }

    @Test
    void rejectsLongAndLargeNumbers() {
        assertFails("1".repeat(1001), "f:1: expected a number of at most 1000 digits, got the end");
        assertFails("-1e400", "f:1: expected a number for the text, got -1e400");
    }

    @Test
    void limitsTheDepth() {
        assertThatThrownBy(() -> reader("[".repeat(1_000_000)).skip())
                .hasMessage("f:1: expected less than 100 levels, got '['");
        assertThatThrownBy(() -> reader("{\"a\":".repeat(1_000_000)).skip())
                .hasMessage("f:1: expected less than 100 levels, got '{'");
    }

    private static void assertFails(String text, String message) {
        assertThatThrownBy(() -> reader(text).number())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private static JsonReader reader(String text) {
        return new JsonReader("f", new StringReader(text));
    }
}
