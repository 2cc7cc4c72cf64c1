package io.github.ecsmonitoring.grafanapublisher.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceAnswerTest {
    private static final EventEnvelope EVENT = new EventEnvelope(null, "stack", "request", "Content", "");

    @Test
    void hasTheFieldsOfCloudFormation() {
        assertThat(new ResourceAnswer(true, "id", "incomplete", "2 created").toJson(EVENT))
                .isEqualTo("{\"Status\":\"SUCCESS\",\"PhysicalResourceId\":\"id\",\"StackId\":\"stack\","
                        + "\"RequestId\":\"request\",\"LogicalResourceId\":\"Content\","
                        + "\"Data\":{\"Status\":\"incomplete\",\"Summary\":\"2 created\"}}");
        assertThat(new ResourceAnswer(false, "id", "failed", "denied").toJson(EVENT))
                .isEqualTo("{\"Status\":\"FAILED\",\"Reason\":\"denied\",\"PhysicalResourceId\":\"id\","
                        + "\"StackId\":\"stack\",\"RequestId\":\"request\",\"LogicalResourceId\":\"Content\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard ", "größer ", "\"quoted\"\n", "😀", "x"})
    void aLongTextIsCutSoThatTheBodyFits(String part) {
        String text = part.repeat(5000);
        String json = new ResourceAnswer(false, "id", "failed", text).toJson(EVENT);
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4096 - 20, 4096);
        JsonObject answer = JsonParser.parseString(json).getAsJsonObject();
        String reason = answer.get("Reason").getAsString();
        assertThat(reason).endsWith(" …");
        String kept = reason.substring(0, reason.length() - 2);
        assertThat(text).startsWith(kept);
        assertThat(part.contains(" ") ? part.strip() : part)
                .satisfies(word -> assertThat(kept).endsWith(word.strip()));
    }

    @Test
    void anOverlongIdIsCut() {
        assertThat(JsonParser.parseString(new ResourceAnswer(true, "i".repeat(3000), "published", "").toJson(EVENT))
                        .getAsJsonObject()
                        .get("PhysicalResourceId")
                        .getAsString())
                .hasSize(1024);
    }
}
