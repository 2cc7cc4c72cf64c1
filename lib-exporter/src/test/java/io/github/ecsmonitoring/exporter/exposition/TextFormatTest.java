package io.github.ecsmonitoring.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextFormatTest {
    private final MetricSink sink = new MetricSink();

    @Test
    void writesFamiliesSortedByNameWithHelpAndType() {
        sink.gauge("node_load1", "1m load average.", 0.21);
        sink.counter("node_forks_total", "Total number of forks.", 1234567);
        sink.add(MetricType.UNTYPED, "node_netstat_Ip_Forwarding", "Statistic IpForwarding.", 1);
        sink.gauge("node_Load", "Upper case comes first.", 2);
        assertThat(page()).isEqualTo("""
                # HELP node_Load Upper case comes first.
                # TYPE node_Load gauge
                node_Load 2
                # HELP node_forks_total Total number of forks.
                # TYPE node_forks_total counter
                node_forks_total 1.234567e+06
                # HELP node_load1 1m load average.
                # TYPE node_load1 gauge
                node_load1 0.21
                # HELP node_netstat_Ip_Forwarding Statistic IpForwarding.
                # TYPE node_netstat_Ip_Forwarding untyped
                node_netstat_Ip_Forwarding 1
                """);
    }

    @Test
    void writesNothingForAnEmptySink() {
        assertThat(page()).isEmpty();
    }

    @Test
    void writesTheNamedFamiliesOnly() {
        sink.gauge("a", "h", 1);
        sink.gauge("b", "h", 2);
        assertThat(parts(Set.of("b", "c"), 1000)).containsExactly("# HELP b h\n# TYPE b gauge\nb 2\n");
    }

    @Test
    void writesALargePageInParts() {
        sink.gauge("a", "h", 1);
        for (int i = 0; i < 3; i++) {
            sink.gauge("b", "h", i, "device", Integer.toString(i));
        }
        assertThat(parts(Set.of(), 60))
                .containsExactly(
                        "# HELP a h\n# TYPE a gauge\na 1\n# HELP b h\n# TYPE b gauge\nb{device=\"0\"} 0\n",
                        "b{device=\"1\"} 1\nb{device=\"2\"} 2\n");
    }

    private List<String> parts(Set<String> names, int bytes) {
        List<String> parts = new ArrayList<>();
        TextFormat.write(sink, names, new Utf8Buffer(), bytes, part -> parts.add(part.toString()));
        return parts;
    }

    @Test
    void repeatsTheEscapingSchemeThatTheClientAccepts() {
        String start = "text/plain; version=0.0.4; charset=utf-8; escaping=";
        assertThat(TextFormat.contentType(null)).isEqualTo(start + "underscores");
        assertThat(TextFormat.contentType("text/plain")).isEqualTo(start + "underscores");
        assertThat(TextFormat.contentType("text/plain;version=1.0.0;escaping=allow-utf-8;q=0.5"))
                .isEqualTo(start + "allow-utf-8");
    }

    @Test
    void sortsTheLabelsOfASampleByName() {
        sink.gauge("x", "h", 1, "mode", "idle", "cpu", "0", "b", "2", "a", "1");
        assertThat(page()).endsWith("""
                x{a="1",b="2",cpu="0",mode="idle"} 1
                """);
    }

    @Test
    void escapesBackslashQuoteAndNewlineInLabelValues() {
        sink.gauge("x", "h", 1, "path", "C:\\dir\n\"quoted\"\ttab");
        assertThat(page()).endsWith("x{path=\"C:\\\\dir\\n\\\"quoted\\\"\ttab\"} 1\n");
    }

    @Test
    void escapesBackslashAndNewlineButNotQuotesInHelp() {
        sink.gauge("x", "a \\ and a\nline \"quoted\"", 1);
        assertThat(page()).startsWith("# HELP x a \\\\ and a\\nline \"quoted\"\n");
    }

    @Test
    void writesUtf8() {
        sink.gauge("x", "Größe", 1, "mountpoint", "/データ/🐳");
        String page = """
                # HELP x Größe
                # TYPE x gauge
                x{mountpoint="/データ/🐳"} 1
                """;
        assertThat(page()).isEqualTo(page);
        Utf8Buffer out = new Utf8Buffer();
        TextFormat.write(sink, out);
        assertThat(out.size()).isEqualTo(page.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void keepsAnEmptyLabelValue() {
        sink.gauge("x", "h", 1, "device", "");
        assertThat(page()).endsWith("x{device=\"\"} 1\n");
    }

    @Test
    void writesPagesLargerThanTheInitialBuffer() {
        for (int i = 0; i < 5_000; i++) {
            sink.counter("x_total", "h", i, "device", "veth" + i);
        }
        assertThat(page().lines()).hasSize(5_002).last().isEqualTo("x_total{device=\"veth999\"} 999");
    }

    private String page() {
        Utf8Buffer out = new Utf8Buffer();
        TextFormat.write(sink, out);
        return out.toString();
    }
}
