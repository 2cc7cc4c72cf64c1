package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.StatfsProbe.Answer;
import io.github.ecsmonitoring.exporter.host.Syscalls.Statfs;
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

/** Mounts below /hung never answer, until {@link #release}; others do at once. */
@Timeout(60)
class StatfsProbeTest {
    private static final Statfs SIZE = new Statfs(4096, 10, 5, 4, 100, 50);
    private static final Answer LATE = new Answer(null, "mountpoint timeout");

    private final CountDownLatch release = new CountDownLatch(1);
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
    private final AtomicInteger hanging = new AtomicInteger();

    private Statfs statfs(String path) throws IOException {
        asked.add(path);
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
    void answersInTheOrderOfTheQuestions() throws IOException {
        assertThat(new StatfsProbe(4, 60_000, this::statfs).ask(List.of("/", "/gone", "/data")))
                .containsExactly(
                        new Answer(SIZE, ""), new Answer(null, "no such file or directory"), new Answer(SIZE, ""));
        assertThat(new StatfsProbe(4, 60_000, this::statfs).ask(List.of())).isEmpty();
    }

    @Test
    void reportsTheMountThatHangsAndAnswersForTheOthers() throws IOException {
        StatfsProbe probe = new StatfsProbe(4, 500, this::statfs);
        assertThat(probe.ask(List.of("/", "/hung", "/data")))
                .containsExactly(new Answer(SIZE, ""), LATE, new Answer(SIZE, ""));
        release.countDown();
    }

    @Test
    void asksAMountThatHangsNoMoreUntilItComesBack() throws IOException, InterruptedException {
        StatfsProbe probe = new StatfsProbe(4, 500, this::statfs);
        probe.ask(List.of("/hung"));
        asked.clear();
        for (int i = 0; i < 20; i++) {
            assertThat(probe.ask(List.of("/hung", "/"))).containsExactly(LATE, new Answer(SIZE, ""));
        }
        assertThat(asked).containsExactly("/");
        assertThat(hanging).hasValue(1);
        release.countDown();
        Answer answer = LATE;
        for (int i = 0; i < 500 && answer.equals(LATE); i++) {
            Thread.sleep(10);
            answer = probe.ask(List.of("/hung"))[0];
        }
        assertThat(answer).isEqualTo(new Answer(SIZE, ""));
    }

    @Test
    void answersForTheOthersWhileManyMountsOfOneServerHang() throws IOException {
        StatfsProbe probe = new StatfsProbe(4, 500, this::statfs);
        List<String> mounts = List.of("/hung1", "/hung2", "/hung3", "/");
        for (int i = 0; i < 5; i++) {
            assertThat(probe.ask(mounts)).containsExactly(LATE, LATE, LATE, new Answer(SIZE, ""));
        }
        assertThat(hanging).hasValue(3);
        release.countDown();
    }

    @Test
    void letsNoMoreThreadsHangThanAllowedAndTakesThemBack() throws IOException, InterruptedException {
        StatfsProbe probe = new StatfsProbe(2, 500, this::statfs);
        assertThat(probe.ask(List.of("/hung1", "/hung2", "/hung3", "/"))).containsExactly(LATE, LATE, LATE, LATE);
        probe.ask(List.of("/hung4", "/hung5"));
        assertThat(hanging).hasValue(2);
        assertThat(threads).hasSize(2);
        release.countDown();
        Answer answer = LATE;
        for (int i = 0; i < 500 && answer.equals(LATE); i++) {
            Thread.sleep(10);
            answer = probe.ask(List.of("/"))[0];
        }
        assertThat(answer).isEqualTo(new Answer(SIZE, ""));
    }

    @Test
    void survivesACallThatNoKernelMakes() throws IOException {
        StatfsProbe probe = new StatfsProbe(4, 60_000, path -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(probe.ask(List.of("/"))).containsExactly(new Answer(null, "java.lang.IllegalStateException: a bug"));
    }
}
