package io.github.ecsmonitoring.exporter.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import io.github.ecsmonitoring.exporter.json.JsonTree;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed responses are rejected with an IOException that names the line. */
class DamagedResponsesTest {
    private static final int ROUNDS = 3000;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "\\",
        "\\ud83d",
        "null",
        "true",
        "-",
        "1e999",
        "9223372036854771712",
        "\"\"",
        "{}",
        "[]",
        "\0",
        "\u00e4",
        " "
    };

    @ParameterizedTest
    @ValueSource(strings = {"fargate", "bridge"})
    void areParsedAsTheyReadOrRejected(String task) throws IOException {
        Path folder = Path.of("src/test/resources/ecs-collector", task);
        String metadata = Files.readString(folder.resolve("task.json"));
        String stats = Files.readString(folder.resolve("stats.json"));
        Random random = new Random(1);
        int rejected = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String bad = damage(i % 2 == 0 ? metadata : stats, random);
            try {
                if (i % 2 == 0) {
                    assertReadAs(task(bad), JsonTree.parse("here", bad));
                } else {
                    assertReadAs(statistics(bad), JsonTree.parse("here", bad));
                }
            } catch (IOException e) {
                rejected++;
                assertThat(e)
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessageMatching("(?s)here:[0-9]+: expected .*, got .*");
            }
        }
        assertThat(rejected).isBetween(ROUNDS / 10, ROUNDS - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Family": 5}                              | here:1: expected a string for Family, got '5'
            {"Limits": {"CPU": "0.5"}}                 | here:1: expected a number for CPU, got '"'
            {"Limits": []}                             | here:1: expected an object for Limits, got '['
            {"Containers": {}}                         | here:1: expected an array for Containers, got '{'
            {"ClockDrift": {"ClockErrorBound": 1e999}} | here:1: expected a number for ClockErrorBound, got 1e999
            {"PullStartedAt": "yesterday"}             | here:1: expected a time such as 2026-11-22T07:46:09.875Z for PullStartedAt, got "yesterday"
            []                                         | here:1: expected an object for the text, got '['
            {} {}                                      | here:1: expected the end, got '{'
            <html>                                     | here:1: expected an object for the text, got '<'
            """)
    void areRejectedWithTheExpectedValue(String text, String message) {
        assertThatThrownBy(() -> task(text))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }

    /** A response is limited to 1 MiB, but the entries that fit into it could exceed a heap of 24 MB. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"NAME": {}}                                    | containers
            {"x": {"networks": {"NAME": {}}}}               | networks
            {"x": {"memory_stats": {"stats": {"NAME": 1}}}} | numbers
            """)
    void areRejectedWithTooManyNames(String text, String what) throws IOException {
        assertThatCode(() -> statistics(repeat(text, 200))).doesNotThrowAnyException();
        assertThatThrownBy(() -> statistics(repeat(text, 201)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("here:1: expected at most 200 " + what + ", got more");
    }

    @Test
    void areRejectedWithTooManyContainers() {
        String containers = IntStream.range(0, 201)
                .mapToObj(i -> "{\"Name\": \"" + i + "\"}")
                .collect(Collectors.joining(","));
        assertThatThrownBy(() -> task("{\"Containers\": [" + containers + "]}"))
                .hasMessage("here:1: expected at most 200 containers, got more");
    }

    @Test
    void mayOmitAllMembers() throws IOException {
        for (String text : new String[] {
            "{}", "null", "{\"Limits\": null, \"Containers\": null, \"Family\": null, \"ClockDrift\": {}}"
        }) {
            assertThat(task(text))
                    .isEqualTo(new TaskMetadata(
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            ResourceLimits.NONE,
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            TaskMetadata.EphemeralStorage.UNKNOWN,
                            TaskMetadata.ClockDrift.UNKNOWN,
                            List.of()));
        }
    }

    @Test
    void mayHaveUnknownMembers() throws IOException {
        assertThat(task("{\"New\": [{\"a\": [1, true, null, \"x\"]}], \"Family\": \"orders\", \"Other\": false}")
                        .family())
                .isEqualTo("orders");
        ContainerStats stats =
                stats("{\"id\": {\"new\": {}, \"networks\": {\"eth0\": {\"endpoint_id\": \"x\", \"rx_bytes\": 1}}}}");
        assertThat(stats.networks().toString()).isEqualTo("{eth0={rx_bytes=1.0}}");
    }

    @Test
    void haveNoTimesBeforeTheEpochOrBeyondTheRangeOfNanoseconds() throws IOException {
        assertThat(task("{\"PullStartedAt\": \"0001-01-01T00:00:00Z\", \"PullStoppedAt\": \"9999-01-01T00:00:00Z\"}"))
                .satisfies(task -> assertThat(task.pullStarted()).isEmpty())
                .satisfies(task -> assertThat(task.pullStopped()).isEmpty());
    }

    /**
     * Compares with the values in the tree, by the rules of the parser: null is empty, and of equal names the last
     * wins.
     */
    private static void assertReadAs(TaskMetadata task, Object json) {
        Map<?, ?> object = object(json);
        assertThat(List.of(task.cluster(), task.arn(), task.family(), task.revision(), task.launchType()))
                .isEqualTo(texts(object, "Cluster", "TaskARN", "Family", "Revision", "LaunchType"));
        assertThat(task.limits().cpu()).isEqualTo(limit(number(object(object.get("Limits")), "CPU")));
        Map<String, Map<?, ?>> containers = new LinkedHashMap<>();
        if (object.get("Containers") instanceof List<?> list) {
            list.forEach(each -> containers.put(texts(object(each), "Name").getFirst(), object(each)));
        }
        assertThat(task.containers())
                .extracting(each -> List.of(each.id(), each.name(), each.image(), each.knownStatus()))
                .isEqualTo(containers.values().stream()
                        .map(each -> texts(each, "DockerId", "Name", "Image", "KnownStatus"))
                        .toList());
    }

    private static void assertReadAs(Map<String, ContainerStats> stats, Object json) {
        Map<?, ?> object = object(json);
        assertThat(stats.keySet()).isEqualTo(object.keySet());
        stats.forEach((id, container) -> {
            Map<?, ?> tree = object(object.get(id));
            assertThat(container.memory().usage()).isEqualTo(number(object(tree.get("memory_stats")), "usage"));
            assertThat(container.pids().current()).isEqualTo(number(object(tree.get("pids_stats")), "current"));
            assertThat(container.networks().keySet())
                    .isEqualTo(object(tree.get("networks")).keySet());
            container.networks().forEach((name, counters) -> {
                Map<?, ?> network = object(object(tree.get("networks")).get(name));
                counters.forEach(
                        (counter, value) -> assertThat(number(network, counter)).hasValue(value));
            });
        });
    }

    private static Map<?, ?> object(Object json) {
        return json == null ? Map.of() : (Map<?, ?>) json;
    }

    private static List<String> texts(Map<?, ?> object, String... names) {
        return Stream.of(names)
                .map(name -> object.get(name) instanceof String text ? text : "")
                .toList();
    }

    private static OptionalDouble number(Map<?, ?> object, String name) {
        return object.get(name) instanceof BigDecimal number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private static OptionalDouble limit(OptionalDouble number) {
        return number.orElse(0) > 0 && number.orElse(0) < 0x1p62 ? number : OptionalDouble.empty();
    }

    private static String damage(String good, Random random) {
        StringBuilder bad = new StringBuilder(good);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bad.length());
            bad.replace(at, Math.min(bad.length(), at + random.nextInt(3)), PIECES[random.nextInt(PIECES.length)]);
        }
        return random.nextInt(4) == 0 ? bad.substring(0, random.nextInt(bad.length())) : bad.toString();
    }

    private static TaskMetadata task(String text) throws IOException {
        JsonReader json = new JsonReader("here", new StringReader(text));
        TaskMetadata task = TaskMetadata.read(json);
        json.end();
        return task;
    }

    /** Repeats the innermost member under different names. */
    private static String repeat(String text, int count) {
        Matcher member = Pattern.compile("\"NAME\": (\\{}|1)").matcher(text);
        return member.replaceAll(found -> IntStream.range(0, count)
                .mapToObj(i -> found.group().replace("NAME", "n" + i))
                .collect(Collectors.joining(",")));
    }

    private static Map<String, ContainerStats> statistics(String text) throws IOException {
        JsonReader json = new JsonReader("here", new StringReader(text));
        Map<String, ContainerStats> stats = ContainerStats.readAll(json);
        json.end();
        return stats;
    }

    private static ContainerStats stats(String text) throws IOException {
        return statistics(text).get("id");
    }
}
