package io.github.ecsmonitoring.exporter.host;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kernel's files that stay open from scrape to scrape: to open one costs more than to read it. A thread takes a file out while it
 * reads: the kernel makes some texts anew at offset 0, and two readers of one descriptor would get halves of two texts.
 */
final class OpenFiles {
    /** As many as clients may have connections; both together are well below the 4,096 files that a container may have open. */
    static final int MOST = 1024;

    private static final long PROC_SUPER_MAGIC = 0x9fa0;
    private static final long SYSFS_MAGIC = 0x62656572;

    /**
     * What a file is known by.
     *
     * @param inode of the folder that it was found in, if it was asked for; else 0
     */
    record Key(Path file, long inode) {
        /**
         * Whether an open file is what one opened anew would be. A network device takes its files along when it is renamed or moves to
         * another namespace, as those of tasks do: then the folder of its name is another. A process, whose folder is a number, ends.
         */
        boolean staysTheSame() {
            String name = file.toString();
            return inode != 0 || !name.contains("/class/net/") && !hasNumber(name);
        }

        private static boolean hasNumber(String name) {
            for (int slash = name.indexOf('/'); slash >= 0 && slash + 1 < name.length(); slash = name.indexOf('/', slash + 1)) {
                char first = name.charAt(slash + 1);
                if (first >= '0' && first <= '9') {
                    return true;
                }
            }
            return false;
        }
    }

    private final Map<Key, Integer> descriptors = new ConcurrentHashMap<>();

    /** An open file for whoever asks first; -1 if there is none. */
    int take(Key key) {
        Integer descriptor = descriptors.remove(key);
        return descriptor == null ? -1 : descriptor;
    }

    /** Keeps a file for the next one to take it; false if another thread was faster. */
    boolean give(Key key, int descriptor) {
        return descriptors.putIfAbsent(key, descriptor) == null;
    }

    /** Any of the open files, to be closed, if there are too many: those of devices that have gone are never asked for again. -1: none. */
    int takeSpare() {
        if (descriptors.size() < MOST) {
            return -1;
        }
        Iterator<Key> keys = descriptors.keySet().iterator();
        return keys.hasNext() ? take(keys.next()) : -1;
    }

    /** By the type that statfs(2) tells. */
    static boolean isOfTheKernel(long fileSystem) {
        return fileSystem == PROC_SUPER_MAGIC || fileSystem == SYSFS_MAGIC;
    }
}
