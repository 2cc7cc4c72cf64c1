package io.github.ecsmonitoring.exporter.collector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.filesystem.StatfsProbe.Outcome;
import io.github.ecsmonitoring.exporter.host.io.KernelCalls.Statfs;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls for mounts below /hung hang until {@link #release}; those for others return at once. */
@Timeout(60)
class StatfsProbeTest {
    private static final Statfs SIZE = new Statfs(4096, 10, 5, 4, 100, 50);
    private static final Outcome TIMED_OUT = new Outcome(null, "mountpoint timeout");

    private final CountDownLatch release = new CountDownLatch(1);
    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
    private final AtomicInteger hanging = new AtomicInteger();

    private Statfs statfs(String path) throws IOException {
        called.add(path);
        threads.add(Thread.currentThread());
        if (path.startsWith("/gone")) {
            throw new IOException("no such file or directory");
        }
        if (path.startsWith("/hung") && release.getCount() > 0) {
            hanging.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            } finally {
                hanging.decrementAndGet();
            }
        }
        return SIZE;
    }

    @Test
    void returnsResultsInTheOrderOfTheMounts() throws IOException {
        assertThat(new StatfsProbe(4, 60_000).callAll(this::statfs, List.of("/", "/gone", "/data")))
                .containsExactly(
                        new Outcome(SIZE, ""), new Outcome(null, "no such file or directory"), new Outcome(SIZE, ""));
        assertThat(new StatfsProbe(4, 60_000).callAll(this::statfs, List.of())).isEmpty();
    }

    @Test
    void reportsAHangingMountAndReadsTheOthers() throws IOException {
        StatfsProbe probe = new StatfsProbe(4, 500);
        assertThat(probe.callAll(this::statfs, List.of("/", "/hung", "/data")))
                .containsExactly(new Outcome(SIZE, ""), TIMED_OUT, new Outcome(SIZE, ""));
        release.countDown();
    }

    @Test
    void skipsAHangingMountUntilItRecovers() throws IOException, InterruptedException {
        StatfsProbe probe = new StatfsProbe(4, 500);
        probe.callAll(this::statfs, List.of("/hung"));
        called.clear();
        for (int i = 0; i < 20; i++) {
            assertThat(probe.callAll(this::statfs, List.of("/hung", "/")))
                    .containsExactly(TIMED_OUT, new Outcome(SIZE, ""));
        }
        assertThat(called).containsExactly("/");
        assertThat(hanging).hasValue(1);
        release.countDown();
        Outcome outcome = TIMED_OUT;
        for (int i = 0; i < 500 && outcome.equals(TIMED_OUT); i++) {
            Thread.sleep(10);
            outcome = probe.callAll(this::statfs, List.of("/hung"))[0];
        }
        assertThat(outcome).isEqualTo(new Outcome(SIZE, ""));
    }

    @Test
    void readsOtherMountsWhileManyHang() throws IOException {
        StatfsProbe probe = new StatfsProbe(4, 500);
        List<String> mounts = List.of("/hung1", "/hung2", "/hung3", "/");
        for (int i = 0; i < 5; i++) {
            assertThat(probe.callAll(this::statfs, mounts))
                    .containsExactly(TIMED_OUT, TIMED_OUT, TIMED_OUT, new Outcome(SIZE, ""));
        }
        assertThat(hanging).hasValue(3);
        release.countDown();
    }

    @Test
    void limitsHangingThreadsAndReusesThem() throws IOException, InterruptedException {
        StatfsProbe probe = new StatfsProbe(2, 500);
        assertThat(probe.callAll(this::statfs, List.of("/hung1", "/hung2", "/hung3", "/")))
                .containsExactly(TIMED_OUT, TIMED_OUT, TIMED_OUT, TIMED_OUT);
        probe.callAll(this::statfs, List.of("/hung4", "/hung5"));
        assertThat(hanging).hasValue(2);
        assertThat(threads).hasSize(2);
        release.countDown();
        Outcome outcome = TIMED_OUT;
        for (int i = 0; i < 500 && outcome.equals(TIMED_OUT); i++) {
            Thread.sleep(10);
            outcome = probe.callAll(this::statfs, List.of("/"))[0];
        }
        assertThat(outcome).isEqualTo(new Outcome(SIZE, ""));
    }

    @Test
    void reportsAnUnexpectedExceptionAsAnError() throws IOException {
        StatfsProbe.Call failing = path -> {
            throw new IllegalStateException("a bug");
        };
        assertThat(new StatfsProbe(4, 60_000).callAll(failing, List.of("/")))
                .containsExactly(new Outcome(null, "java.lang.IllegalStateException: a bug"));
    }
}
