package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While a check holds the queue, others wait; the order of their turns and their number are asserted. */
@Timeout(60)
class PasswordQueueTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void checksTheClientOfTheNetworkWithTheFewestWrongPasswordsFirst() throws Exception {
        PasswordQueue queue = new PasswordQueue(LONG, Duration.ZERO);
        PasswordClient guesser = client("10.0.0.1", 1);
        fail(queue, guesser, 3);
        fail(queue, client("10.0.0.2", 1), 1);
        hold(queue);
        wait(queue, "guesser", guesser);
        wait(queue, "guesser's new connection", client("10.0.0.1", 2));
        wait(queue, "mistyped once", client("10.0.0.2", 2));
        wait(queue, "new", client("10.0.0.3", 1));
        wait(queue, "also new", client("10.0.0.4", 1));
        assertThat(turns()).containsExactly("new", "also new", "mistyped once", "guesser's new connection", "guesser");
    }

    @Test
    void countsAnIpv6NetworkAsOneClient() throws Exception {
        PasswordQueue queue = new PasswordQueue(LONG, Duration.ZERO);
        fail(queue, client("2001:db8:0:1::1", 1), 1);
        hold(queue);
        wait(queue, "the network that guessed", client("2001:db8:0:1:ffff::2", 2));
        wait(queue, "another network", client("2001:db8:0:2::1", 1));
        assertThat(turns()).containsExactly("another network", "the network that guessed");
    }

    @Test
    void rejectsACheckThatHasNoTurnInTime() throws Exception {
        PasswordQueue queue = new PasswordQueue(Duration.ofMillis(1), Duration.ZERO);
        hold(queue);
        assertThat(queue.check(client("10.0.0.1", 1), () -> Verdict.GRANTED)).isEqualTo(Verdict.BUSY);
        assertThat(turns()).isEmpty();
        assertThat(queue.check(client("10.0.0.1", 1), () -> Verdict.GRANTED)).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void newClientsDisplaceThoseThatGuess() throws Exception {
        PasswordQueue queue = new PasswordQueue(LONG, Duration.ZERO);
        PasswordClient guesser = client("10.0.0.1", 1);
        fail(queue, guesser, 1);
        hold(queue);
        Thread guess = wait(queue, "guess", guesser);
        for (int i = 1; i < PasswordQueue.MAX_CHECKS; i++) {
            wait(queue, "new", client("10.0.1." + i, 1));
        }
        assertThat(guess.isAlive()).isTrue();
        wait(queue, "new", client("10.0.1.0", 1));
        guess.join();
        assertThat(queue.check(client("10.0.1.99", 1), () -> Verdict.GRANTED))
                .as("one of as many failures that comes later")
                .isEqualTo(Verdict.BUSY);
        assertThat(turns()).hasSize(PasswordQueue.MAX_CHECKS).containsOnly("new");
    }

    @Test
    void aNetworkThatGuessesGetsItsResponsesAfterAPause() throws Exception {
        PasswordQueue queue = new PasswordQueue(LONG, LONG);
        fail(queue, client("10.0.0.1", 1), 5);
        for (int i = 2; i < PasswordQueue.MAX_CHECKS; i++) {
            PasswordClient guesser = client("10.0.0.1", i);
            run(() -> fail(queue, guesser, 1));
        }
        assertThat(queue.check(client("10.0.0.1", 1), () -> Verdict.GRANTED))
                .as("a right password from the same network")
                .isEqualTo(Verdict.GRANTED);
        assertThat(threads).hasSize(PasswordQueue.MAX_CHECKS - 2).allMatch(Thread::isAlive);
    }

    @Test
    void aCheckThatNeedsAPlaceEndsThePauseThatBeganFirst() throws Exception {
        PasswordQueue queue = new PasswordQueue(LONG, LONG);
        fail(queue, client("10.0.0.1", 1), 5);
        Thread first = run(() -> fail(queue, client("10.0.0.1", 1), 1));
        for (int i = 1; i < PasswordQueue.MAX_CHECKS; i++) {
            PasswordClient guesser = client("10.0.0.1", i);
            run(() -> fail(queue, guesser, 1));
        }
        assertThat(first.isAlive()).isTrue();
        assertThat(queue.check(client("10.0.0.2", 1), () -> Verdict.GRANTED)).isEqualTo(Verdict.GRANTED);
        first.join();
        assertThat(threads).filteredOn(Thread::isAlive).hasSize(PasswordQueue.MAX_CHECKS - 1);
    }

    private static PasswordClient client(String address, int port) {
        return PasswordClient.of(new InetSocketAddress(address, port));
    }

    private static void fail(PasswordQueue queue, PasswordClient client, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(queue.check(client, () -> Verdict.DENIED)).isEqualTo(Verdict.DENIED);
        }
    }

    private void hold(PasswordQueue queue) throws InterruptedException {
        run(() -> queue.check(client("10.9.9.9", 1), () -> {
            awaitRelease();
            return Verdict.GRANTED;
        }));
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Thread wait(PasswordQueue queue, String name, PasswordClient client) throws InterruptedException {
        return run(() -> queue.check(client, () -> {
            order.add(name);
            return Verdict.GRANTED;
        }));
    }

    /** Runs until the thread waits or has ended. */
    private Thread run(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        while (thread.getState() == Thread.State.NEW
                || thread.getState() == Thread.State.RUNNABLE
                || thread.getState() == Thread.State.BLOCKED) {
            Thread.sleep(1);
        }
        return thread;
    }

    private List<String> turns() throws InterruptedException {
        release.countDown();
        for (Thread each : threads) {
            each.join();
        }
        return order;
    }
}
