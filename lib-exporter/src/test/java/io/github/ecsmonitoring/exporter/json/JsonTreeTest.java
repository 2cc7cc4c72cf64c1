package io.github.ecsmonitoring.exporter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTreeTest {

    @Test
    void readsAllKindsOfValues() throws IOException {
        assertThat(JsonTree.parse("f", """
                {"text": "a\\n\\"\\u00e4\\/", "number": -1.5e3, "large": 18446744073709551615,
                 "list": [true, false, null, [], {}]}
                """))
                .isEqualTo(Map.of(
                        "text",
                        "a\n\"ä/",
                        "number",
                        new BigDecimal("-1.5e3"),
                        "large",
                        new BigDecimal("18446744073709551615"),
                        "list",
                        Arrays.asList(true, false, null, List.of(), Map.of())));
    }

    @Test
    void keepsTheLastOfDuplicateNames() throws IOException {
        assertThat(JsonTree.parse("f", "{\"a\":1,\"a\":2}")).isEqualTo(Map.of("a", new BigDecimal(2)));
    }

    @Test
    void reportsTheLineOfAnError() {
        assertFails("", "f:1: expected a value, got the end");
        assertFails("{\"a\":1", "f:1: expected '}', got the end");
        assertFails("{\n\"a\" 1}", "f:2: expected ':', got '1'");
        assertFails("{a:1}", "f:1: expected a name in quotes, got 'a'");
        assertFails("[1,]", "f:1: expected a value, got ']'");
        assertFails("9".repeat(1 << 20), "f:1: expected a number of at most 1000 digits, got '9'");
        assertFails("[1] x", "f:1: expected the end, got 'x'");
        assertFails("\"a", "f:1: expected the end of a string, got the end");
        assertFails("\"a\nb\"", "f:1: expected the end of a string, got '\n'");
        assertFails("\"\\x\"", "f:1: expected an escape, got 'x'");
        assertFails("\"\\u12g4\"", "f:1: expected four digits in hex, got 'g'");
        assertFails("+1", "f:1: expected a value, got '+'");
        assertFails("1.", "f:1: expected a value, got '1'");
        assertFails("NaN", "f:1: expected a value, got 'N'");
        assertFails("1e99999999999", "f:1: expected a number in the range of BigDecimal, got 1e99999999999");
        assertFails("nul", "f:1: expected a value, got 'n'");
        assertFails("[".repeat(100_000), "f:1: expected less than 100 levels, got '['");
    }

    @Test
    void failsOnlyWithIoExceptionForAnyText() {
        String good = "{\"text\": \"a\\u00e4\", \"number\": -1.5e3, \"list\": [true, null, {}]}";
        Random random = new Random(1);
        int rejected = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder bad = new StringBuilder(good.substring(0, random.nextInt(good.length() + 1)));
            for (int changes = random.nextInt(4); changes > 0 && !bad.isEmpty(); changes--) {
                bad.setCharAt(random.nextInt(bad.length()), "{}[]\",:\\u0eE.-tfn \0".charAt(random.nextInt(19)));
            }
            try {
                JsonTree.parse("f", bad.toString());
            } catch (IOException expected) {
                assertThat(expected).hasMessageStartingWith("f:1: expected ");
                rejected++;
            }
        }
        assertThat(rejected).isBetween(1_000, 19_999);
    }

    private static void assertFails(String text, String message) {
        assertThatThrownBy(() -> JsonTree.parse("f", text))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
