package io.github.ecsmonitoring.grafanapublisher.standin;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The place that takes answers of custom resources. It rejects what the real one rejects. */
public final class CloudFormationStandIn extends LoopbackServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    public static final String SIGNATURE = "Zm9vYmFyc2lnbmF0dXJl";
    private final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
    private final Queue<Integer> statuses = new ArrayDeque<>();

    public CloudFormationStandIn(Integer... statuses) throws IOException {
        this.statuses.addAll(List.of(statuses));
    }

    /** Pre-signed. */
    public URI responseUrl() {
        return URI.create(url() + "/arn%3Aaws%3Acloudformation?X-Amz-Expires=7200&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE"
                + "&X-Amz-Signature=" + SIGNATURE);
    }

    public JsonObject answer() throws InterruptedException {
        JsonObject answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("no answer within " + PATIENCE);
        }
        return answer;
    }

    public boolean hasNoAnswer() {
        return answers.isEmpty();
    }

    @Override
    protected void answer(HttpExchange exchange, byte[] body) throws IOException {
        Integer status = statuses.poll();
        if (status != null) {
            send(exchange, status, "again");
        } else if (!exchange.getRequestMethod().equals("PUT")
                || exchange.getRequestHeaders().containsKey("Content-Type")
                || body.length > 4096
                || !exchange.getRequestURI().getRawQuery().contains("X-Amz-Signature=" + SIGNATURE)) {
            send(exchange, 403, "SignatureDoesNotMatch");
        } else {
            answers.add(JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                    .getAsJsonObject());
            send(exchange, 200, "");
        }
    }
}
