package io.github.ecsmonitoring.exporter.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The kernel's files and folders that stay open from scrape to scrape: to open one costs more than to read it. One
 * thread at a time reads a file: the kernel makes some texts anew at offset 0, and two readers of one descriptor would
 * get halves of two texts.
 */
final class OpenFiles {
    /** A quarter of the files that a container may have open. */
    static final int MOST = 1024;

    /** Ten minutes: who scrapes less often does not mind opening. */
    private static final long UNREAD_NANOS = 600_000_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long PROC_SUPER_MAGIC = 0x9fa0;
    private static final long SYSFS_MAGIC = 0x62656572;

    /**
     * What a file is known by. Not a record: this is asked for hundreds of times in a scrape, and a record's
     * {@code equals} and {@code hashCode} are made of method handles, which C1 does not make fast.
     */
    static final class Key {
        private final String folder;
        /** Of the folder, if the file was asked for in one that is known by it; else 0. */
        private final long inode;

        private final String file;

        Key(String folder, long inode, String file) {
            this.folder = folder;
            this.inode = inode;
            this.file = file;
        }

        static Key of(Path file) {
            return new Key("", 0, file.toString());
        }

        /** The whole name. */
        String path() {
            return folder.isEmpty() ? file : file.isEmpty() ? folder : folder + '/' + file;
        }

        /**
         * Whether an open file is what one opened anew would be. A network device takes its files along when it is
         * renamed or moves to another namespace, as those of tasks do: then the folder of its name is another. A
         * process, whose folder is a number, ends, but for the first one.
         */
        boolean staysTheSame() {
            String name = path();
            return inode != 0 || !name.contains("/class/net/") && !hasProcess(name);
        }

        private static boolean hasProcess(String name) {
            for (int slash = name.indexOf('/');
                    slash >= 0 && slash + 1 < name.length();
                    slash = name.indexOf('/', slash + 1)) {
                char first = name.charAt(slash + 1);
                if (first >= '0' && first <= '9' && !name.startsWith("1/", slash + 1)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && inode == key.inode && file.equals(key.file) && folder.equals(key.folder);
        }

        @Override
        public int hashCode() {
            return 31 * folder.hashCode() + file.hashCode() + Long.hashCode(inode);
        }

        @Override
        public String toString() {
            return path();
        }
    }

    /** An open file. */
    static final class Handle {
        private final int descriptor;
        private final boolean whole;
        /** Whether a thread reads it; the one that has opened it does. */
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private volatile long readAt;
        private volatile Key key;
        /** What was made of the file when it was read last, for whoever wants to make it again. */
        private volatile Object made;

        /** {@code whole}: one read gives all of it, if it gives less than a page. So it is with sysfs and /proc/sys. */
        Handle(int descriptor, boolean whole) {
            this.descriptor = descriptor;
            this.whole = whole;
        }

        int descriptor() {
            return descriptor;
        }

        boolean whole() {
            return whole;
        }

        /** For one thread; false: another has it, or it is closed. */
        boolean take() {
            return taken.compareAndSet(false, true);
        }

        /** What it is known by, as long as it is open. */
        Key key() {
            return key;
        }

        Object made() {
            return made;
        }

        void make(Object what) {
            made = what;
        }
    }

    private final Map<Key, Handle> handles = new ConcurrentHashMap<>();
    private volatile long noneAt = System.nanoTime() - SECOND_NANOS;

    /** An open file for whoever asks first; null if there is none. */
    Handle take(Key key) {
        Handle handle = handles.get(key);
        return handle != null && handle.take() ? handle : null;
    }

    /** Gives back what was taken. */
    void give(Handle handle) {
        handle.readAt = System.nanoTime();
        handle.taken.set(false);
    }

    /** Keeps a file for the next one to take it; false if another thread was faster, or there is no room. */
    boolean keep(Key key, Handle handle) {
        if (handles.size() >= MOST) {
            return false;
        }
        handle.key = key;
        boolean first = handles.putIfAbsent(key, handle) == null;
        if (first) {
            give(handle);
        }
        return first;
    }

    /** Forgets a file that the thread has taken; it has to be closed. */
    void forget(Key key, Handle handle) {
        handles.remove(key, handle);
    }

    /**
     * One of the open files that nobody has read for long, since its device has gone, to be closed. Null: none, or that
     * was the answer less than a second ago.
     *
     * @param now a {@link System#nanoTime()}
     */
    Handle takeSpare(long now) {
        if (now - noneAt < SECOND_NANOS) {
            return null;
        }
        for (Map.Entry<Key, Handle> each : handles.entrySet()) {
            Handle handle = each.getValue();
            if (now - handle.readAt > UNREAD_NANOS && handle.take()) {
                forget(each.getKey(), handle);
                return handle;
            }
        }
        noneAt = now;
        return null;
    }

    static boolean isProcfs(long fileSystem) {
        return fileSystem == PROC_SUPER_MAGIC;
    }

    static boolean isSysfs(long fileSystem) {
        return fileSystem == SYSFS_MAGIC;
    }
}
