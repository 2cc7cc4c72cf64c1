package io.github.ecsmonitoring.exporter.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorSetTest {
    private static final Collector GOOD = (host, out) -> out.gauge("good", "h", 1);

    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void machine() {
        machine = new Machine(folder);
    }

    @Test
    void showsSuccessAndDurationOfEachCollector() throws IOException {
        CollectorSet set =
                set(new NamedCollector("b", GOOD), new NamedCollector("a", (host, out) -> out.gauge("other", "h", 2)));
        assertThat(set.names()).containsExactly("a", "b");
        assertThat(page(set).replaceAll("(duration_seconds\\{.*}) \\d\\S*", "$1 SOME"))
                .isEqualTo("""
                # HELP good h
                # TYPE good gauge
                good 1
                # HELP node_scrape_collector_duration_seconds node_exporter: Duration of a collector scrape.
                # TYPE node_scrape_collector_duration_seconds gauge
                node_scrape_collector_duration_seconds{collector="a"} SOME
                node_scrape_collector_duration_seconds{collector="b"} SOME
                # HELP node_scrape_collector_success node_exporter: Whether a collector succeeded.
                # TYPE node_scrape_collector_success gauge
                node_scrape_collector_success{collector="a"} 1
                node_scrape_collector_success{collector="b"} 1
                # HELP other h
                # TYPE other gauge
                other 2
                """);
        assertThat(machine.logged()).isEmpty();
    }

    @Test
    void keepsTheSamplesOfOthersAndThoseSentBeforeAFailure() throws IOException {
        assertSamples(
                set(failing(new IOException("/proc/stat: the file is empty")), new NamedCollector("good", GOOD)), """
                good 1
                node_scrape_collector_success{collector="bad"} 0
                node_scrape_collector_success{collector="good"} 1
                sent_before 1
                """);
        assertThat(machine.logged()).isEqualTo("""
                level=ERROR msg="collector failed" name=bad err="/proc/stat: the file is empty"
                """);
    }

    @Test
    void survivesUnexpectedExceptionsAndErrors() throws IOException {
        for (Exception error : List.of(new IllegalStateException("a bug"), new NoSuchFileException("/proc/stat"))) {
            assertSamples(set(failing(error), new NamedCollector("good", GOOD)), """
                    good 1
                    node_scrape_collector_success{collector="bad"} 0
                    node_scrape_collector_success{collector="good"} 1
                    sent_before 1
                    """);
        }
        assertSamples(
                set(new NamedCollector("bad", (host, out) -> {
                    throw new UnsatisfiedLinkError("no such function");
                })),
                "node_scrape_collector_success{collector=\"bad\"} 0\n");
        assertThat(machine.logged()).isEqualTo("""
                level=ERROR msg="collector failed" name=bad err="java.lang.IllegalStateException: a bug"
                level=ERROR msg="collector failed" name=bad err="java.nio.file.NoSuchFileException: /proc/stat"
                level=ERROR msg="collector failed" name=bad err="java.lang.UnsatisfiedLinkError: no such function"
                """);
    }

    @Test
    void logsAMissingSourceAtLevelDebugOnly() throws IOException {
        assertSamples(set(failing(new NoDataException("no such hardware"))), """
                node_scrape_collector_success{collector="bad"} 0
                sent_before 1
                """);
        assertThat(machine.logged()).isEqualTo("""
                level=DEBUG msg="collector returned no data" name=bad err="no such hardware"
                """);
    }

    private static NamedCollector failing(Exception error) {
        return new NamedCollector("bad", (host, out) -> {
            out.gauge("sent_before", "h", 1);
            if (error instanceof RuntimeException bug) {
                throw bug;
            }
            throw (IOException) error;
        });
    }

    private CollectorSet set(NamedCollector... collectors) {
        return new CollectorSet(machine.host(), List.of(collectors), Set.of(), machine.log());
    }

    private static void assertSamples(CollectorSet set, String expected) throws IOException {
        String samples = page(set)
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("(?m)^node_scrape_collector_duration_seconds\\{collector=\"\\w+\"} \\S+\n", "");
        assertThat(samples).isEqualTo(expected);
    }

    private static String page(CollectorSet set) {
        MetricSink sink = new MetricSink();
        assertThat(set.run(sink).collect()).isTrue();
        Utf8Buffer page = new Utf8Buffer();
        TextFormat.write(sink, page);
        return page.toString();
    }
}
