package io.github.ecsmonitoring.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MetricSinkTest {
    private final MetricSink sink = new MetricSink();

    @Test
    void sortsSamplesByLabelValuesAsStrings() {
        for (String cpu : new String[] {"10", "2", "1", "0"}) {
            sink.counter("x_total", "h", 1, "cpu", cpu, "mode", "user");
            sink.counter("x_total", "h", 1, "cpu", cpu, "mode", "idle");
        }
        assertThat(page()).isEqualTo("""
                # HELP x_total h
                # TYPE x_total counter
                x_total{cpu="0",mode="idle"} 1
                x_total{cpu="0",mode="user"} 1
                x_total{cpu="1",mode="idle"} 1
                x_total{cpu="1",mode="user"} 1
                x_total{cpu="10",mode="idle"} 1
                x_total{cpu="10",mode="user"} 1
                x_total{cpu="2",mode="idle"} 1
                x_total{cpu="2",mode="user"} 1
                """);
    }

    @Test
    void putsSamplesWithFewerLabelsFirst() {
        sink.gauge("x", "h", 3, "a", "0", "b", "0");
        sink.gauge("x", "h", 2, "z", "9");
        sink.gauge("x", "h", 1);
        assertThat(page()).endsWith("""
                x 1
                x{z="9"} 2
                x{a="0",b="0"} 3
                """);
    }

    @Test
    void sortsByTheFirstLabelValueBeforeTheSecond() {
        sink.gauge("x", "h", 1, "a", "1", "b", "x");
        sink.gauge("x", "h", 2, "a", "10", "b", "a");
        sink.gauge("x", "h", 3, "a", "1", "b", "");
        assertThat(page()).endsWith("""
                x{a="1",b=""} 3
                x{a="1",b="x"} 1
                x{a="10",b="a"} 2
                """);
    }

    @Test
    void sortsByTheRawValueNotByItsEscapedText() {
        sink.gauge("x", "h", 1, "a", "\"");
        sink.gauge("x", "h", 2, "a", "A");
        assertThat(page()).endsWith("x{a=\"\\\"\"} 1\nx{a=\"A\"} 2\n");
    }

    @Test
    void sortsBytesUnsignedSoThatUtf8FollowsAscii() {
        sink.gauge("x", "h", 1, "a", "ﬀ");
        sink.gauge("x", "h", 2, "a", "🐳");
        sink.gauge("x", "h", 3, "a", "é");
        sink.gauge("x", "h", 4, "a", "~");
        assertThat(page()).endsWith("""
                x{a="~"} 4
                x{a="é"} 3
                x{a="ﬀ"} 1
                x{a="🐳"} 2
                """);
    }

    @Test
    void keepsTheFirstOfARepeatedSeriesAndReportsIt() {
        sink.gauge("x", "h", 1, "a", "1");
        sink.gauge("x", "h", 2, "b", "0", "a", "1");
        sink.gauge("x", "h", 3, "a", "1");
        sink.gauge("x", "h", 4, "a", "1", "b", "0");
        assertThat(page()).endsWith("""
                x{a="1"} 1
                x{a="1",b="0"} 2
                """);
        assertThat(sink.faults())
                .containsExactlyInAnyOrder(
                        "x{a=\"1\"} was collected before with the same name and label values",
                        "x{a=\"1\",b=\"0\"} was collected before with the same name and label values");
    }

    @Test
    void keepsSeriesThatDifferOnlyInALabelName() {
        sink.gauge("x", "h", 1, "b", "1");
        sink.gauge("x", "h", 2, "a", "1");
        assertThat(page()).endsWith("x{a=\"1\"} 2\nx{b=\"1\"} 1\n");
        assertThat(sink.faults()).isEmpty();
    }

    @Test
    void dropsSamplesWithAnotherTypeOrHelpThanTheFirst() {
        sink.gauge("x", "h", 1);
        sink.counter("x", "h", 2, "a", "1");
        sink.gauge("x", "other", 3, "a", "2");
        assertThat(page()).isEqualTo("""
                # HELP x h
                # TYPE x gauge
                x 1
                """);
        assertThat(sink.faults())
                .containsExactly(
                        "dropped a sample of x: its type counter and help \"h\" differ from the earlier type gauge and help \"h\"",
                        "dropped a sample of x: its type gauge and help \"other\" differ from the earlier type gauge and help \"h\"");
    }

    @Test
    void writesTheSamePageAfterClear() {
        fill();
        String first = page();
        sink.clear();
        assertThat(page()).isEmpty();
        fill();
        assertThat(page()).isEqualTo(first);
        assertThat(sink.faults()).hasSize(1);
    }

    @Test
    void acceptsAnotherTypeAndHelpAfterClear() {
        sink.gauge("x", "old", 1);
        sink.clear();
        sink.counter("x", "new", 2);
        assertThat(page()).isEqualTo("""
                # HELP x new
                # TYPE x counter
                x 2
                """);
        assertThat(sink.faults()).isEmpty();
    }

    @Test
    void omitsASampleThatFailedToBeAdded() {
        assertThatThrownBy(() -> sink.gauge("x", "h", 1, "a", null)).isInstanceOf(NullPointerException.class);
        assertThat(page()).isEmpty();
        sink.gauge("x", "h", 2, "a", "1");
        assertThat(page()).isEqualTo("""
                # HELP x h
                # TYPE x gauge
                x{a="1"} 2
                """);
    }

    @Test
    void dropsAGroupThatExceedsTheMemoryAndKeepsTheOthers() {
        List<Long> asked = new ArrayList<>();
        sink.limit(
                bytes -> {
                    asked.add(bytes);
                    return bytes <= 100_000;
                },
                1000);
        sink.gauge("before", "h", 1);
        sink.beginGroup();
        sink.gauge("large", "h", 1);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        sink.gauge("large", "h", i, "device", Integer.toString(i));
                    }
                })
                .isInstanceOf(MetricSink.TooLargeException.class)
                .hasMessage("the samples exceed the memory for pages");
        assertThatThrownBy(() -> sink.gauge("other", "h", 1)).isInstanceOf(MetricSink.TooLargeException.class);
        assertThat(asked.getLast()).isGreaterThan(100_000);
        assertThat(sink.endGroup()).isFalse();
        assertThat(asked.getLast()).as("gives back what the group took").isLessThan(1000);
        sink.gauge("outside", "h", 1);
        sink.beginGroup();
        sink.gauge("after", "h", 1);
        assertThat(sink.endGroup()).isTrue();
        assertThat(page().replaceAll("(?m)^#.*\n", "")).isEqualTo("after 1\nbefore 1\noutside 1\n");
    }

    @Test
    void samplesOutsideOfAGroupAreAlwaysTaken() {
        sink.limit(bytes -> false, 0);
        sink.gauge("a", "h", 1);
        assertThat(page()).endsWith("a 1\n");
    }

    @Test
    void rejectsSamplesOnceSealedEvenAfterClear() {
        sink.gauge("x", "h", 1);
        sink.seal();
        assertRejectsSamples();
        assertThat(page()).isEqualTo("""
                # HELP x h
                # TYPE x gauge
                x 1
                """);
        sink.clear();
        assertRejectsSamples();
        assertThat(page()).isEmpty();
        assertThat(sink.faults()).isEmpty();
    }

    private void assertRejectsSamples() {
        List<ThrowingCallable> ways = List.of(
                () -> sink.gauge("x", "h", 2),
                () -> sink.counter("y_total", "h", 2, "a", "1"),
                () -> sink.gauge("x", "h", 2, "a", "1", "b", "2", "c", "3", "d", "4"),
                () -> sink.histogram("z", "h", new double[0], new double[0], 2, 1),
                () -> sink.summary("s", "h", new double[0], new double[0], 2, 1));
        assertThat(ways)
                .allSatisfy(way -> assertThatThrownBy(way)
                        .isInstanceOf(MetricSink.SealedException.class)
                        .hasMessage("sample dropped: the scrape was answered before it was added"));
    }

    /** The thread that ends a late scrape adds samples while the collector goes on. */
    @Test
    void keepsTheLabelsOfTwoThreadsApart() throws Exception {
        MetricSink sink = new MetricSink();
        Thread other = new Thread(() -> fill(sink, "late", "collector"));
        other.start();
        fill(sink, "device_up", "device");
        other.join();
        Utf8Buffer page = new Utf8Buffer();
        TextFormat.write(sink, page);
        assertThat(page.toString().lines().filter(line -> !line.startsWith("#")))
                .hasSize(40_000)
                .allMatch(line -> line.matches("late\\{collector=.*|device_up\\{device=.*"));
    }

    private static void fill(MetricSink sink, String name, String label) {
        for (int i = 0; i < 20_000; i++) {
            sink.gauge(name, "h", 1, label, Integer.toString(i));
        }
    }

    /** Series appear, disappear, move and repeat; none of it may show on a later page. */
    @Test
    void writesThePageOfANewSinkWhateverWasAddedBefore() {
        Random random = new Random(7);
        List<String> values = new ArrayList<>(List.of("", "0", "1", "10", "2", "a b", "a\"b", "a\\", "é", "a!", "a"));
        for (int scrape = 0; scrape < 2_000; scrape++) {
            if (scrape % 3 == 0) {
                Collections.swap(values, random.nextInt(values.size()), random.nextInt(values.size()));
            }
            int most = random.nextInt(4) == 0 ? random.nextInt(values.size()) : values.size();
            long seed = random.nextInt(3);
            MetricSink fresh = new MetricSink();
            fill(fresh, values.subList(0, most), new Random(seed));
            sink.clear();
            fill(sink, values.subList(0, most), new Random(seed));
            assertThat(page()).as("scrape " + scrape).isEqualTo(page(fresh));
            assertThat(sink.faults()).as("scrape " + scrape).isEqualTo(fresh.faults());
        }
    }

    private static void fill(MetricSink sink, List<String> values, Random random) {
        for (String value : values) {
            sink.gauge("x", "h", random.nextInt(), random.nextInt(9) == 0 ? "b" : "a", new String(value));
            sink.counter("y_total", "h", 1, "z", value, "a", "0", "m", random.nextInt(20) == 0 ? "0" : value);
            if (random.nextInt(5) == 0) {
                sink.summary("s", "h", new double[] {0.5}, new double[] {1}, 2, 3, "a", value);
            }
            if (random.nextInt(5) == 0) {
                sink.gauge("none", "h", 1);
            }
        }
        sink.add(values.size() > 5 ? MetricType.SUMMARY : MetricType.GAUGE, "s", "h", 4, "a", "0");
    }

    private void fill() {
        sink.gauge("x", "h", 1, "cpu", "1");
        sink.gauge("x", "h", 2, "cpu", "0");
        sink.gauge("x", "h", 3, "cpu", "0");
        sink.counter("a_total", "h", 1e9);
    }

    private String page() {
        return page(sink);
    }

    private static String page(MetricSink sink) {
        Utf8Buffer out = new Utf8Buffer();
        TextFormat.write(sink, out);
        return out.toString();
    }
}
