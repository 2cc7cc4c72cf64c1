package io.github.ecsmonitoring.exporter.host.io;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kernel's files and folders that stay open between scrapes, since opening one costs more than reading it. One
 * thread at a time reads a file: the kernel generates some texts at offset 0, and two readers of one descriptor would
 * each get half of a text.
 */
final class OpenFiles {
    private static final int MOST = 1024;
    /** For connections and the exporter's other files. */
    private static final int RESERVE = 320;

    private static final long UNREAD_NANOS = 600_000_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Map<FileKey, FileHandle> handles = new ConcurrentHashMap<>();
    private final int most;
    private volatile long noneUnreadAt = System.nanoTime() - SECOND_NANOS;

    /** At most {@code most} files. */
    OpenFiles(int most) {
        this.most = most;
    }

    /** The number of files that may stay open in a process that may open {@code limit}; negative means unlimited. */
    static int most(long limit) {
        return limit < 0 ? MOST : (int) Math.min(MOST, Math.max(limit / 8, limit - RESERVE));
    }

    /** An open file for this thread alone; null if there is none or another thread has it. */
    FileHandle take(FileKey key) {
        FileHandle handle = handles.get(key);
        return handle != null && handle.take() ? handle : null;
    }

    /** Returns a handle that was taken. */
    void give(FileHandle handle) {
        handle.give(System.nanoTime());
    }

    /** Keeps a file for later reads; null if another thread has kept it first or the table is full. */
    FileHandle keep(FileKey key, int descriptor, boolean whole) {
        if (handles.size() >= most) {
            return null;
        }
        FileHandle handle = new FileHandle(key, descriptor, whole, System.nanoTime());
        return handles.putIfAbsent(key, handle) == null ? handle : null;
    }

    /** Drops a handle that this thread has taken and is about to close. */
    void forget(FileHandle handle) {
        handles.remove(handle.key(), handle);
    }

    /**
     * Takes one of the files that were not read for ten minutes, since their device has gone, to be closed. Null if
     * there is none, or if there was none less than a second ago.
     *
     * @param now a {@link System#nanoTime()}
     */
    FileHandle takeUnread(long now) {
        if (now - noneUnreadAt < SECOND_NANOS) {
            return null;
        }
        for (FileHandle handle : handles.values()) {
            if (now - handle.readAt() > UNREAD_NANOS && handle.take()) {
                forget(handle);
                return handle;
            }
        }
        noneUnreadAt = now;
        return null;
    }
}
