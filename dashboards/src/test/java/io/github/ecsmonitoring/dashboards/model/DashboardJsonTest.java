package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardJsonTest {
    @Test
    void writesShortValuesOnOneLineAndLongValuesOnSeveral() {
        assertThat(DashboardJson.write(object().with("id", null)
                        .with("text", "a \"b\" \\ c\nd")
                        .with("numbers", List.of(1, 2.0, 0.95))
                        .with("empty", List.of())
                        .with("long", "x".repeat(80))))
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
    void rejectsValuesThatJsonCannotExpress() {
        assertThatThrownBy(() -> DashboardJson.write(List.of(Double.NaN)))
                .hasMessage("no JSON for java.lang.Double NaN");
        assertThatThrownBy(() -> DashboardJson.write("a\u0007b")).hasMessage("control character 7 in \"a\u0007b\"");
    }
}
