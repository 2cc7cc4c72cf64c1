package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The threads that wait for a client to send its request or to take its answer. They wait as long as the {@link Limits} grant, but where a
 * thread or memory is wanted for someone else, the client that has stood still for the longest time is cut off.
 */
final class SlowClients {
    /** Nobody is cut off earlier: on a busy machine the thread of an honest client stands still for some time too. */
    private static final long REQUEST_NANOS = 500_000_000;
    private static final long PAGE_NANOS = 1_000_000_000;

    private static final class Wait {
        private final boolean page;
        private long since = System.nanoTime();
        private boolean cutOff;

        Wait(boolean page) {
            this.page = page;
        }
    }

    private final Map<Thread, Wait> waits = new HashMap<>();

    /** This thread waits for its client from now on; {@code page}: with a page in its hands. */
    synchronized void begin(boolean page) {
        waits.put(Thread.currentThread(), new Wait(page));
    }

    /** The client of this thread has moved. */
    synchronized void moved() {
        waits.get(Thread.currentThread()).since = System.nanoTime();
    }

    /**
     * This thread does not wait any more, and can't be interrupted from now on.
     *
     * @throws IOException if its client was cut off
     */
    synchronized void end() throws IOException {
        Wait wait = waits.remove(Thread.currentThread());
        if (wait != null && wait.cutOff) {
            Thread.interrupted();
            throw new IOException("cut off: it stood still and its place was wanted");
        }
    }

    /** Makes room: for a thread, or with {@code pages} for a page. Does nothing if no client has stood still for long. */
    synchronized void cutOffOne(boolean pages) {
        long now = System.nanoTime();
        long longest = pages ? PAGE_NANOS : REQUEST_NANOS;
        Thread slowest = null;
        for (Map.Entry<Thread, Wait> each : waits.entrySet()) {
            Wait wait = each.getValue();
            if (!wait.cutOff && now - wait.since >= longest && (wait.page || !pages)) {
                longest = now - wait.since;
                slowest = each.getKey();
            }
        }
        if (slowest != null) {
            waits.get(slowest).cutOff = true;
            // Closes the connection that it reads or writes: java.nio.channels.InterruptibleChannel.
            slowest.interrupt();
        }
    }
}
