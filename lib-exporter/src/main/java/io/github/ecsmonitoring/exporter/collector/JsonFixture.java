package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object out of a file that stands for a device in tests: the files of node_exporter's flags
 * {@code --collector.qdisc.fixtures} and {@code --collector.wifi.fixtures}. As in Go, the case of names does not matter
 * and what is not there is 0 or empty.
 */
final class JsonFixture {
    private final String file;
    private final Map<String, Object> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private JsonFixture(String file, Object json) throws IOException {
        this.file = file;
        if (!(json instanceof Map<?, ?> object)) {
            throw new IOException(file + ": expected an object");
        }
        object.forEach((name, value) -> members.put((String) name, value));
    }

    /** A file with one object. */
    static JsonFixture read(Path file) throws IOException {
        return new JsonFixture(file.toString(), parse(file));
    }

    /** A file with an array of objects. */
    static List<JsonFixture> readAll(Path file) throws IOException {
        if (!(parse(file) instanceof List<?> array)) {
            throw new IOException(file + ": expected an array");
        }
        List<JsonFixture> objects = new ArrayList<>();
        for (Object each : array) {
            objects.add(new JsonFixture(file.toString(), each));
        }
        return objects;
    }

    String text(String member) throws IOException {
        return get(member, "", String.class);
    }

    double number(String member) throws IOException {
        return get(member, BigDecimal.ZERO, BigDecimal.class).doubleValue();
    }

    /** A duration in seconds; the file has nanoseconds. Seconds and the rest apart, as Go computes it. */
    double seconds(String member) throws IOException {
        long nanos = get(member, BigDecimal.ZERO, BigDecimal.class).longValue();
        return nanos / 1_000_000_000 + nanos % 1_000_000_000 / 1e9;
    }

    /** Bytes, which the file has in base 64, as a hardware address: {@code 00:11:22:33:44:55}. */
    String hardwareAddress(String member) throws IOException {
        try {
            return HexFormat.ofDelimiter(":").formatHex(Base64.getDecoder().decode(text(member)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": expected base 64 for " + member + ", got \"" + text(member) + '"', e);
        }
    }

    private <T> T get(String member, T fallback, Class<T> type) throws IOException {
        Object value = members.get(member);
        if (value == null) {
            return fallback;
        }
        if (!type.isInstance(value)) {
            String wanted = type == String.class ? "string" : "number";
            throw new IOException(file + ": expected a " + wanted + " for " + member + ", got " + value);
        }
        return type.cast(value);
    }

    private static Object parse(Path file) throws IOException {
        return Json.parse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }
}
