package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.http.Client.Doing;
import java.util.HashSet;
import java.util.Set;

/**
 * All clients of the server. They may take the time that the {@link Limits} grant, but where the place of one is wanted
 * for another, the one that has rested the longest between two requests gives way, else the one that has stood still
 * the longest.
 */
final class Clients {
    static final long SECOND = 1_000_000_000;

    /** Nobody is cut off earlier: on a busy machine an honest client stands still for some time too. */
    private static final long STANDSTILL = SECOND / 2;

    private static final long STANDSTILL_WITH_ANSWER = SECOND;
    /** How long a new one waits for a place; the next one is not even looked at meanwhile. */
    private static final long PATIENCE = 5 * SECOND;

    private final Limits limits;
    private final Set<Client> all = new HashSet<>();
    private boolean stopping;

    Clients(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    /** Takes one in, as soon as there is a place; false if there is none. */
    synchronized boolean enter(Client client) {
        long end = System.nanoTime() + PATIENCE;
        while (all.size() >= limits.connections() && !stopping) {
            makeRoom();
            if (System.nanoTime() - end >= 0 || !sleep(10)) {
                return false;
            }
        }
        return !stopping && all.add(client);
    }

    /** Its thread has ended. */
    synchronized void leave(Client client) {
        all.remove(client);
        notifyAll();
    }

    private void makeRoom() {
        long now = System.nanoTime();
        for (Client each : all) {
            if (each.isCutOff() && now - each.since() < STANDSTILL) {
                return; // its place will be free at once
            }
        }
        Client idle = longest(0, Doing.RESTS, Doing.RESTS);
        if (idle != null) {
            idle.cutOff("closed: its place was wanted");
        } else {
            cutOff(longest(STANDSTILL, Doing.CONNECTS, Doing.TAKES));
        }
    }

    /** Takes the answer of the slowest one away. Does nothing if all take theirs. */
    synchronized void cutOffOneWithAnswer() {
        cutOff(longest(STANDSTILL_WITH_ANSWER, Doing.TAKES, Doing.TAKES));
    }

    private static void cutOff(Client slowest) {
        if (slowest != null) {
            slowest.cutOff("cut off: it stood still and its place was wanted");
        }
    }

    /**
     * Who has done something from {@code first} to {@code last} the longest, and for so many nanoseconds at least; or
     * null.
     */
    private Client longest(long atLeast, Doing first, Doing last) {
        long now = System.nanoTime();
        long longest = atLeast;
        Client found = null;
        for (Client each : all) {
            Doing doing = each.doing();
            boolean asked = doing.compareTo(first) >= 0 && doing.compareTo(last) <= 0 && doing != Doing.WAITS;
            if (asked && now - each.since() >= longest && !each.isCutOff()) {
                longest = now - each.since();
                found = each;
            }
        }
        return found;
    }

    /** Cuts off those whose time is over. */
    synchronized void cutOffOverdue() {
        long now = System.nanoTime();
        for (Client each : all) {
            String why = each.overdue(now);
            if (why != null) {
                each.cutOff(why);
            }
        }
    }

    /** Takes nobody in any more, ends what is idle, and waits so long for the rest. */
    synchronized void stop(int seconds) {
        stopping = true;
        for (Client each : all) {
            if (each.doing() == Doing.RESTS || each.doing() == Doing.CONNECTS) {
                each.cutOff("closed: the server stops");
            }
        }
        long end = System.nanoTime() + seconds * SECOND;
        for (long left = end - System.nanoTime(); left > 0 && !all.isEmpty() && sleep(left / 1_000_000 + 1); ) {
            left = end - System.nanoTime();
        }
        for (Client each : all) {
            each.cutOff("cut off: the server stops");
        }
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    private boolean sleep(long millis) {
        try {
            wait(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
