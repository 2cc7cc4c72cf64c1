package io.github.ecsmonitoring.grafanapublisher.cloudformation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import java.nio.charset.StandardCharsets;

/**
 * The answer to an event.
 *
 * @param status the attribute {@code Status} of the resource
 * @param text the reason of a failure, or the attribute {@code Summary}
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html">response
 *     fields</a>
 */
public record ResourceAnswer(boolean success, String physicalResourceId, String status, String text) {
    /** CloudFormation rejects longer bodies. */
    static final int MAX_BYTES = 4096;
    /** CloudFormation rejects longer ids. */
    private static final int MAX_ID = 1024;

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** The body of at most 4096 bytes; a longer text is cut at a word. */
    public String toJson(EventEnvelope event) {
        String safe = FunctionLog.withoutSecrets(text);
        return json(event, ShortText.of(safe, part -> bytes(json(event, part)) <= MAX_BYTES));
    }

    private String json(EventEnvelope event, String part) {
        JsonObject answer = new JsonObject();
        answer.addProperty("Status", success ? "SUCCESS" : "FAILED");
        if (!success) {
            answer.addProperty("Reason", part);
        }
        answer.addProperty(
                "PhysicalResourceId", physicalResourceId.substring(0, Math.min(physicalResourceId.length(), MAX_ID)));
        answer.addProperty("StackId", event.stackId());
        answer.addProperty("RequestId", event.requestId());
        answer.addProperty("LogicalResourceId", event.logicalResourceId());
        if (success) {
            JsonObject data = new JsonObject();
            data.addProperty("Status", status);
            data.addProperty("Summary", part);
            answer.add("Data", data);
        }
        return GSON.toJson(answer);
    }

    private static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
