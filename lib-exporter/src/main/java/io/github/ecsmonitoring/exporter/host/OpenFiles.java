package io.github.ecsmonitoring.exporter.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The kernel's files and folders that stay open from scrape to scrape: to open one costs more than to read it. One thread at a time reads
 * a file: the kernel makes some texts anew at offset 0, and two readers of one descriptor would get halves of two texts.
 */
final class OpenFiles {
    /** As many as clients may have connections; both together are well below the 4,096 files that a container may have open. */
    static final int MOST = 1024;

    private static final long PROC_SUPER_MAGIC = 0x9fa0;
    private static final long SYSFS_MAGIC = 0x62656572;

    /**
     * What a file is known by. Not a record: this is asked for hundreds of times in a scrape, and a record's {@code equals} and
     * {@code hashCode} are made of method handles, which C1 does not make fast.
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
         * Whether an open file is what one opened anew would be. A network device takes its files along when it is renamed or moves to
         * another namespace, as those of tasks do: then the folder of its name is another. A process, whose folder is a number, ends, but for
         * the first one.
         */
        boolean staysTheSame() {
            String name = path();
            return inode != 0 || !name.contains("/class/net/") && !hasProcess(name);
        }

        private static boolean hasProcess(String name) {
            for (int slash = name.indexOf('/'); slash >= 0 && slash + 1 < name.length(); slash = name.indexOf('/', slash + 1)) {
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

    /**
     * An open file.
     *
     * @param descriptor its number
     * @param whole      whether one read gives all of it, if it gives less than a page: so it is with sysfs and /proc/sys
     * @param taken      whether a thread reads it
     */
    record Handle(int descriptor, boolean whole, AtomicBoolean taken) {
        /** One that the thread has opened itself. */
        Handle(int descriptor, boolean whole) {
            this(descriptor, whole, new AtomicBoolean(true));
        }
    }

    private final Map<Key, Handle> handles = new ConcurrentHashMap<>();

    /** An open file for whoever asks first; null if there is none. */
    Handle take(Key key) {
        Handle handle = handles.get(key);
        return handle != null && handle.taken.compareAndSet(false, true) ? handle : null;
    }

    /** Gives back what was taken. */
    void give(Handle handle) {
        handle.taken.set(false);
    }

    /** Keeps a file for the next one to take it; false if another thread was faster. */
    boolean keep(Key key, Handle handle) {
        return handles.putIfAbsent(key, handle) == null && free(handle);
    }

    private boolean free(Handle handle) {
        give(handle);
        return true;
    }

    /** Forgets a file that the thread has taken; it has to be closed. */
    void forget(Key key, Handle handle) {
        handles.remove(key, handle);
    }

    /** Any of the open files, to be closed, if there are too many: those of devices that have gone are never asked for again. Null: none. */
    Handle takeSpare() {
        if (handles.size() < MOST) {
            return null;
        }
        for (Map.Entry<Key, Handle> each : handles.entrySet()) {
            if (each.getValue().taken.compareAndSet(false, true)) {
                forget(each.getKey(), each.getValue());
                return each.getValue();
            }
        }
        return null;
    }

    static boolean isProcfs(long fileSystem) {
        return fileSystem == PROC_SUPER_MAGIC;
    }

    static boolean isSysfs(long fileSystem) {
        return fileSystem == SYSFS_MAGIC;
    }
}
