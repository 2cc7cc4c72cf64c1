package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Amtool;
import io.github.ecsmonitoring.Synth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages as Alertmanager's own template engine writes them, in amtool. */
class AlertMessageTest {
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final int MAX_SUBJECT = 99;

    @TempDir
    Path folder;

    @BeforeAll
    static void amtoolIsInstalled() {
        Amtool.assumeInstalled(AlertMessageTest.class);
    }

    private static Map<String, Object> alert(
            String status, Map<String, String> labels, Map<String, String> annotations) {
        return Map.of(
                "status", status,
                "labels", labels,
                "annotations", annotations,
                "startsAt", "2026-01-02T03:04:05Z",
                "endsAt", status.equals("resolved") ? "2026-01-02T04:05:06Z" : "0001-01-01T00:00:00Z");
    }

    private static Map<String, Object> notification(
            Map<String, String> common, Map<String, String> annotations, List<?> alerts) {
        return Map.of(
                "status", alerts.toString().contains("status=firing") ? "firing" : "resolved",
                "receiver", "people",
                "alerts", alerts,
                "groupLabels", common,
                "commonLabels", common,
                "commonAnnotations", annotations);
    }

    private static Map<String, Object> oneFiringAndOneResolved() {
        Map<String, String> common = Map.of(
                "alertname",
                "EcsTaskMemoryAlmostFull",
                "ecs_cluster",
                "shop",
                "ecs_service",
                "orders",
                "severity",
                "critical");
        Map<String, String> first = new TreeMap<>(common);
        first.put("ecs_task_id", "0a1b");
        Map<String, String> second = new TreeMap<>(common);
        second.put("ecs_task_id", "2c3d");
        return notification(
                common,
                Map.of(),
                List.of(
                        alert(
                                "firing",
                                first,
                                Map.of(
                                        "summary", "0a1b uses 95% of its memory",
                                        "description", "More than 90% is in use for 10 minutes.",
                                        "runbook_url", "https://example.com/runbooks#memory",
                                        "dashboard_url", "https://example.com/d/ecs-task")),
                        alert("resolved", second, Map.of("summary", "2c3d uses 91% of its memory"))));
    }

    private String render(String template, Map<String, Object> notification) throws Exception {
        Path data = folder.resolve("data.json");
        Files.write(data, Synth.JSON.writeValueAsBytes(notification));
        Path templates = Files.createDirectories(folder.resolve("templates"));
        for (AlertMessage message : AlertMessage.values()) {
            for (Map.Entry<String, String> file : message.templates().entrySet()) {
                Files.writeString(templates.resolve(file.getKey()), file.getValue());
            }
        }
        return Amtool.run(
                folder,
                "template",
                "render",
                "--template.glob=" + templates + "/*",
                "--template.text=" + template,
                "--template.data=" + data);
    }

    private String message(AlertMessage message, String key, Map<String, Object> notification) throws Exception {
        return render(message.settings().get(key), notification);
    }

    @Test
    void emailHasASubjectAndPlainText() throws Exception {
        assertThat(message(AlertMessage.TEXT, "subject", oneFiringAndOneResolved()))
                .isEqualTo("[FIRING:1] EcsTaskMemoryAlmostFull in orders");
        assertThat(message(AlertMessage.TEXT, "message", oneFiringAndOneResolved()))
                .isEqualTo("""
            1 firing

            FIRING: 0a1b uses 95% of its memory
            More than 90% is in use for 10 minutes.
              since: 2026-01-02 03:04:05 UTC
              labels: alertname=EcsTaskMemoryAlmostFull, ecs_cluster=shop, ecs_service=orders, ecs_task_id=0a1b, severity=critical
              runbook: https://example.com/runbooks#memory
              dashboard: https://example.com/d/ecs-task

            1 resolved

            RESOLVED: 2c3d uses 91% of its memory
              since: 2026-01-02 03:04:05 UTC
              until: 2026-01-02 04:05:06 UTC
              labels: alertname=EcsTaskMemoryAlmostFull, ecs_cluster=shop, ecs_service=orders, ecs_task_id=2c3d, severity=critical
            """);
    }

    @Test
    void subjectNamesWhatAllAlertsHaveInCommon() throws Exception {
        List<?> alerts = List.of(
                alert("firing", Map.of("alertname", "A"), Map.of("summary", "x")),
                alert("firing", Map.of("alertname", "B"), Map.of("summary", "x")));
        assertThat(message(AlertMessage.TEXT, "subject", notification(Map.of(), Map.of(), alerts)))
                .isEqualTo("[FIRING:2] 2 alerts");
        assertThat(message(
                        AlertMessage.TEXT,
                        "subject",
                        notification(Map.of("instance", "i-0a1b"), Map.of("summary", "x"), alerts)))
                .isEqualTo("[FIRING:2] 2 alerts in i-0a1b: x");
        List<?> resolved = List.of(alert("resolved", Map.of("alertname", "A"), Map.of()));
        assertThat(message(
                        AlertMessage.TEXT,
                        "subject",
                        notification(Map.of("alertname", "A", "ecs_cluster", "shop"), Map.of(), resolved)))
                .isEqualTo("[RESOLVED:1] A in shop");
    }

    /** Alertmanager sorts alerts by their labels. */
    @Test
    void titlesNameTheWorstOfSeveralAlerts() throws Exception {
        Map<String, Object> notification = notification(
                Map.of("alertname", "EcsTaskMemoryAlmostFull", "ecs_service", "orders"),
                Map.of(),
                List.of(
                        alert("firing", Map.of("instance", "a"), ranked("a uses 95%", "000000000.950")),
                        alert("firing", Map.of("instance", "b"), ranked("b uses 112%", "000000001.120")),
                        alert("firing", Map.of("instance", "c"), ranked("c uses 99%", "000000000.990")),
                        alert("resolved", Map.of("instance", "d"), ranked("d uses 200%", "000000002.000"))));
        String title = "EcsTaskMemoryAlmostFull in orders, worst: b uses 112%";
        assertThat(message(AlertMessage.TEXT, "subject", notification)).isEqualTo("[FIRING:3] " + title);
        assertThat(message(AlertMessage.PAGER_DUTY, "description", notification))
                .isEqualTo(title);
        assertThat(Synth.JSON
                        .readTree(message(AlertMessage.SLACK, "message", notification))
                        .path("content")
                        .path("title")
                        .asText())
                .isEqualTo(":large_orange_circle: FIRING: " + title);
    }

    private static Map<String, String> ranked(String summary, String rank) {
        return Map.of("summary", summary, "rank", rank);
    }

    @Test
    void slackGetsACustomNotificationWithAThreadPerGroup() throws Exception {
        assertThat(message(AlertMessage.SLACK, "message", oneFiringAndOneResolved()))
                .isEqualTo("""
                        {"version":"1.0","source":"custom","content":{"textType":"client-markdown",\
                        "title":":red_circle: FIRING: EcsTaskMemoryAlmostFull in orders",\
                        "description":"*FIRING: 0a1b uses 95% of its memory*\\nMore than 90% is in use for 10 minutes.\\nsince 2026-01-02 03:04:05 UTC\\n\
                        alertname=EcsTaskMemoryAlmostFull, ecs_cluster=shop, ecs_service=orders, ecs_task_id=0a1b, severity=critical\\n\
                        Runbook: https://example.com/runbooks#memory\\nDashboard: https://example.com/d/ecs-task\\n\\n\
                        *RESOLVED: 2c3d uses 91% of its memory*\\nsince 2026-01-02 03:04:05 UTC until 2026-01-02 04:05:06 UTC\\n\
                        alertname=EcsTaskMemoryAlmostFull, ecs_cluster=shop, ecs_service=orders, ecs_task_id=2c3d, severity=critical\\n\\n"},\
                        "metadata":{"threadId":"alerts/EcsTaskMemoryAlmostFull/shop/orders/critical",\
                        "summary":"FIRING: EcsTaskMemoryAlmostFull in orders","eventType":"firing"}}""");
    }

    @Test
    void functionsGetJson() throws Exception {
        assertThat(message(AlertMessage.JSON, "message", oneFiringAndOneResolved()))
                .isEqualTo("""
                        {"version":"1","status":"firing","firing":1,"resolved":1,\
                        "groupLabels":{"alertname":"EcsTaskMemoryAlmostFull","ecs_cluster":"shop","ecs_service":"orders","severity":"critical"},"alerts":[\
                        {"status":"firing","labels":{"alertname":"EcsTaskMemoryAlmostFull","ecs_cluster":"shop","ecs_service":"orders",\
                        "ecs_task_id":"0a1b","severity":"critical"},"annotations":{"dashboard_url":"https://example.com/d/ecs-task",\
                        "description":"More than 90% is in use for 10 minutes.","runbook_url":"https://example.com/runbooks#memory",\
                        "summary":"0a1b uses 95% of its memory"},"startsAt":"2026-01-02T03:04:05Z"},\
                        {"status":"resolved","labels":{"alertname":"EcsTaskMemoryAlmostFull","ecs_cluster":"shop","ecs_service":"orders",\
                        "ecs_task_id":"2c3d","severity":"critical"},"annotations":{"summary":"2c3d uses 91% of its memory"},\
                        "startsAt":"2026-01-02T03:04:05Z","endsAt":"2026-01-02T04:05:06Z"}]}""");
    }

    @Test
    void pagerDutyGetsASummaryASeverityItKnowsAndTheAlerts() throws Exception {
        Map<String, Object> notification = oneFiringAndOneResolved();
        assertThat(message(AlertMessage.PAGER_DUTY, "description", notification))
                .isEqualTo("EcsTaskMemoryAlmostFull in orders");
        assertThat(message(AlertMessage.PAGER_DUTY, "severity", notification)).isEqualTo("critical");
        assertThat(message(
                        AlertMessage.PAGER_DUTY,
                        "severity",
                        notification(Map.of("severity", "page"), Map.of(), List.of())))
                .isEqualTo("error");
        assertThat(render(AlertMessage.call("ecs-monitoring.pagerduty.alerts", ".Alerts.Firing"), notification))
                .isEqualTo("""
                    0a1b uses 95% of its memory
                    More than 90% is in use for 10 minutes.
                    https://example.com/runbooks#memory""");
    }

    static Stream<String> hostileValues() {
        return Stream.of(
                "\"",
                "\\",
                "\\\"",
                "\n",
                "\r\n",
                "\t",
                "\u0001\u001f\u007f",
                "\u0085\u2028\u2029",
                "é𝄞漢",
                "</script>",
                "<!channel> <@U123> &amp;",
                "{{ .Status }} ${x} %s %d $1 \\1",
                "', \"x\": \"",
                "`",
                "x".repeat(10_240),
                "\\".repeat(10_240),
                "\"".repeat(10_240),
                "𝄞".repeat(10_240),
                "&".repeat(10_240),
                " ");
    }

    /** 18 alerts whose labels and annotations all have the value. */
    private static Map<String, Object> hostile(String value) {
        Map<String, String> labels = new TreeMap<>(Map.of("alertname", value, "ecs_service", value, "severity", value));
        IntStream.range(0, value.length() > 1000 ? 2 : 32).forEach(i -> labels.put("label" + i, value));
        Map<String, String> annotations =
                Map.of("summary", value, "description", value, "runbook_url", value, "dashboard_url", value);
        List<?> alerts = IntStream.range(0, 18)
                .mapToObj(i -> alert(i < 12 ? "firing" : "resolved", labels, annotations))
                .toList();
        return notification(labels, annotations, alerts);
    }

    @ParameterizedTest
    @MethodSource("hostileValues")
    void subjectIsPrintableAsciiWhateverALabelContains(String value) throws Exception {
        assertThat(message(AlertMessage.TEXT, "subject", hostile(value)))
                .matches("[ -~]{1," + MAX_SUBJECT + "}")
                .startsWith("[FIRING:12] ");
    }

    @ParameterizedTest
    @MethodSource("hostileValues")
    void slackMessageIsJsonThatMentionsNobodyWhateverALabelContains(String value) throws Exception {
        String json = message(AlertMessage.SLACK, "message", hostile(value));
        JsonNode root = Synth.JSON.readTree(json);
        assertThat(root.path("version").asText()).isEqualTo("1.0");
        assertThat(root.path("source").asText()).isEqualTo("custom");
        assertThat(root.path("content").path("description").asText())
                .doesNotContain("<")
                .contains("12 firing, the first 5 are shown.")
                .endsWith("6 resolved, the first 2 are shown.");
        assertThat(root.path("metadata").path("threadId").asText()).matches("alerts/[A-Za-z0-9_/.-]{1,150}");
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_MESSAGE_BYTES / 4);
    }

    @ParameterizedTest
    @MethodSource("hostileValues")
    void jsonHasTheValueOfEachLabelUpToAHundredCharacters(String value) throws Exception {
        String json = message(AlertMessage.JSON, "message", hostile(value));
        JsonNode alerts = Synth.JSON.readTree(json).path("alerts");
        assertThat(alerts).hasSize(10);
        int end = value.offsetByCodePoints(0, Math.min(100, value.codePointCount(0, value.length())));
        assertThat(alerts.get(0).path("labels").path("alertname").asText())
                .isEqualTo(value.substring(0, end).replaceAll("[\\x00-\\x1f\\x7f]", " "));
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_MESSAGE_BYTES);
    }

    @ParameterizedTest
    @MethodSource("hostileValues")
    void emailHasNoControlCharactersAndStaysSmallWhateverALabelContains(String value) throws Exception {
        String text = message(AlertMessage.TEXT, "message", hostile(value));
        assertThat(text)
                .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f]")
                .contains("Only the first 10 are shown.");
        assertThat(text.lines().filter(line -> line.startsWith("FIRING: "))).hasSize(10);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_MESSAGE_BYTES);
    }

    @ParameterizedTest
    @EnumSource
    void templatesHaveNamesOfTheirOwn(AlertMessage message) {
        assertThat(message.templates().values())
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("define \"(?!ecs-monitoring\\.)"));
    }
}
