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
    TEXT("ecs-monitoring-text", Map.of(
            "subject", "{{ template \"ecs-monitoring.text.subject\" . }}",
            "message", "{{ template \"ecs-monitoring.text.message\" . }}"));

    private final String file;
    private final Map<String, String> settings;

    AlertMessage(String file, Map<String, String> settings) {
        this.file = file;
        this.settings = settings;
    }

    /** The keys of an integration. */
    Map<String, String> settings() {
        return new TreeMap<>(settings);
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
