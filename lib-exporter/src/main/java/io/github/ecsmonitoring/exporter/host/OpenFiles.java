package io.github.ecsmonitoring.exporter.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kernel's files that stay open from scrape to scrape: to open one costs more than to read it. A thread takes a file out while it
 * reads: the kernel makes some texts anew at offset 0, and two readers of one descriptor would get halves of two texts.
 */
final class OpenFiles {
    private static final long PROC_SUPER_MAGIC = 0x9fa0;
    private static final long SYSFS_MAGIC = 0x62656572;
    /** A container may have 1,024 files open at least, most of which are for clients. */
    private static final int MOST = 256;

    private final Map<Path, Integer> descriptors = new ConcurrentHashMap<>();

    /** An open file for whoever asks first; -1 if there is none. */
    int take(Path file) {
        Integer descriptor = descriptors.remove(file);
        return descriptor == null ? -1 : descriptor;
    }

    /** Keeps a file for the next one to take it; false if another thread was faster, or there is no room. */
    boolean give(Path file, int descriptor) {
        return descriptors.size() < MOST && descriptors.putIfAbsent(file, descriptor) == null;
    }

    /**
     * Whether an open file is what one opened anew would be. A network device takes its files along when it is renamed or moves to
     * another namespace, as those of tasks do; a process, whose folder is a number, ends.
     */
    static boolean staysTheSame(Path file) {
        String name = file.toString();
        for (int slash = name.indexOf('/'); slash >= 0 && slash + 1 < name.length(); slash = name.indexOf('/', slash + 1)) {
            char first = name.charAt(slash + 1);
            if (first >= '0' && first <= '9') {
                return false;
            }
        }
        return !name.contains("/class/net/");
    }

    /** By the type that statfs(2) tells. */
    static boolean isOfTheKernel(long fileSystem) {
        return fileSystem == PROC_SUPER_MAGIC || fileSystem == SYSFS_MAGIC;
    }
}
