package io.github.ecsmonitoring.grafanapublisher.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Grafana's HTTP API, as a service account.
 *
 * <p>Reads are repeated after status 429, 5xx, time-outs and half-written answers. Writes are repeated only if they
 * were certainly not processed: after status 429 and without a connection. After another failure the caller has to read
 * the state before it writes again. All of it ends at the deadline.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/">HTTP API</a>
 */
public final class GrafanaApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Transport transport;
    private final Deadline deadline;
    private final Pauses pauses;
    private final Duration timeout;

    /**
     * A client.
     *
     * @param url the workspace, for example {@code https://g-0a1b2c3d4e.grafana-workspace.eu-west-1.amazonaws.com}
     * @param token of a service account with the role Admin
     */
    public GrafanaApi(URI url, String token, Deadline deadline) {
        this(url, token, deadline, Pauses.real(), TIMEOUT);
    }

    /**
     * A client with its own pauses.
     *
     * @param timeout of one attempt of a call; 30 s by default
     */
    public GrafanaApi(URI url, String token, Deadline deadline, Pauses pauses, Duration timeout) {
        this.transport = new Transport(url, token);
        this.deadline = deadline;
        this.pauses = pauses;
        this.timeout = timeout;
    }

    /** Reads something that exists. */
    public JsonElement get(String path) throws GrafanaException {
        return send(new ApiCall("GET", path, null));
    }

    /** Reads an object; empty if it does not exist. */
    public Optional<JsonObject> find(String path) throws GrafanaException {
        try {
            JsonElement found = get(path);
            if (!found.isJsonObject()) {
                throw GrafanaException.unexpected("GET " + path + " returned no JSON object");
            }
            return Optional.of(found.getAsJsonObject());
        } catch (GrafanaException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Creates, or does. */
    public void post(String path, JsonElement body) throws GrafanaException {
        send(new ApiCall("POST", path, body));
    }

    /** Replaces. */
    public void put(String path, JsonElement body) throws GrafanaException {
        send(new ApiCall("PUT", path, body));
    }

    /** Deletes. Something that does not exist counts as deleted. */
    public void delete(String path) throws GrafanaException {
        try {
            send(new ApiCall("DELETE", path, null));
        } catch (GrafanaException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    /**
     * Waits.
     *
     * @return false without waiting if the deadline is earlier, or the thread was interrupted
     */
    public boolean pause(Duration time) {
        if (!deadline.allows(time)) {
            return false;
        }
        try {
            pauses.pause(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private JsonElement send(ApiCall call) throws GrafanaException {
        for (int attempt = 0; ; attempt++) {
            GrafanaException failure;
            Optional<String> retryAfter = Optional.empty();
            try {
                ApiAnswer answer = attempt(call);
                if (answer.isSuccess()) {
                    return answer.json();
                }
                failure = GrafanaException.of(call, answer);
                if (!answer.isThrottled() && !(answer.isServerError() && call.isRead())) {
                    throw failure;
                }
                retryAfter = answer.retryAfter();
            } catch (InterruptedIOException e) {
                throw GrafanaException.unanswered(call, e);
            } catch (IOException e) {
                failure = GrafanaException.unanswered(call, e);
                if (!call.isRead() && !isNotConnected(e)) {
                    throw failure;
                }
            }
            waitAfter(attempt, retryAfter, failure);
        }
    }

    private ApiAnswer attempt(ApiCall call) throws IOException, GrafanaException {
        Duration left = deadline.remaining();
        if (left.isZero()) {
            throw GrafanaException.notSent(call, "no time is left to this invocation");
        }
        return transport.send(call, left.compareTo(timeout) < 0 ? left : timeout);
    }

    private void waitAfter(int attempt, Optional<String> retryAfter, GrafanaException failure) throws GrafanaException {
        if (attempt + 1 == RetryDelay.ATTEMPTS) {
            throw failure.and(" (attempt " + RetryDelay.ATTEMPTS + " of " + RetryDelay.ATTEMPTS + ")");
        }
        Duration delay = RetryDelay.after(attempt, retryAfter, deadline.clock().instant());
        if (!pause(delay)) {
            throw failure.and(
                    " (no time is left to this invocation for another attempt after " + delay.toSeconds() + " s)");
        }
    }

    private static boolean isNotConnected(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    }
}
