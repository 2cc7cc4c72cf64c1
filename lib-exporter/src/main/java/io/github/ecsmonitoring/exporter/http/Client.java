package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.net.Socket;

/**
 * Who is at the other end of a connection: what it does, since when, and until when it may. All is guarded by
 * {@link Clients}.
 */
final class Client {
    /** In the order of a connection's life, the last four again and again. */
    enum Doing {
        /** Has sent nothing yet, or agrees about TLS. */
        CONNECTS,
        SENDS,
        /** For its answer: its place is not wanted for another. */
        WAITS,
        TAKES,
        RESTS
    }

    private final Clients all;
    private final Socket socket;
    private Doing doing = Doing.CONNECTS;
    private long since = System.nanoTime();
    private long deadline;
    private String cutOff;

    Client(Clients all, Socket socket) {
        this.all = all;
        this.socket = socket;
        this.deadline = since + all.limits().requestSeconds() * Clients.SECOND;
    }

    /** The first byte of a request is there; the first request's time began when it connected. */
    void sends() throws IOException {
        synchronized (all) {
            if (doing == Doing.CONNECTS) {
                doing = Doing.SENDS;
            } else {
                now(Doing.SENDS, all.limits().requestSeconds());
            }
        }
    }

    /** Its request is there. */
    void waits() throws IOException {
        now(Doing.WAITS, all.limits().answerSeconds());
    }

    /** It is sent its answer, in what is left of the time. */
    void takes() throws IOException {
        synchronized (all) {
            check();
            doing = Doing.TAKES;
            since = System.nanoTime();
        }
    }

    /** It has taken some of the answer. */
    void moved() {
        synchronized (all) {
            since = System.nanoTime();
        }
    }

    /** It has its answer; false if no other one is to follow. */
    boolean rests() throws IOException {
        now(Doing.RESTS, all.limits().idleSeconds());
        return !all.isStopping();
    }

    /** It was refused, and may read that. */
    void leaves() throws IOException {
        now(Doing.SENDS, 1);
    }

    private void now(Doing next, int seconds) throws IOException {
        synchronized (all) {
            check();
            doing = next;
            since = System.nanoTime();
            deadline = since + seconds * Clients.SECOND;
        }
    }

    private void check() throws IOException {
        if (cutOff != null) {
            throw new IOException(cutOff);
        }
    }

    boolean isCutOff() {
        synchronized (all) {
            return cutOff != null;
        }
    }

    /** Why it really failed. */
    IOException reason(IOException failed) {
        synchronized (all) {
            return cutOff == null ? failed : new IOException(cutOff, failed);
        }
    }

    Doing doing() {
        return doing;
    }

    long since() {
        return since;
    }

    /** What it does too long, or null. */
    String overdue(long now) {
        if (now - deadline < 0) {
            return null;
        }
        return switch (doing) {
            case CONNECTS, SENDS -> "cut off: its request did not come in time";
            case WAITS, TAKES -> "cut off: it did not take its answer in time";
            case RESTS -> "closed: nobody used it";
        };
    }

    /** Whatever thread reads or writes the connection fails at once. */
    void cutOff(String why) {
        if (cutOff == null) {
            cutOff = why;
            since = System.nanoTime();
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // that is what is wanted
            }
        }
    }
}
