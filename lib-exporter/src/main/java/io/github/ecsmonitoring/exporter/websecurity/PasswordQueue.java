package io.github.ecsmonitoring.exporter.websecurity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs the checks of passwords one at a time, so that guessing occupies one CPU at most. The check of the client with
 * the fewest wrong passwords is next, counted by its network and then by its connection: a new client does not wait for
 * those that guess. Guesses over new connections from the client's own network look like it; a network that has sent
 * several wrong passwords gets its responses to further ones after a pause, which keeps the queue short.
 */
final class PasswordQueue {
    /** Three quarters of the fewest connections that a server allows; the others are for clients that are known. */
    static final int MAX_CHECKS = 48;
    /** Wrong passwords of a network without a pause: mistyped ones. */
    private static final int FREE_FAILURES = 5;

    /** A check that waits, or a wrong password whose response waits; compared by identity. */
    private static final class Check {
        private final PasswordClient client;

        private Check(PasswordClient client) {
            this.client = client;
        }
    }

    private final Duration patience;
    private final Duration pause;
    private final FailureCounts failures = new FailureCounts(System::nanoTime);
    private final Comparator<Check> byFailures = Comparator.<Check>comparingInt(
                    each -> failures.of(each.client.network()))
            .thenComparingInt(each -> failures.of(each.client.connection()));
    /** Both in the order of their arrival. */
    private final List<Check> waiting = new ArrayList<>();

    private final List<Check> paused = new ArrayList<>();
    private Check running;

    /** {@code patience}: how long a check waits for its turn; {@code pause}: before the response to a guess. */
    PasswordQueue(Duration patience, Duration pause) {
        this.patience = patience;
        this.pause = pause;
    }

    /** The result of the check; BUSY if it had no turn in time or others with fewer failures took its place. */
    Verdict check(PasswordClient client, Supplier<Verdict> check) {
        Check own = new Check(client);
        if (!enter(own)) {
            return Verdict.BUSY;
        }
        Verdict verdict = Verdict.BUSY;
        try {
            verdict = check.get();
        } finally {
            leave();
        }
        if (verdict == Verdict.DENIED) {
            failed(own);
        }
        return verdict;
    }

    private synchronized boolean enter(Check own) {
        waiting.add(own);
        if (waiting.size() + paused.size() > MAX_CHECKS) {
            displaceOne();
        }
        if (running == null) {
            startNext();
        }
        long end = System.nanoTime() + patience.toNanos();
        while (running != own) {
            if (!waiting.contains(own) || !sleepUntil(end)) {
                waiting.remove(own);
                return false;
            }
        }
        return true;
    }

    /** Ends a pause or, if there is none, rejects the last one of the checks with the most failures. */
    private void displaceOne() {
        if (paused.isEmpty()) {
            waiting.remove(waiting.reversed().stream().max(byFailures).orElseThrow());
        } else {
            paused.removeFirst();
        }
        notifyAll();
    }

    private void startNext() {
        running = waiting.stream().min(byFailures).orElse(null);
        waiting.remove(running);
    }

    private synchronized void leave() {
        startNext();
        notifyAll();
    }

    private synchronized void failed(Check own) {
        failures.add(own.client);
        if (failures.of(own.client.network()) <= FREE_FAILURES) {
            return;
        }
        long end = System.nanoTime() + pause.toNanos();
        paused.add(own);
        if (waiting.size() + paused.size() > MAX_CHECKS) {
            displaceOne();
        }
        while (paused.contains(own) && sleepUntil(end)) {
            // until the time is over or another check needs the place
        }
        paused.remove(own);
    }

    /** Waits for a change; returns false if the time is over. */
    private boolean sleepUntil(long end) {
        long left = end - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            wait(left / 1_000_000 + 1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
