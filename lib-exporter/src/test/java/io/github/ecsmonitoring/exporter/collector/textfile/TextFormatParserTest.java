package io.github.ecsmonitoring.exporter.collector.textfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected results are those of node_exporter 1.12.1 for the same text. */
class TextFormatParserTest {

    @Test
    void parsesHelpTypeLabelsAndValue() throws IOException {
        assertThat(page("""
                # HELP backup_seconds How long the \\"last\\" backup took,\\nin \\\\ seconds.
                # TYPE backup_seconds Gauge
                # a comment
                #

                  backup_seconds { volume = "da\\\\t\\"a\\n" , host="ü", }\t12.5
                """)).isEqualTo("""
                # HELP backup_seconds How long the "last" backup took,\\nin \\\\ seconds.
                # TYPE backup_seconds gauge
                backup_seconds{host="ü",volume="da\\\\t\\"a\\n"} 12.5
                """);
    }

    @Test
    void treatsAMetricWithoutTypeAsUntyped() throws IOException {
        assertThat(page("a 1\nb{}2\n")).isEqualTo("""
                # HELP a none
                # TYPE a untyped
                a 1
                # HELP b none
                # TYPE b untyped
                b 2
                """);
    }

    @Test
    void addsEmptyLabelsWhereSamplesLackThem() throws IOException {
        assertThat(page("# TYPE a counter\na{x=\"1\"} 1\na{y=\"2\"} 2\na 3\n")).isEqualTo("""
                # HELP a none
                # TYPE a counter
                a{x="",y=""} 3
                a{x="",y="2"} 2
                a{x="1",y=""} 1
                """);
    }

    @Test
    void joinsTheLinesOfAHistogram() throws IOException {
        assertThat(page("""
                # TYPE h histogram
                h_bucket{path="/",le="5"} 3
                h_bucket{path="/",le="1e-3"} 2
                h_sum{path="/"} 9.5
                h_count{path="/"} 4
                h_bucket{path="/x",le="+Inf"} 7
                """)).isEqualTo("""
                # HELP h none
                # TYPE h histogram
                h_bucket{path="/",le="0.001"} 2
                h_bucket{path="/",le="5"} 3
                h_bucket{path="/",le="+Inf"} 4
                h_sum{path="/"} 9.5
                h_count{path="/"} 4
                h_bucket{path="/x",le="+Inf"} 7
                h_sum{path="/x"} 0
                h_count{path="/x"} 0
                """);
    }

    @Test
    void joinsTheLinesOfASummary() throws IOException {
        assertThat(page("""
                # TYPE s summary
                s{quantile="0.9"} NaN
                s{quantile="0.5"} 2
                s_sum 3
                s_count 4.7
                """)).isEqualTo("""
                # HELP s none
                # TYPE s summary
                s{quantile="0.5"} 2
                s{quantile="0.9"} NaN
                s_sum 3
                s_count 4
                """);
    }

    @Test
    void keepsHistogramSuffixesOfOtherTypes() throws IOException {
        assertThat(page("# TYPE g gauge\ng_count 3\ng_bucket{le=\"1\"} 4\n"))
                .contains("g_count 3\n", "g_bucket{le=\"1\"} 4\n");
        assertThat(page("# TYPE s summary\ns_count 3\ns_bucket 4\n")).contains("s_count 3\n", "\ns_bucket 4\n");
    }

    @ParameterizedTest
    @CsvSource({
        "+Inf, +Inf",
        "-inf, -Inf",
        "INFINITY, +Inf",
        "nan, NaN",
        "+5, 5",
        "-0, 0",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1e-400, 0",
        "18446744073709551615, 1.8446744073709552e+19"
    })
    void parsesNumbersAsGoDoes(String number, String shown) throws IOException {
        assertThat(page("a " + number + "\n")).endsWith("\na " + shown + "\n");
    }

    @Test
    void findsNoFamiliesWithoutSamples() throws IOException {
        assertThat(TextFormatParser.parse("x.prom", new byte[0])).isEmpty();
        String comments = "  \n# HELP a b\n# TYPE a gauge\n# HELP\n# TYPE b\n \t";
        assertThat(TextFormatParser.parse("x.prom", comments.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void rejectsAFileWithAMalformedLine() {
        assertFails("a 1", "1: expected a line feed at the end of the file");
        assertFails("a 1\nb", "2: expected a line feed at the end of the file");
        assertFails("a 1\r\n", "1: expected a number, got \"1\r\"");
        assertFails("a 1 \n", "1: expected the end of the line after the value; timestamps are not supported");
        assertFails(
                "a 1 1395066363000\n", "1: expected the end of the line after the value; timestamps are not supported");
        assertFails("a\n", "1: expected a number, got \"\"");
        assertFails("a x\n", "1: expected a number, got \"x\"");
        assertFails("a 1_000\n", "1: expected a number, got \"1_000\"");
        assertFails("a 0x1p3\n", "1: expected a number, got \"0x1p3\"");
        assertFails("a 1d\n", "1: expected a number, got \"1d\"");
        assertFails("a 1e309\n", "1: expected a number, got \"1e309\"");
        assertFails("1a 1\n", "1: expected a metric name, got \"1a 1\"");
        assertFails("\0\1\2\n", "1: expected a metric name, got \"\0\1\2\"");
        assertFails("a{1b=\"x\"} 1\n", "1: expected a label, got \"1b=\"x\"} 1\"");
        assertFails("a{__name__=\"x\"} 1\n", "1: expected a label, got \"__name__=\"x\"} 1\"");
        assertFails("a{b:c=\"x\"} 1\n", "1: expected = after the label b");
        assertFails("a{b=c} 1\n", "1: expected \" before the value of the label b");
        assertFails("a{b=\"c 1\n", "1: expected \" after the value of the label b");
        assertFails("a{b=\"c\" 1\n", "1: expected , or } after the label b");
        assertFails("a{b=\"\\t\"} 1\n", "1: expected \\, n or \" after a backslash");
        assertFails("a{b=\"\\", "1: expected a line feed at the end of the file");
        assertFails("a{b=\"1\",b=\"2\"} 1\n", "1: duplicate label b");
        assertFails("# HELP a x\n# HELP a y\na 1\n", "2: second help text for a");
        assertFails("# HELP a \\q\n", "1: expected \\, n or \" after a backslash");
        assertFails("# HELP a{ x\n", "1: expected a metric name after HELP");
        assertFails("a 1\n# TYPE a gauge\n", "2: second type for a, or a type after its samples");
        assertFails("# TYPE a gauge \n", "1: expected counter, gauge, histogram, summary or untyped, got \"gauge \"");
        assertFails("# TYPE s summary\ns{quantile=\"x\"} 1\n", "2: expected a number, got \"x\"");
        assertFails("# TYPE h histogram\nh_count -1\n", "2: expected a count of 0 or more for h");
        assertFails("# TYPE h histogram\nh_count NaN\n", "2: expected a count of 0 or more for h");
    }

    @Test
    void requiresUtf8InLabelValuesButNotInHelpTexts() throws IOException {
        assertThatThrownBy(() ->
                        TextFormatParser.parse("x.prom", "a{b=\"\u00e9\"} 1\n".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("x.prom:1: the value of the label b is not UTF-8");
        assertThat(TextFormatParser.parse("x.prom", "# HELP a \u00e9\na 1\n".getBytes(StandardCharsets.ISO_8859_1)))
                .hasSize(1);
    }

    @Test
    void shortensLongQuotations() {
        assertThatThrownBy(() -> TextFormatParser.parse(
                        "x.prom", ("a " + "x".repeat(1 << 20) + "\n").getBytes(StandardCharsets.UTF_8)))
                .hasMessageEndingWith("x…")
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void parsesDamagedTextOrReportsTheMalformedLine() throws IOException {
        Damage.words("""
                        # HELP h Some \\n help.
                        # TYPE h histogram
                        h_bucket{a="b\\"",le="1"} 1
                        h_sum{a="b"} 1.5
                        # TYPE s summary
                        s{quantile="0.5",a="b"} 2
                        g 1
                        """, text -> TextFormatParser.parse("/proc/file", text.rest()));
    }

    private static String page(String text) throws IOException {
        MetricSink sink = new MetricSink();
        for (ParsedFamily family : TextFormatParser.parse("x.prom", text.getBytes(StandardCharsets.UTF_8))) {
            family.emit(sink, family.help == null ? "none" : family.help);
        }
        Utf8Buffer page = new Utf8Buffer();
        TextFormat.write(sink, page);
        return page.toString();
    }

    private static void assertFails(String text, String message) {
        assertThatThrownBy(() -> TextFormatParser.parse("x.prom", text.getBytes(StandardCharsets.UTF_8)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("x.prom:" + message);
    }
}
