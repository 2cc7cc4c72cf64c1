package io.github.ecsmonitoring.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramAndSummaryTest {
    private final MetricSink sink = new MetricSink();

    @Test
    void writesHistogramsOneAfterTheOtherWithAnInfBucket() {
        sink.histogram("h", "Times.", new double[] {0.5, 10}, new double[] {1, 2}, 12.5, 3, "path", "/b");
        sink.histogram("h", "Times.", new double[] {Double.POSITIVE_INFINITY}, new double[] {7}, 1, 7, "path", "/a");
        assertThat(page()).isEqualTo("""
                # HELP h Times.
                # TYPE h histogram
                h_bucket{path="/a",le="+Inf"} 7
                h_sum{path="/a"} 1
                h_count{path="/a"} 7
                h_bucket{path="/b",le="0.5"} 1
                h_bucket{path="/b",le="10"} 2
                h_bucket{path="/b",le="+Inf"} 3
                h_sum{path="/b"} 12.5
                h_count{path="/b"} 3
                """);
        assertThat(sink.faults()).isEmpty();
    }

    @Test
    void writesASummaryWithoutLabels() {
        sink.summary("s", "Sizes.", new double[] {0.5, 0.99}, new double[] {1, Double.NaN}, 4, 2);
        assertThat(page()).isEqualTo("""
                # HELP s Sizes.
                # TYPE s summary
                s{quantile="0.5"} 1
                s{quantile="0.99"} NaN
                s_sum 4
                s_count 2
                """);
    }

    @Test
    void keepsTheFirstOfTwoWithTheSameLabels() {
        sink.summary("s", "Sizes.", new double[0], new double[0], 1, 1, "a", "b");
        sink.summary("s", "Sizes.", new double[0], new double[0], 2, 2, "a", "b");
        assertThat(page()).isEqualTo("""
                # HELP s Sizes.
                # TYPE s summary
                s_sum{a="b"} 1
                s_count{a="b"} 1
                """);
        String fault = "s{a=\"b\"} was collected before with the same name and label values";
        assertThat(sink.faults()).containsExactly(fault, fault);
    }

    @Test
    void dropsAHistogramWhoseNameHasAnotherType() {
        sink.gauge("h", "Times.", 1);
        sink.histogram("h", "Times.", new double[0], new double[0], 1, 1);
        assertThat(page()).isEqualTo("# HELP h Times.\n# TYPE h gauge\nh 1\n");
        String fault = "dropped a sample of h: its type histogram and help \"Times.\""
                + " differ from the earlier type gauge and help \"Times.\"";
        assertThat(sink.faults()).containsExactly(fault, fault, fault);
    }

    @Test
    void writesNothingOfTheBoundsOfTheScrapeBefore() {
        sink.summary("x", "Sizes.", new double[] {0.5}, new double[] {1}, 1, 1, "a", "b");
        page();
        sink.clear();
        sink.summary("x", "Sizes.", new double[] {0.9}, new double[] {2}, 3, 1, "a", "b");
        assertThat(page()).isEqualTo("""
                # HELP x Sizes.
                # TYPE x summary
                x{a="b",quantile="0.9"} 2
                x_sum{a="b"} 3
                x_count{a="b"} 1
                """);
        sink.clear();
        sink.gauge("x", "Sizes.", 4, "a", "b");
        assertThat(page()).isEqualTo("# HELP x Sizes.\n# TYPE x gauge\nx{a=\"b\"} 4\n");
    }

    private String page() {
        Utf8Buffer text = new Utf8Buffer();
        TextFormat.write(sink, text);
        return text.toString();
    }
}
