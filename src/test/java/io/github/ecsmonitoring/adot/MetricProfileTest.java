package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricProfileTest {
    private static boolean keeps(MetricProfile profile, String name) {
        return profile.exporter().map(name::matches).orElse(true) || profile.collector().map(name::matches).orElse(true);
    }

    @Test
    void essentialKeepsWhatDashboardsAndRulesReadAndNothingElse() throws IOException {
        List<String> read = Files.readAllLines(Path.of("../dashboards/essential-metrics.txt")).stream().filter(line -> !line.startsWith("#")).toList();
        assertThat(read).isNotEmpty().allMatch(name -> keeps(MetricProfile.ESSENTIAL, name));
        assertThat(families("node")).hasSizeGreaterThan(100).allMatch(name -> read.contains(name) == keeps(MetricProfile.ESSENTIAL, name));
        assertThat(families("ecs")).hasSizeGreaterThan(30).allMatch(name -> read.contains(name) == keeps(MetricProfile.ESSENTIAL, name));
    }

    private static List<String> families(String file) throws IOException {
        return Files.readAllLines(Path.of("../dashboards/src/test/resources/families", file + ".txt")).stream()
            .filter(line -> !line.startsWith("#")).map(line -> line.split(" ")[0]).toList();
    }

    @Test
    void eachPageIsAskedForItsOwnMetricsOnly() {
        assertThat(MetricProfile.ESSENTIAL.exporter().orElseThrow()).startsWith("ecs_(?:container_block_io_read_bytes_total|")
            .contains("|node_(?:cpu_seconds_total|").doesNotContain("otelcol");
        assertThat(MetricProfile.ESSENTIAL.collector().orElseThrow()).startsWith("otelcol_(?:exporter_queue_capacity|").doesNotContain("node");
    }

    @Test
    void plusKeepsMoreAndChangesNothing() {
        MetricProfile more = MetricProfile.ESSENTIAL.plus("node_vmstat_.*", "process_cpu_seconds_total");
        assertThat(List.of("node_vmstat_pgfault", "process_cpu_seconds_total", "node_load1")).allMatch(name -> keeps(more, name));
        assertThat(keeps(more, "node_load15")).isFalse();
        assertThat(keeps(MetricProfile.ESSENTIAL, "node_vmstat_pgfault")).isFalse();
    }

    @Test
    void fullKeepsAll() {
        assertThat(MetricProfile.FULL.exporter()).isEmpty();
        assertThat(MetricProfile.FULL.collector()).isEmpty();
        assertThat(MetricProfile.FULL.plus("node_load1")).isSameAs(MetricProfile.FULL);
        assertThat(AdotConfig.Builder.create().profile(MetricProfile.FULL).build().toYaml())
            .contains("regex: target_info\n", "regex: \"target_info|promhttp_.*\"\n").doesNotContain("keep");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "node_load1,up                  ; node_load1|up",
        "node_load5,node_load1          ; node_(?:load1|load5)",
        "node_load1,node_load1          ; node_load1",
        "job:http:rate5m,node_x,node_.* ; job:http:rate5m|node_x|node_.*",
        "jvm_(a|b)_bytes,jvm_c          ; jvm_c|jvm_(a|b)_bytes",
    })
    void namesOfOneKindShareTheirFirstWord(String names, String regex) {
        assertThat(NameRegex.of(List.of(names.split(",")))).isEqualTo(regex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "node load", "node_(load1", "(?!node).*", "node_.*+", "a**", "node_[[a]]", "node_\\d", "node_load1$", "{x}", "\""})
    void refusesWhatTheCollectorCouldNotRead(String name) {
        assertThatThrownBy(() -> MetricProfile.ESSENTIAL.plus(name)).isInstanceOf(IllegalArgumentException.class).hasMessage(
            "name of a metric must be a name or a regular expression of letters, digits, _ : . * + ? | ( ) [ ] ^ and -, got \"" + name + "\"");
    }

    @Test
    void metricsForCloudWatchAreNamed() {
        assertThatThrownBy(CloudWatchMetrics::ofPages).hasMessage("metrics of pages to send to CloudWatch must be named, got none");
        assertThatThrownBy(() -> CloudWatchMetrics.ofPages("orders total")).hasMessageEndingWith("got \"orders total\"");
    }
}
