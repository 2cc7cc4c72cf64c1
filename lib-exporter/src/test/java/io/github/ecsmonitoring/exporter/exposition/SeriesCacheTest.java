package io.github.ecsmonitoring.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesCacheTest {
    private final SeriesCache cache = new SeriesCache("x");
    private final List<String> faults = new ArrayList<>();

    @Test
    void writesSeriesInPageOrder() {
        add(1, "b", "2", "a", "1");
        add(2, "a", "2");
        add(3, "a", "1");
        add(4);
        assertThat(page()).isEqualTo("""
                x 4
                x{a="1"} 3
                x{a="2"} 2
                x{a="1",b="2"} 1
                """);
    }

    @Test
    void reusesSeriesWithTheSameLabelsAtTheSamePosition() {
        add(1, "a", "2");
        add(2, "a", "1");
        add(3);
        List<Series> before = series();
        int text = cache.textBytes();
        cache.clear();
        add(4, new String("a"), new String("2"));
        add(5, new String("a"), new String("1"));
        add(6);
        assertThat(series()).containsExactlyElementsOf(before);
        assertThat(cache.textBytes()).isEqualTo(text);
        assertThat(page()).isEqualTo("""
                x 6
                x{a="1"} 5
                x{a="2"} 4
                """);
    }

    @Test
    void replacesOnlyTheSeriesWhoseLabelsChanged() {
        addAll("0", "1", "2");
        List<Series> before = series();
        cache.clear();
        addAll("0", "3", "2");
        assertThat(page()).isEqualTo("""
                x{a="0"} 0
                x{a="2"} 2
                x{a="3"} 3
                """);
        assertThat(cache.get(0)).isSameAs(before.get(0));
        assertThat(cache.get(1)).isSameAs(before.get(2));
        assertThat(before).doesNotContain(cache.get(2));
    }

    @Test
    void reusesTheLastSeriesAfterScrapesWithoutThem() {
        addAll("0", "1", "2");
        List<Series> before = series();
        cache.clear();
        addAll("0");
        assertThat(page()).isEqualTo("x{a=\"0\"} 0\n");
        cache.clear();
        addAll("0", "1", "2");
        assertThat(series()).containsExactlyElementsOf(before);
    }

    @Test
    void replacesSeriesWhoseNumberOfLabelsOrRoleChanged() {
        add(1, "a", "1");
        page();
        cache.clear();
        add(2, "a", "1", "b", "2");
        assertThat(page()).isEqualTo("x{a=\"1\",b=\"2\"} 2\n");
        cache.clear();
        add(SampleRole.sum(0), 3, "a", "1", "b", "2");
        assertThat(page()).isEqualTo("x_sum{a=\"1\",b=\"2\"} 3\n");
        cache.clear();
        add(4, "a", "1", "b", "2");
        assertThat(page()).isEqualTo("x{a=\"1\",b=\"2\"} 4\n");
    }

    @Test
    void replacesSeriesWhoseRoleDiffersOnlyInPositionOrBoundLabel() {
        add(SampleRole.sum(0), 1);
        List<Series> before = series();
        cache.clear();
        add(SampleRole.sum(1), 2);
        assertThat(series()).hasSize(1).doesNotContainAnyElementsOf(before);
        cache.clear();
        add(3);
        assertThat(page()).isEqualTo("x 3\n");
        cache.clear();
        add(SampleRole.quantile(0, 0), 4);
        assertThat(page()).isEqualTo("x{quantile=\"0\"} 4\n");
    }

    @Test
    void reusesABucketUnlessItsBoundChanged() {
        add(SampleRole.bucket(0, 0.5), 1);
        add(SampleRole.bucket(1, 1), 2);
        List<Series> before = series();
        cache.clear();
        add(SampleRole.bucket(0, 0.5), 3);
        add(SampleRole.bucket(1, 2), 4);
        assertThat(page()).isEqualTo("""
                x_bucket{le="0.5"} 3
                x_bucket{le="2"} 4
                """);
        assertThat(cache.get(0)).isSameAs(before.get(0));
        assertThat(cache.get(1)).isNotSameAs(before.get(1));
    }

    @Test
    void reusesLabelsNotTheArrayThatHeldThem() {
        String[] labels = {"a", "1", "b", "2"};
        cache.add(labels, 2, SampleRole.VALUE).value = 1;
        labels[1] = "2";
        cache.add(labels, 2, SampleRole.VALUE).value = 2;
        labels[1] = "3";
        assertThat(page()).isEqualTo("""
                x{a="1"} 1
                x{a="2"} 2
                """);
        cache.clear();
        cache.add(labels, 2, SampleRole.VALUE).value = 3;
        assertThat(page()).isEqualTo("x{a=\"3\"} 3\n");
    }

    @Test
    void dropsRepeatedSeriesAndReportsThemInEachScrape() {
        for (int scrape = 0; scrape < 3; scrape++) {
            add(1, "b", "2", "a", "1");
            add(2, "a", "0");
            add(3, "a", "1", "b", "2");
            assertThat(page()).isEqualTo("""
                    x{a="0"} 2
                    x{a="1",b="2"} 1
                    """);
            assertThat(faults)
                    .containsExactly("x{a=\"1\",b=\"2\"} was collected before with the same name and label values");
            faults.clear();
            cache.clear();
        }
        addAll("0");
        assertThat(page()).isEqualTo("x{a=\"0\"} 0\n");
        assertThat(faults).isEmpty();
    }

    @Test
    void sortsAgainWhenAScrapeHasAsManySeriesAsThePageBefore() {
        addAll("0", "0", "1");
        assertThat(page()).isEqualTo("x{a=\"0\"} 0\nx{a=\"1\"} 1\n");
        cache.clear();
        addAll("0", "0");
        assertThat(page()).isEqualTo("x{a=\"0\"} 0\n");
        assertThat(faults).hasSize(2);
    }

    @Test
    void rejectsNullLabelsAndKeepsTheSeriesAtTheirPosition() {
        addAll("0", "1");
        List<Series> before = series();
        int text = cache.textBytes();
        cache.clear();
        addAll("0");
        assertThatThrownBy(() -> add(7, "a", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("label of x is null: a=null");
        assertThatThrownBy(() -> add(7, "a", "1", null, "2"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("label of x is null: null=2");
        addAll("1");
        assertThat(series()).containsExactlyElementsOf(before);
        assertThat(cache.textBytes()).isEqualTo(text);
        assertThat(faults).isEmpty();
    }

    @Test
    void startsEmptyWhenTheFirstSampleIsRejected() {
        assertThatThrownBy(() -> add(1, "a", null)).hasMessage("label of x is null: a=null");
        assertThat(cache.isEmpty()).isTrue();
        assertThat(cache.textBytes()).isZero();
    }

    /** The third replaced series ends the reuse of the text. */
    @Test
    void forgetsSeriesWhenMostTextIsUnused() {
        List<Integer> sizes = new ArrayList<>();
        for (int scrape = 0; scrape < 9; scrape++) {
            addAll("k", Integer.toString(scrape));
            assertThat(page()).isEqualTo("x{a=\"" + scrape + "\"} " + scrape + "\nx{a=\"k\"} 7\n");
            sizes.add(cache.textBytes() / "x{a=\"0\"} ".length());
            cache.clear();
        }
        assertThat(sizes).containsExactly(2, 3, 4, 5, 2, 3, 4, 5, 2);
    }

    @Test
    void forgetsSeriesWhenFewRemain() {
        addNumbers(200);
        List<Series> before = series();
        cache.clear();
        addNumbers(68);
        assertThat(before).containsAll(series());
        cache.clear();
        addNumbers(200);
        assertThat(series()).containsExactlyElementsOf(before);
        cache.clear();
        addNumbers(67);
        cache.clear();
        assertThat(cache.textBytes()).isZero();
        addNumbers(200);
        assertThat(series()).hasSize(200).doesNotContainAnyElementsOf(before);
    }

    @Test
    void forgetsAllSeriesWhenReleased() {
        addAll("0");
        List<Series> before = series();
        cache.clear();
        assertThat(cache.isEmpty()).isTrue();
        cache.release();
        assertThat(cache.textBytes()).isZero();
        addAll("0");
        assertThat(page()).isEqualTo("x{a=\"0\"} 0\n");
        assertThat(cache.get(0)).isNotSameAs(before.get(0));
    }

    @Test
    void keepsNoTextOfAMetricWithThousandsOfSeries() {
        for (int scrape = 0; scrape < 2; scrape++) {
            addNumbers(20_000);
            assertThat(page())
                    .startsWith("x{a=\"0\"} 0\nx{a=\"1\"} 1\nx{a=\"10\"} 10\n")
                    .hasLineCount(20_000);
            assertThat(cache.textBytes()).isBetween(128 * 1024, 129 * 1024);
            cache.clear();
        }
    }

    @Test
    void ordersValuesByTheirUtf8Bytes() {
        addValues("\ud83d\ude00", "\uff21", "\u00e4", "z", "", "za");
        assertThat(page()).isEqualTo("""
                x{a=""} 0
                x{a="z"} 0
                x{a="za"} 0
                x{a="\u00e4"} 0
                x{a="\uff21"} 0
                x{a="\ud83d\ude00"} 0
                """);
    }

    @Test
    void forgetsTheSeriesThatAreTruncated() {
        addAll("2", "3", "1");
        List<Series> before = series();
        cache.clear();
        addAll("2", "3", "1", "0");
        cache.truncate(2);
        assertThat(page()).isEqualTo("x{a=\"2\"} 2\nx{a=\"3\"} 3\n");
        cache.clear();
        addAll("2", "3", "1");
        assertThat(page()).isEqualTo("x{a=\"1\"} 1\nx{a=\"2\"} 2\nx{a=\"3\"} 3\n");
        assertThat(series().subList(1, 3)).containsExactlyElementsOf(before.subList(1, 3));
        assertThat(cache.get(0)).isNotSameAs(before.get(0));
        cache.truncate(0);
        assertThat(cache.isEmpty()).isTrue();
        assertThat(page()).isEmpty();
    }

    /** Adds a series for each value; its sample is the value, or 7 if that is no digit. */
    private void addAll(String... values) {
        for (String value : values) {
            add(value.equals("k") ? 7 : Integer.parseInt(value), "a", value);
        }
    }

    private void addValues(String... values) {
        for (String value : values) {
            add(0, "a", value);
        }
    }

    private void addNumbers(int count) {
        IntStream.range(0, count).forEach(i -> add(i, "a", Integer.toString(i)));
    }

    private void add(double value, String... labels) {
        add(SampleRole.VALUE, value, labels);
    }

    private void add(SampleRole role, double value, String... labels) {
        cache.add(labels, labels.length, role).value = value;
    }

    private List<Series> series() {
        cache.sort(faults);
        return IntStream.range(0, cache.size()).mapToObj(cache::get).toList();
    }

    private String page() {
        Utf8Buffer out = new Utf8Buffer();
        cache.sort(faults);
        IntStream.range(0, cache.size()).forEach(i -> cache.appendLine(i, out));
        return out.toString();
    }
}
