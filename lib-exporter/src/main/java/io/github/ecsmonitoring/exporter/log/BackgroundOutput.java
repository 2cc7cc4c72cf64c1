package io.github.ecsmonitoring.exporter.log;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes lines in a thread of its own: stderr may be a full pipe that nobody reads, for which neither scrapes nor the
 * shutdown may wait. Lines that exceed the memory for waiting ones are lost.
 */
final class BackgroundOutput implements LogOutput {
    /** Some hundred lines. */
    private static final int MAX_CHARACTERS = 64 * 1024;

    private static final int STACK_BYTES = 128 * 1024;

    private final PrintStream out;
    private final int idleMillis;
    private final Deque<String> waiting = new ArrayDeque<>();
    private int characters;
    private boolean writing;

    /** {@code idleMillis}: the time without a line after which the idle task runs. */
    BackgroundOutput(PrintStream out, int idleMillis) {
        this.out = out;
        this.idleMillis = idleMillis;
    }

    /** Starts the thread, which runs {@code idle} when no line was written for a while. */
    void start(Runnable idle) {
        Thread thread = new Thread(null, () -> run(idle), "log", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Runnable idle) {
        try {
            while (true) {
                String line = next();
                if (line == null) {
                    idle.run();
                } else {
                    out.println(line);
                }
            }
        } catch (InterruptedException ended) {
            // nothing interrupts this thread
        }
    }

    /** Null after the idle time. */
    private synchronized String next() throws InterruptedException {
        writing = false;
        notifyAll();
        if (waiting.isEmpty()) {
            wait(idleMillis);
        }
        String line = waiting.poll();
        if (line != null) {
            characters -= line.length();
            writing = true;
        }
        return line;
    }

    @Override
    public synchronized boolean write(String line) {
        if (characters + line.length() > MAX_CHARACTERS) {
            return false;
        }
        waiting.add(line);
        characters += line.length();
        notifyAll();
        return true;
    }

    @Override
    public synchronized void flush(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; left > 0 && (writing || !waiting.isEmpty()); ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
