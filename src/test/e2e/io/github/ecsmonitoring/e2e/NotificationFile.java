package io.github.ecsmonitoring.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.e2e.NotificationEmulator.Published;
import java.io.IOException;
import java.util.regex.Pattern;

/** Compares a notification as it was received with a committed file; only times and keys are masked. */
final class NotificationFile {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?( \\+0000)?(Z| UTC)?");
    private static final Pattern KEY = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern ORIGIN = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private NotificationFile() {}

    /** Subject and text of a message, as mail. */
    static void assertMail(String name, Published message) throws IOException {
        assertText(name, "Subject: " + message.subject() + "\n\n" + message.message());
    }

    /** Indented JSON. */
    static void assertJson(String name, JsonNode json) throws IOException {
        assertText(name, json.toPrettyString());
    }

    /** The message of a topic, which must be JSON. */
    static JsonNode json(Published message) throws IOException {
        return Synth.JSON.readTree(message.message());
    }

    private static void assertText(String name, String text) throws IOException {
        String masked = ORIGIN.matcher(
                        KEY.matcher(TIME.matcher(text).replaceAll("<time>")).replaceAll("<key>"))
                .replaceAll("<alert manager>");
        Snapshot.assertText("notifications/" + name, masked.stripTrailing() + "\n");
    }
}
