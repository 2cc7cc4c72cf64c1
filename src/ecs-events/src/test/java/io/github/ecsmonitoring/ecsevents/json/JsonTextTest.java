package io.github.ecsmonitoring.ecsevents.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class JsonTextTest {
    @Test
    void jsonKeepsEveryCharacter() {
        String hostile = "\" \\ \n \r \t \u0000 \u001f \u007f é 😀 \ud800";
        String json = JsonText.of(List.of(Map.of("reason", hostile)));
        assertThat(json)
                .isEqualTo("[{\"reason\":\"\\\" \\\\ \\u000a \\u000d \\u0009 \\u0000 \\u001f \u007f é 😀 \\ud800\"}]");
        assertThat(new Load(LoadSettings.builder().build())
                        .loadFromString(json.replace("\\ud800", "?").replace("\u007f", "")))
                .isEqualTo(
                        List.of(Map.of("reason", hostile.replace("\ud800", "?").replace("\u007f", ""))));
    }

    @Test
    void jsonOfAnotherTypeIsAnError() {
        assertThatThrownBy(() -> JsonText.of(1)).hasMessage("value must be a map, a list or a string, got 1");
    }
}
