package io.github.ecsmonitoring.grafanapublisher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import io.github.ecsmonitoring.grafanapublisher.standin.Fault;
import io.github.ecsmonitoring.grafanapublisher.standin.GrafanaStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.TestTime;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrafanaApiTest {
    private final TestTime clock = new TestTime();
    private final GrafanaStandIn grafana = new GrafanaStandIn(Behaviour.V13, clock);

    GrafanaApiTest() throws IOException {}

    @AfterEach
    void close() {
        grafana.close();
    }

    private GrafanaApi api(String token, Duration left, Duration timeout) {
        return new GrafanaApi(grafana.url(), token, Deadline.after(left, clock), clock, timeout);
    }

    private GrafanaApi api() {
        return api(GrafanaStandIn.TOKEN, Duration.ofMinutes(10), Duration.ofSeconds(30));
    }

    private static JsonObject folder() {
        JsonObject folder = new JsonObject();
        folder.addProperty("uid", "shop");
        folder.addProperty("title", "Shop & more");
        return folder;
    }

    @Test
    void aThrottledWriteIsRepeatedAfterTheTimeThatGrafanaDemands() throws Exception {
        grafana.faults().once("POST /api/folders", Fault.TOO_MANY_REQUESTS);
        api().post("/api/folders", folder());
        assertThat(clock.pauses).containsExactly(Duration.ofSeconds(7));
        assertThat(grafana.calls()).isEqualTo("""
                POST /api/folders 429
                POST /api/folders 200
                """);
    }

    @Test
    void aReadIsRepeatedWithGrowingPauses() {
        grafana.faults().always("GET /api/health", Fault.SERVER_ERROR);
        assertThatThrownBy(() -> api().get("/api/health"))
                .isInstanceOf(GrafanaException.class)
                .hasMessage("GET /api/health failed with status 500: Internal server error (attempt 6 of 6)");
        assertThat(clock.pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L);
    }

    @Test
    void aWriteThatMayHaveBeenProcessedIsNotRepeated() {
        grafana.faults().once("POST /api/folders", Fault.HALF_WRITTEN);
        assertThatThrownBy(() -> api().post("/api/folders", folder()))
                .isInstanceOfSatisfying(GrafanaException.class, e -> {
                    assertThat(e.mayHaveBeenProcessed()).isTrue();
                    assertThat(e.isWorthAnotherLook()).isTrue();
                });
        assertThat(grafana.folders().get("shop")).isNotNull();
        assertThat(grafana.calls()).isEqualTo("POST /api/folders HALF_WRITTEN\n");
    }

    @Test
    void aReadThatIsNotAnsweredIsRepeated() throws Exception {
        grafana.faults().once("GET /api/health", Fault.TIME_OUT);
        api(GrafanaStandIn.TOKEN, Duration.ofMinutes(10), Duration.ofMillis(300))
                .get("/api/health");
        assertThat(grafana.calls()).startsWith("GET /api/health TIME_OUT\n").endsWith("GET /api/health 200\n");
    }

    @Test
    void noPauseReachesBeyondTheDeadline() {
        grafana.faults().always("GET /api/health", Fault.TOO_MANY_REQUESTS);
        GrafanaApi api = api(GrafanaStandIn.TOKEN, Duration.ofSeconds(10), Duration.ofSeconds(30));
        assertThatThrownBy(() -> api.get("/api/health"))
                .hasMessage("GET /api/health failed with status 429: Too many requests (no time is left to this"
                        + " invocation for another attempt after 7 s)");
        assertThat(clock.pauses).hasSize(1);
    }

    @Test
    void theMessageOfARejectedTokenDoesNotHoldIt() {
        String other = "glsa_other";
        assertThatThrownBy(() -> api(other, Duration.ofMinutes(1), Duration.ofSeconds(30))
                        .get("/api/datasources"))
                .hasMessage("GET /api/datasources failed with status 401: Invalid API key (Grafana does not accept the"
                        + " token of the service account)");
        assertThatThrownBy(() -> new GrafanaApi(grafana.url(), "glsa\n", Deadline.after(Duration.ZERO, clock)))
                .hasMessage("token must consist of visible ASCII characters");
    }

    @Test
    void whatDoesNotExistIsEmptyAndCountsAsDeleted() throws Exception {
        assertThat(api().find("/api/folders/shop")).isEmpty();
        api().delete("/api/folders/shop");
        assertThat(grafana.calls()).isEqualTo("""
                GET /api/folders/shop 404
                DELETE /api/folders/shop 404
                """);
    }

    @Test
    void textReachesGrafanaAsItIs() throws Exception {
        api().post("/api/folders", folder());
        assertThat(grafana.folders().get("shop").get("title").getAsString()).isEqualTo("Shop & more");
    }

    @Test
    void segmentsOfPathsAreEncoded() {
        assertThat(ApiPath.of("folders", "a b/ü?")).isEqualTo("/api/folders/a%20b%2F%C3%BC%3F");
    }

    @Test
    void aServiceThatIsNotThereIsTriedAgainForWritesToo() {
        URI nobody = grafana.url();
        grafana.close();
        GrafanaApi api = new GrafanaApi(
                nobody,
                GrafanaStandIn.TOKEN,
                Deadline.after(Duration.ofMinutes(10), clock),
                clock,
                Duration.ofSeconds(30));
        assertThatThrownBy(() -> api.post("/api/folders", folder()))
                .hasMessageStartingWith("POST /api/folders was not answered: ")
                .hasMessageEndingWith("(attempt 6 of 6)");
    }
}
