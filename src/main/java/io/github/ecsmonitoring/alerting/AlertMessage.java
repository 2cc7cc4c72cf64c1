package io.github.ecsmonitoring.alerting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The Go templates of subject and message, in files beside this class. */
enum AlertMessage {
    /** Plain text with a subject. */
    TEXT(
            "ecs-monitoring-text",
            Map.of("subject", "ecs-monitoring.text.subject", "message", "ecs-monitoring.text.message")),
    /** A custom notification of Amazon Q Developer in chat applications, which ignores other messages. */
    SLACK("ecs-monitoring-slack", Map.of("message", "ecs-monitoring.slack.message")),
    /** For programs. */
    JSON("ecs-monitoring-json", Map.of("message", "ecs-monitoring.json.message")),
    /** A PagerDuty event, whose JSON is written by the alert manager. */
    PAGER_DUTY(
            "ecs-monitoring-pagerduty",
            Map.of(
                    "description", "ecs-monitoring.pagerduty.description",
                    "severity", "ecs-monitoring.pagerduty.severity"));

    private final String file;
    private final Map<String, String> settings;

    AlertMessage(String file, Map<String, String> settings) {
        this.file = file;
        this.settings = settings;
    }

    /** The keys of an integration. */
    Map<String, String> settings() {
        Map<String, String> calls = new TreeMap<>();
        settings.forEach((key, template) -> calls.put(key, call(template, ".")));
        return calls;
    }

    /** Go's call of a template. */
    static String call(String template, String data) {
        return "{{ template \"" + template + "\" " + data + " }}";
    }

    /** The files that the settings use. */
    Map<String, String> templates() {
        return Map.of(file, read());
    }

    private String read() {
        try (InputStream in = AlertMessage.class.getResourceAsStream(file + ".tmpl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
