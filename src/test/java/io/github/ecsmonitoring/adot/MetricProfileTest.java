package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class MetricProfileTest {
    private static boolean keeps(MetricProfile profile, String name) {
        return profile.exporter().map(name::matches).orElse(true)
                || profile.collector().map(name::matches).orElse(true);
    }

    @Test
    void essentialKeepsExactlyTheMetricsOfDashboardsAndRules() throws IOException {
        List<String> read = Files.readAllLines(Path.of("../dashboards/essential-metrics.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(read).isNotEmpty().allMatch(name -> keeps(MetricProfile.ESSENTIAL, name));
        assertThat(families("node"))
                .hasSizeGreaterThan(100)
                .allMatch(name -> read.contains(name) == keeps(MetricProfile.ESSENTIAL, name));
        assertThat(families("ecs"))
                .hasSizeGreaterThan(30)
                .allMatch(name -> read.contains(name) == keeps(MetricProfile.ESSENTIAL, name));
    }

    private static List<String> families(String file) throws IOException {
        return Files.readAllLines(Path.of("../dashboards/src/test/resources/families", file + ".txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ")[0])
                .toList();
    }

    @Test
    void eachJobKeepsItsOwnMetricsOnly() {
        assertThat(MetricProfile.ESSENTIAL.exporter().orElseThrow())
                .startsWith("ecs_(?:container_block_io_read_bytes_total|")
                .contains("|node_(?:boot_time_seconds|")
                .doesNotContain("otelcol");
        assertThat(MetricProfile.ESSENTIAL.collector().orElseThrow())
                .startsWith("otelcol_(?:exporter_")
                .doesNotContain("node");
    }

    @Test
    void plusReturnsAnExtendedProfile() {
        MetricProfile more = MetricProfile.ESSENTIAL.plus("node_vmstat_.*", "process_cpu_seconds_total");
        assertThat(List.of("node_vmstat_pgfault", "process_cpu_seconds_total", "node_load1"))
                .allMatch(name -> keeps(more, name));
        assertThat(keeps(more, "node_load15")).isFalse();
        assertThat(keeps(MetricProfile.ESSENTIAL, "node_vmstat_pgfault")).isFalse();
    }

    @Test
    void fullKeepsAllMetrics() {
        assertThat(MetricProfile.FULL.exporter()).isEmpty();
        assertThat(MetricProfile.FULL.collector()).isEmpty();
        assertThat(MetricProfile.FULL.plus("node_load1")).isSameAs(MetricProfile.FULL);
        String yaml = AdotConfig.Builder.create()
                .options(CollectorOptions.DEFAULTS.withProfile(MetricProfile.FULL))
                .build()
                .toYaml();
        for (String job : List.of("node", "adot")) {
            assertThat(relabelings(yaml, job))
                    .containsExactly(
                            Map.of("source_labels", List.of("__name__"), "regex", "target_info", "action", "drop"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "node_load1,up                  ; node_load1|up",
                "node_load5,node_load1          ; node_(?:load1|load5)",
                "node_load1,node_load1          ; node_load1",
                "job:http:rate5m,node_x,node_.* ; job:http:rate5m|node_x|node_.*",
                "jvm_(a|b)_bytes,jvm_c          ; jvm_c|jvm_(a|b)_bytes",
            })
    void groupsNamesByTheirFirstWord(String names, String regex) {
        assertThat(NameRegex.of(List.of(names.split(",")))).isEqualTo(regex);
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", "target_info", "[a-z]+_info", "(target|node)_.*"})
    void dropsTargetInfoEvenIfItIsNamed(String name) {
        String yaml = AdotConfig.Builder.create()
                .options(CollectorOptions.DEFAULTS.withProfile(MetricProfile.ESSENTIAL.plus(name)))
                .build()
                .toYaml();
        List<Map<String, Object>> node = relabelings(yaml, "node");
        assertThat(node).extracting(step -> step.get("action")).containsExactly("drop", "keep");
        assertThat(node.get(0)).containsEntry("regex", "target_info");
        if (!name.equals("target_info")) {
            assertThat(relabelings(yaml, "adot").get(0))
                    .containsEntry("action", "drop")
                    .containsEntry("regex", "target_info");
        }
    }

    @Test
    void addsNoDropForProfilesWithoutTargetInfo() {
        String yaml = AdotConfig.Builder.create()
                .options(CollectorOptions.DEFAULTS.withProfile(MetricProfile.ESSENTIAL.plus("node_.*_info")))
                .build()
                .toYaml();
        assertThat(List.of("node", "adot"))
                .allSatisfy(job -> assertThat(relabelings(yaml, job))
                        .extracting(step -> step.get("action"))
                        .containsExactly("keep"));
    }

    private static List<Map<String, Object>> relabelings(String yaml, String job) {
        Map<String, Object> document = Synth.map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        Map<String, Object> receiver =
                Synth.map(Synth.map(document.get("receivers")).get("prometheus"));
        return Synth.list(Synth.map(receiver.get("config")).get("scrape_configs")).stream()
                .map(Synth::map)
                .filter(config -> config.get("job_name").equals(job))
                .flatMap(config -> Synth.list(config.get("metric_relabel_configs")).stream())
                .map(Synth::map)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "''          ; ''",
                "node load   ; : \" \" is not allowed, at character 5",
                "node_(      ; : missing closing )",
                "node_(load1 ; : missing closing )",
                "node_)      ; : unmatched closing )",
                "node_[a     ; : missing closing ], at \"[a\"",
                "*node       ; : missing argument to repetition operator, at \"*\"",
                "node_[a[:x:]] ; : invalid character class range, at \"[:x:]\"",
                "node_[b-a]  ; : invalid character class range, at \"b-a\"",
                "(?:node)_.* ; : \"(?\" is not allowed, at character 1",
                "node_.*+    ; : \"*+\" is not allowed, at character 7",
                "a**         ; : \"**\" is not allowed, at character 2",
                "node_[[a]]  ; : \"[[\" is not allowed, at character 6",
                "node_\\d     ; : \"\\\" is not allowed, at character 6",
                "node_load1$ ; : \"$\" is not allowed, at character 11",
                "{x}         ; : \"{\" is not allowed, at character 1",
                "\"           ; : \"\"\" is not allowed, at character 1",
            })
    void rejectsAnInvalidExpressionWithThePlace(String name, String problem) {
        assertThatThrownBy(() -> MetricProfile.ESSENTIAL.plus(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("metric must be "
                        + "a name or a regular expression of letters, digits, _ : . * + ? | ( ) [ ] ^ and -, got \""
                        + name + "\"" + problem);
    }

    /** With backtracking, as in Java, the time is exponential. */
    @ParameterizedTest
    @ValueSource(strings = {"((((.*)*)*)*)*z", "(a|a)*b", "(.*.*.*.*.*.*.*.*.*.*.*.*.*.*)*z"})
    void expressionsAreMatchedInLinearTime(String name) {
        String yaml = AdotConfig.Builder.create()
                .options(CollectorOptions.DEFAULTS.withProfile(MetricProfile.ESSENTIAL.plus(name)))
                .build()
                .toYaml();
        assertThat(yaml).contains(name);
    }

    @Test
    void rejectsMoreParenthesesThanTheCollector() {
        String deep = "(".repeat(101) + "a" + ")".repeat(101);
        assertThatThrownBy(() -> MetricProfile.ESSENTIAL.plus(deep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("\": more than 100 nested parentheses");
        assertThat(MetricProfile.ESSENTIAL.plus(deep.substring(1, deep.length() - 1)))
                .isNotNull();
    }

    @Test
    void plusDashboardAddsWhatADashboardReads() {
        String json = """
                {"title": "Orders", "panels": [{"title": "Load", "type": "stat", "targets": [
                  {"expr": "node_load5 / count(orders_total)"}, {"expr": "sum(rate(node_network_${way}_packets_total[$__rate_interval]))"}]}]}
                """;
        MetricProfile profile = MetricProfile.ESSENTIAL.plusDashboard(json);
        assertThat(List.of("node_load5", "node_network_receive_packets_total", "node_network_transmit_packets_total"))
                .allMatch(name -> keeps(profile, name));
        assertThat(keeps(profile, "orders_total")).isFalse();
        assertThat(MetricProfile.FULL.plusDashboard(json)).isSameAs(MetricProfile.FULL);
        assertThatThrownBy(() -> MetricProfile.ESSENTIAL.plusDashboard(json.replace("node_load5", "node_load6")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dashboard Orders, panel Load: metric node_load6 is not exposed by the exporter or the collector: did you mean node_load1? "
                                + "Otherwise add it to the profile, if a text file or an application exposes it: "
                                + "MetricProfile.ESSENTIAL.plus(\"node_load6\")");
        assertThat(MetricProfile.ESSENTIAL.plus("node_load6").plusDashboard(json.replace("node_load5", "node_load6")))
                .isNotNull();
    }

    @Test
    void plusDashboardReadsAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("load.json");
        Files.writeString(file, "{\"title\": \"Load\", \"panels\": [{\"targets\": [{\"expr\": \"node_load5\"}]}]}");
        assertThat(MetricProfile.ESSENTIAL.plusDashboard(file)).isEqualTo(MetricProfile.ESSENTIAL.plus("node_load5"));
        Files.writeString(file, "load");
        assertThatThrownBy(() -> MetricProfile.ESSENTIAL.plusDashboard(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": a dashboard must be a JSON object, got \"load\"");
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> MetricProfile.ESSENTIAL.plusDashboard(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dashboard must be a readable file, got " + missing + " in "
                        + Path.of("").toAbsolutePath() + ": java.nio.file.NoSuchFileException: " + missing);
    }

    @ParameterizedTest
    @CsvSource({
        "node_cpu, node_cpu_seconds_total",
        "node_filesystem_size, node_filesystem_size_bytes",
        "node_memory_MemFree, node_memory_MemFree_bytes",
        "node_cpu_second_total, node_cpu_seconds_total",
        "ecs_container_restart_count, ecs_container_restarts_total",
    })
    void suggestsTheNameWithItsUnitOrTheNearestOne(String misspelt, String meant) {
        assertThat(ExposedMetrics.BUNDLED.nearest(misspelt)).contains(meant);
    }

    @Test
    void theLibrarysDashboardsAddNothing() throws IOException {
        for (String file : List.of("ecs-task.json", "ecs-node.json")) {
            assertThat(MetricProfile.ESSENTIAL.plusDashboard(Path.of("../dashboards", file)))
                    .isEqualTo(MetricProfile.ESSENTIAL);
        }
    }

    @Test
    void rejectsNull() {
        assertThatThrownBy(() -> MetricProfile.ESSENTIAL.plus((String) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got null");
    }

    @Test
    void cloudWatchMetricsRequireValidNames() {
        assertThatThrownBy(CloudWatchMetrics::ofPages)
                .hasMessage("names of metrics for CloudWatch must be given, got none: call ofPages(\"orders_.*\")");
        assertThatThrownBy(() -> CloudWatchMetrics.ofPages("orders total"))
                .hasMessageEndingWith("got \"orders total\": \" \" is not allowed, at character 7");
    }
}
