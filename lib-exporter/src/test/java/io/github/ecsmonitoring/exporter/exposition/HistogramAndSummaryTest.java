package io.github.ecsmonitoring.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramAndSummaryTest {
    private final MetricSink sink = new MetricSink();

    @Test
    void writesAHistogramInOnePieceAndAddsTheLastBound() {
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
        assertThat(page()).endsWith("s_sum{a=\"b\"} 1\ns_count{a=\"b\"} 1\n");
        assertThat(sink.faults()).hasSize(2).first().asString().startsWith("s{a=\"b\"} was collected before");
    }

    @Test
    void leavesOutOneWhoseNameHasAnotherType() {
        sink.gauge("h", "Times.", 1);
        sink.histogram("h", "Times.", new double[0], new double[0], 1, 1);
        assertThat(page()).isEqualTo("# HELP h Times.\n# TYPE h gauge\nh 1\n");
        assertThat(sink.faults()).isNotEmpty();
    }

    @Test
    void forgetsTheBoundsOfTheScrapeBefore() {
        sink.histogram("h", "Times.", new double[] {1}, new double[] {1}, 1, 1, "a", "b");
        page();
        sink.clear();
        for (int i = 0; i < 4; i++) {
            sink.gauge("g", "Heat.", i, "a", "b" + i);
        }
        assertThat(page())
                .isEqualTo(
                        "# HELP g Heat.\n# TYPE g gauge\ng{a=\"b0\"} 0\ng{a=\"b1\"} 1\ng{a=\"b2\"} 2\ng{a=\"b3\"} 3\n");
    }

    private String page() {
        Utf8Buffer text = new Utf8Buffer();
        TextFormat.write(sink, text);
        return text.toString();
    }
}
