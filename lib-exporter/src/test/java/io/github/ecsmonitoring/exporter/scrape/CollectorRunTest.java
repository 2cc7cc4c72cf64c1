package io.github.ecsmonitoring.exporter.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.host.HostReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CollectorRunTest {
    @TempDir
    Path folder;

    private volatile CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private final NamedCollector first = new NamedCollector("first", (host, out) -> out.gauge("first", "h", 1));
    private final NamedCollector last = new NamedCollector("last", (host, out) -> out.gauge("last", "h", 1));
    private final NamedCollector hanging = new NamedCollector("hanging", this::hang, new HangingScrapes(Duration.ZERO));

    private void hang(HostReader host, MetricSink out) throws IOException {
        out.gauge("before", "h", 1);
        entered.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        out.gauge("after", "h", 1);
    }

    /** A client's time-out may end before the first collector is entered. */
    @Test
    void noCollectorHangsInARunThatWasAbandonedBeforeItEnteredOne() throws Exception {
        CollectorSet set = set(
                new Machine(folder), new NamedCollector("only", first.collector(), new HangingScrapes(Duration.ZERO)));
        CollectorRun run = set.run(new MetricSink());
        assertThat(run.abandon()).isTrue();
        MetricSink meanwhile = new MetricSink();
        assertThat(set.run(meanwhile).collect()).isTrue();
        assertThat(samples(meanwhile)).contains("first 1");
        assertThat(run.collect()).isFalse();
        MetricSink next = new MetricSink();
        assertThat(set.run(next).collect()).isTrue();
        assertThat(samples(next)).contains("first 1", "node_scrape_collector_success{collector=\"only\"} 1");
    }

    @Test
    void noCollectorHangsInARunThatFailedByItself() throws Exception {
        CollectorSet set = set(
                new Machine(folder), new NamedCollector("only", first.collector(), new HangingScrapes(Duration.ZERO)));
        CollectorRun run = set.run(new MetricSink());
        assertThat(run.fail()).isTrue();
        assertThat(run.abandon()).as("there is nothing left to answer").isFalse();
        MetricSink next = new MetricSink();
        assertThat(set.run(next).collect()).isTrue();
        assertThat(samples(next)).contains("first 1");
    }

    @Test
    void aCollectorFailsOnlyIfWhatItLeavesOutIsAllThatItHas() throws Exception {
        Machine machine = new Machine(folder).with("proc/number", "1").with("proc/text", "x");
        NamedCollector some = new NamedCollector("some", (host, out) -> {
            host.procFolder("").number("text").ifPresent(value -> out.gauge("text", "h", value));
            host.procFolder("").number("number").ifPresent(value -> out.gauge("number", "h", value));
        });
        NamedCollector none = new NamedCollector(
                "none", (host, out) -> host.attempt(() -> host.proc("missing").firstLine()));
        MetricSink sink = new MetricSink();
        assertThat(set(machine, some, none, first).run(sink).collect()).isTrue();
        assertThat(samples(sink)).isEqualTo("""
                first 1
                node_scrape_collector_success{collector="first"} 1
                node_scrape_collector_success{collector="none"} 0
                node_scrape_collector_success{collector="some"} 1
                number 1
                """);
        assertThat(machine.logged()).isEqualTo("""
                level=DEBUG msg="collector left out a part" name=some err="…/proc/text: expected a whole number, got \\"x\\""
                level=ERROR msg="collector failed" name=none err="java.nio.file.NoSuchFileException: …/proc/missing"
                """);
    }

    @Test
    void answersWithWhatIsReadyAndMarksTheLateCollectorsFailed() throws Exception {
        Machine machine = new Machine(folder);
        CollectorSet set = set(machine, first, hanging, last);
        MetricSink sink = new MetricSink();
        CollectorRun run = set.run(sink);
        CompletableFuture<Boolean> inTime = CompletableFuture.supplyAsync(run::collect);
        entered.await();
        assertThat(run.abandon()).isTrue();
        assertThat(samples(sink)).isEqualTo("""
                before 1
                first 1
                node_scrape_collector_success{collector="first"} 1
                node_scrape_collector_success{collector="hanging"} 0
                node_scrape_collector_success{collector="last"} 0
                """);

        MetricSink next = new MetricSink();
        assertThat(set.run(next).collect())
                .as("a later scrape does not wait for the collector that hangs")
                .isTrue();
        assertThat(samples(next)).isEqualTo("""
                first 1
                last 1
                node_scrape_collector_success{collector="first"} 1
                node_scrape_collector_success{collector="hanging"} 0
                node_scrape_collector_success{collector="last"} 1
                """);

        release.countDown();
        assertThat(inTime.get()).as("the late thread must not answer too").isFalse();
        assertThat(samples(sink))
                .as("the late collector cannot add to a page that was sent")
                .doesNotContain("after");
        MetricSink recovered = new MetricSink();
        assertThat(set.run(recovered).collect()).isTrue();
        assertThat(samples(recovered)).contains("after 1", "node_scrape_collector_success{collector=\"hanging\"} 1");
        assertThat(machine.logged()).isEqualTo("""
                level=ERROR msg="collector is late" name=hanging
                level=DEBUG msg="collector still hangs since an earlier scrape" name=hanging
                level=DEBUG msg="collector ended after the scrape" name=hanging
                level=INFO msg="collector has come back" name=hanging
                """);
    }

    @Test
    void logsOnceAMinuteThatACollectorIsLate() throws Exception {
        Machine machine = new Machine(folder);
        NamedCollector slow = new NamedCollector("slow", this::hang, new HangingScrapes(Duration.ofHours(1)));
        CollectorSet set = set(machine, slow);
        List<CompletableFuture<Boolean>> late = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CollectorRun run = set.run(new MetricSink());
            entered = new CountDownLatch(1);
            late.add(CompletableFuture.supplyAsync(run::collect, Thread::startVirtualThread));
            entered.await();
            assertThat(run.abandon()).isTrue();
        }
        release.countDown();
        for (CompletableFuture<Boolean> each : late) {
            assertThat(each.get()).isFalse();
        }
        assertThat(machine.logged().lines().filter(line -> !line.startsWith("level=DEBUG")))
                .containsExactly("level=ERROR msg=\"collector is late\" name=slow");
    }

    @Test
    void staysStuckUntilTheLastThreadReturns() {
        HangingScrapes hanging = new HangingScrapes(Duration.ZERO);
        hanging.add(1);
        hanging.add(2);
        hanging.remove(1);
        assertThat(hanging.isStuck()).isTrue();
        hanging.remove(2);
        assertThat(hanging.isStuck()).isFalse();
    }

    @Test
    void isNotStuckBecauseOfShortTimeOuts() {
        HangingScrapes hanging = new HangingScrapes(Duration.ofHours(1));
        for (int i = 0; i < 100; i++) {
            hanging.add(System.nanoTime());
        }
        assertThat(hanging.isStuck()).isFalse();
    }

    @Test
    void isStuckWhenManyThreadsHaveWaitedForAFifthOfThePatience() {
        HangingScrapes hanging = new HangingScrapes(Duration.ofHours(5));
        long anHourAgo = System.nanoTime() - Duration.ofHours(1).toNanos();
        for (int i = 0; i < 7; i++) {
            hanging.add(anHourAgo - i);
            assertThat(hanging.isStuck()).isFalse();
        }
        hanging.add(anHourAgo - 7);
        assertThat(hanging.isStuck()).isTrue();
    }

    @Test
    void marksACollectorThatThrowsAnErrorAsFailed() {
        NamedCollector broken = new NamedCollector("broken", (host, out) -> {
            throw new StackOverflowError();
        });
        MetricSink sink = new MetricSink();
        assertThat(set(new Machine(folder), broken, last).run(sink).collect()).isTrue();
        assertThat(samples(sink)).isEqualTo("""
                last 1
                node_scrape_collector_success{collector="broken"} 0
                node_scrape_collector_success{collector="last"} 1
                """);
    }

    @Test
    void leavesOutACollectorWhoseSamplesExceedTheMemory() {
        NamedCollector large = new NamedCollector("large", (host, out) -> {
            for (int i = 0; i < 10_000; i++) {
                out.gauge("large", "h", i, "device", Integer.toString(i));
            }
        });
        NamedCollector careless = new NamedCollector("careless", (host, out) -> {
            try {
                large.collector().collect(host, out);
            } catch (RuntimeException ignored) {
                // as a collector does that goes on with its next device
            }
        });
        Machine machine = new Machine(folder);
        MetricSink sink = new MetricSink();
        sink.limit(bytes -> bytes < 1_000_000, 0);
        assertThat(set(machine, first, large, careless, last).run(sink).collect())
                .isTrue();
        assertThat(samples(sink)).isEqualTo("""
                first 1
                last 1
                node_scrape_collector_success{collector="careless"} 0
                node_scrape_collector_success{collector="first"} 1
                node_scrape_collector_success{collector="large"} 0
                node_scrape_collector_success{collector="last"} 1
                """);
        String leftOut = "level=ERROR msg=\"collector left out\" name=%s"
                + " err=\"its samples exceed the memory for pages, a part of the Java heap\"\n";
        assertThat(machine.logged()).isEqualTo(leftOut.formatted("large") + leftOut.formatted("careless"));
    }

    @Test
    void leavesOutACollectorThatRunsOutOfMemory() {
        NamedCollector hungry = new NamedCollector("hungry", (host, out) -> {
            out.gauge("hungry", "h", 1);
            throw new OutOfMemoryError("Java heap space");
        });
        Machine machine = new Machine(folder);
        MetricSink sink = new MetricSink();
        assertThat(set(machine, first, hungry, last).run(sink).collect()).isTrue();
        assertThat(samples(sink)).isEqualTo("""
                first 1
                last 1
                node_scrape_collector_success{collector="first"} 1
                node_scrape_collector_success{collector="hungry"} 0
                node_scrape_collector_success{collector="last"} 1
                """);
        assertThat(machine.logged())
                .isEqualTo("level=ERROR msg=\"collector left out\" name=hungry"
                        + " err=\"java.lang.OutOfMemoryError: Java heap space\"\n");
    }

    @Test
    void cannotBeAbandonedOnceItIsComplete() {
        CollectorSet set = set(new Machine(folder), first, last);
        CollectorRun run = set.run(new MetricSink());
        assertThat(run.collect()).isTrue();
        assertThat(run.abandon()).isFalse();
    }

    @Test
    void runsTheRequestedCollectorsOnly() {
        Machine machine = new Machine(folder);
        CollectorSet set =
                new CollectorSet(machine.host(), List.of(first, last), Set.of("first", "last", "off"), machine.log());
        assertThat(set.only(List.of("last")).names()).containsExactly("last");
        assertThat(set.without(List.of("last", "unknown")).names()).containsExactly("first");
        assertThat(set.without(List.of("first", "last")).names())
                .as("as in node_exporter")
                .containsExactly("first", "last");
        assertThatThrownBy(() -> set.only(List.of("off"))).hasMessage("disabled collector: off");
        assertThatThrownBy(() -> set.only(List.of("nope"))).hasMessage("missing collector: nope");
    }

    private static CollectorSet set(Machine machine, NamedCollector... collectors) {
        return new CollectorSet(machine.host(), List.of(collectors), Set.of(), machine.log());
    }

    private static String samples(MetricSink sink) {
        Utf8Buffer text = new Utf8Buffer();
        TextFormat.write(sink, text);
        return text.toString().replaceAll("(?m)^#.*\n|^node_scrape_collector_duration.*\n", "");
    }
}
