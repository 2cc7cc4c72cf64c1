package io.github.ecsmonitoring.grafanapublisher.cloudformation;

import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends answers to CloudFormation, again and again until the deadline. The URL is secret and in no message. */
public final class AnswerSender {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final int MAX_REPLY = 10_000;

    private final HttpExchanges http;
    private final Pauses pauses;
    private final FunctionLog log;

    public AnswerSender(HttpExchanges http, Pauses pauses, FunctionLog log) {
        this.http = http;
        this.pauses = pauses;
        this.log = log;
    }

    /** Whether CloudFormation took the answer. */
    public boolean send(URI url, String json, Deadline deadline) throws InterruptedException {
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            try {
                HttpResponse<byte[]> reply = put(url, json, deadline);
                if (reply.statusCode() / 100 == 2) {
                    return true;
                }
                log.info("CloudFormation rejected the answer with status " + reply.statusCode());
                if (reply.statusCode() / 100 == 4 && reply.statusCode() != 429 && reply.statusCode() != 408) {
                    return false;
                }
            } catch (IOException e) {
                log.info("could not send the answer to CloudFormation at " + url.getHost() + ": "
                        + e.getClass().getSimpleName());
            }
            if (!deadline.allows(pause)) {
                return false;
            }
            pauses.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Without a content type, which the signature of the URL does not cover. */
    private HttpResponse<byte[]> put(URI url, String json, Deadline deadline) throws IOException {
        Duration left = deadline.remaining();
        return http.send(
                HttpRequest.newBuilder(url).PUT(BodyPublishers.ofString(json)).build(),
                left.compareTo(TIMEOUT) < 0 ? left : TIMEOUT,
                MAX_REPLY);
    }
}
