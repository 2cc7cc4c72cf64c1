package io.github.ecsmonitoring.grafanapublisher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.ecsmonitoring.grafanapublisher.aws.AwsAccess;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.AnswerSender;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.EventEnvelope;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.ResourceAnswer;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import io.github.ecsmonitoring.grafanapublisher.time.TimeBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The Lambda function: receives events of the custom resources {@code Custom::GrafanaContent} and
 * {@code Custom::GrafanaRoleAssignment}, and answers CloudFormation. A repeated event has the same result.
 */
public final class PublisherFunction implements RequestStreamHandler {
    private final FunctionServices services;
    private final ContentStep step;

    /** Called by Lambda. */
    public PublisherFunction() {
        this(
                FunctionServices.of(
                        AwsAccess.of(System.getenv()),
                        InstantSource.system(),
                        Pauses.real(),
                        new FunctionLog(System.out::println)),
                new GrafanaContentStep());
    }

    PublisherFunction(FunctionServices services, ContentStep step) {
        this.services = services;
        this.step = step;
    }

    /**
     * Handles an event.
     *
     * @throws IOException if CloudFormation did not take the answer; Lambda then repeats the event
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        TimeBudget time = TimeBudget.of(Duration.ofMillis(context.getRemainingTimeInMillis()), services.clock());
        String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        JsonObject event = parse(text);
        EventEnvelope envelope = EventEnvelope.of(event);
        ResourceAnswer answer = new EventHandler(services, step).handle(event, envelope, time);
        if (envelope.answerUrl().isEmpty()) {
            services.log().error("no answer was sent, since the event has no ResponseURL with http or https");
            return;
        }
        answer(envelope, answer, time);
    }

    /** An empty object for anything that is no JSON object, which the handler reports. */
    private JsonObject parse(String text) {
        try {
            JsonElement json = JsonParser.parseString(text);
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            services.log().info("JSON cannot be parsed: " + e.getMessage());
        }
        services.log().info("event must be a JSON object, got " + text.length() + " characters that are none");
        return new JsonObject();
    }

    private void answer(EventEnvelope envelope, ResourceAnswer answer, TimeBudget time) throws IOException {
        AnswerSender sender = new AnswerSender(services.http(), services.pauses(), services.log());
        boolean sent;
        try {
            sent = sender.send(envelope.responseUrl(), answer.toJson(envelope), time.answer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sent = false;
        }
        if (!sent) {
            services.log().error("CloudFormation did not take the answer to " + envelope);
            throw new IOException("CloudFormation did not take the answer to " + envelope);
        }
    }
}
