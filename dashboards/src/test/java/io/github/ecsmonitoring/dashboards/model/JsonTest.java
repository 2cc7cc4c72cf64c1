package io.github.ecsmonitoring.dashboards.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesShortThingsOnOneLineAndLongOnesOnMany() {
        assertThat(Json.write(Json.object(
                        "id",
                        null,
                        "text",
                        "a \"b\" \\ c\nd",
                        "numbers",
                        List.of(1, 2.0, 0.95),
                        "empty",
                        List.of(),
                        "long",
                        "x".repeat(80))))
                .isEqualTo("""
                {
                  "id": null,
                  "text": "a \\"b\\" \\\\ c\\nd",
                  "numbers": [1, 2, 0.95],
                  "empty": [],
                  "long": "%s"
                }
                """.formatted("x".repeat(80)));
    }

    @Test
    void refusesWhatJsonHasNoPlaceFor() {
        assertThatThrownBy(() -> Json.write(List.of(Double.NaN)))
                .hasMessage("JSON has no place for java.lang.Double NaN");
        assertThatThrownBy(() -> Json.write("a\u0007b")).hasMessage("control character 7 in \"a\u0007b\"");
    }
}
