package io.github.ecsmonitoring.exporter.host.io;

import java.util.concurrent.atomic.AtomicBoolean;

/** An open file, which one thread at a time reads. */
public final class FileHandle {
    private final FileKey key;
    private final int descriptor;
    private final boolean whole;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile long readAt;

    FileHandle(FileKey key, int descriptor, boolean whole, long now) {
        this.key = key;
        this.descriptor = descriptor;
        this.whole = whole;
        this.readAt = now;
    }

    FileKey key() {
        return key;
    }

    int descriptor() {
        return descriptor;
    }

    /** Whether one read returns all of it if it returns less than a page, as with sysfs and /proc/sys. */
    boolean whole() {
        return whole;
    }

    /** The {@link System#nanoTime()} of the last read. */
    long readAt() {
        return readAt;
    }

    /** Returns false if another thread has it or it is closed. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    void give(long now) {
        readAt = now;
        taken.set(false);
    }
}
