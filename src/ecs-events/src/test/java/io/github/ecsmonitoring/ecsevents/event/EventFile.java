package io.github.ecsmonitoring.ecsevents.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The texts of events in {@code src/test/resources/events}. JSON is a subset of YAML. */
public final class EventFile {
    private EventFile() {}

    public static Map<String, Object> read(String name) throws IOException {
        return parse(text(name));
    }

    public static String text(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/events", name + ".json"));
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> parse(String json) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(json);
    }
}
