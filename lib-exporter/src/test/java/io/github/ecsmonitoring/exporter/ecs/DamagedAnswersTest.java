package io.github.ecsmonitoring.exporter.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the endpoint says, it is read, or refused with an IOException that says where. */
class DamagedAnswersTest {
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
    void areReadOrRefused(String task) throws IOException {
        Path folder = Path.of("src/test/resources/ecs-collector", task);
        String metadata = Files.readString(folder.resolve("task.json"));
        String stats = Files.readString(folder.resolve("stats.json"));
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String bad = damage(i % 2 == 0 ? metadata : stats, random);
            try {
                if (i % 2 == 0) {
                    task(bad);
                } else {
                    stats(bad);
                }
            } catch (IOException e) {
                refused++;
                assertThat(e)
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessageMatching("(?s)here:[0-9]+: expected .*, got .*");
            }
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1);
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
    void areRefusedWithWhatWasExpected(String text, String message) {
        assertThatThrownBy(() -> task(text))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }

    /** The text of an answer is limited, but a heap of 24 MB could not hold all names that fit there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"NAME": {}}                                    | containers
            {"x": {"networks": {"NAME": {}}}}               | networks
            {"x": {"memory_stats": {"stats": {"NAME": 1}}}} | numbers
            """)
    void areRefusedWithMoreNamesThanATaskCanHave(String text, String what) throws IOException {
        assertThatCode(() -> statistics(repeat(text, 200))).doesNotThrowAnyException();
        assertThatThrownBy(() -> statistics(repeat(text, 201)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("here:1: expected at most 200 " + what + ", got more");
    }

    @Test
    void areRefusedWithMoreContainersThanATaskCanHave() {
        String containers = IntStream.range(0, 201)
                .mapToObj(i -> "{\"Name\": \"" + i + "\"}")
                .collect(Collectors.joining(","));
        assertThatThrownBy(() -> task("{\"Containers\": [" + containers + "]}"))
                .hasMessage("here:1: expected at most 200 containers, got more");
    }

    @Test
    void mayLeaveEverythingOut() throws IOException {
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
                            TaskMetadata.Limits.NONE,
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            TaskMetadata.EphemeralStorage.UNKNOWN,
                            TaskMetadata.Clock.UNKNOWN,
                            List.of()));
        }
    }

    @Test
    void mayHaveMoreThanIsKnown() throws IOException {
        assertThat(task("{\"New\": [{\"a\": [1, true, null, \"x\"]}], \"Family\": \"orders\", \"Other\": false}")
                        .family())
                .isEqualTo("orders");
        ContainerStats stats =
                stats("{\"id\": {\"new\": {}, \"networks\": {\"eth0\": {\"endpoint_id\": \"x\", \"rx_bytes\": 1}}}}");
        assertThat(stats.networks().toString()).isEqualTo("{eth0={rx_bytes=1.0}}");
    }

    @Test
    void haveNoTimesBeforeTheEpochOrBeyondTheCenturies() throws IOException {
        assertThat(task("{\"PullStartedAt\": \"0001-01-01T00:00:00Z\", \"PullStoppedAt\": \"9999-01-01T00:00:00Z\"}"))
                .satisfies(task -> assertThat(task.pullStarted()).isEmpty())
                .satisfies(task -> assertThat(task.pullStopped()).isEmpty());
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

    /** Repeats the innermost member, each time with another name. */
    private static String repeat(String text, int count) {
        Matcher member = Pattern.compile("\"NAME\": (\\{}|1)").matcher(text);
        return member.replaceAll(found -> IntStream.range(0, count)
                .mapToObj(i -> found.group().replace("NAME", "n" + i))
                .collect(Collectors.joining(",")));
    }

    private static Map<String, ContainerStats> statistics(String text) throws IOException {
        JsonReader json = new JsonReader("here", new StringReader(text));
        return ContainerStats.readAll(json);
    }

    private static ContainerStats stats(String text) throws IOException {
        JsonReader json = new JsonReader("here", new StringReader(text));
        ContainerStats stats = ContainerStats.readAll(json).get("id");
        json.end();
        return stats;
    }
}
