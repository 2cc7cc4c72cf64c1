package io.github.ecsmonitoring.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an alert passed each step.
 *
 * @param down time of the first sample with {@code up} 0
 * @param pending time of the evaluation that found it
 * @param firing time of the evaluation after which it fired
 * @param received time at which the alert manager got it
 */
record AlertPath(Instant fault, Instant down, Instant pending, Instant firing, Instant received) {

    /** Waits until the alert manager has received the alert. */
    static AlertPath follow(Cortex cortex, String alert, Instant fault, Duration limit) throws Exception {
        Await.until(
                alert + " in the alert manager",
                limit,
                () -> received(cortex, alert).isPresent(),
                cortex::toString);
        JsonNode firing = received(cortex, alert).orElseThrow();
        String instance = firing.at("/labels/instance").asText();
        Instant pendingAt = cortex.rules().stream()
                .filter(rule -> rule.get("name").asText().equals(alert))
                .flatMap(rule -> rule.get("alerts").valueStream())
                .map(pending -> Instant.parse(pending.get("activeAt").asText()))
                .findFirst()
                .orElseThrow();
        return new AlertPath(
                fault,
                firstSample(cortex, "up{job='node',instance='" + instance + "'}", "0"),
                pendingAt,
                Instant.parse(firing.get("startsAt").asText()),
                Instant.parse(firing.get("updatedAt").asText()));
    }

    private static Optional<JsonNode> received(Cortex cortex, String alert) throws Exception {
        return cortex.alerts()
                .valueStream()
                .filter(each -> each.at("/labels/alertname").asText().equals(alert))
                .findFirst();
    }

    private static Instant firstSample(Cortex cortex, String selector, String value) throws Exception {
        return cortex.series(selector).get(0).samples().stream()
                .filter(sample -> sample.value().equals(value))
                .map(sample -> Instant.ofEpochMilli(Math.round(sample.time() * 1000)))
                .findFirst()
                .orElseThrow();
    }

    /** Prints the seconds since the fault. */
    void print(Instant published) {
        MeasurementLog.print(
                "seconds after the fault: up is 0 %.1f, the alert is pending %.1f, fires %.1f, alert manager %.1f, message %.1f",
                since(down), since(pending), since(firing), since(received), since(published));
    }

    private double since(Instant step) {
        return Duration.between(fault, step).toMillis() / 1000.0;
    }
}
