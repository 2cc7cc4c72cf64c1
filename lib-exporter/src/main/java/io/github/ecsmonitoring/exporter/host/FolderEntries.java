package io.github.ecsmonitoring.exporter.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What getdents64(2) tells of a folder: 19 bytes before each name, of which the first 8 are the entry's own number (a
 * link's, not that of what it leads to), two at 16 the length of all, and one at 18 the type.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getdents.2.html">getdents(2)</a>
 */
final class FolderEntries {
    /** What one entry takes at most: a name of 255 bytes. */
    static final int LARGEST = 280;

    private static final int LENGTH = 16;
    private static final int TYPE = 18;
    private static final int NAME = 19;
    private static final int DT_UNKNOWN = 0;
    private static final int DT_DIR = 4;
    private static final int DT_LNK = 10;

    private final List<String> names = new ArrayList<>();
    /** By name, their numbers. */
    private final Map<String, Long> folders = new TreeMap<>();
    /** Names that may be those of folders. */
    private final Map<String, Long> links = new TreeMap<>();

    /** Adds the entries in the first {@code size} bytes. */
    void add(KernelMemory memory, int size) {
        for (int at = 0; at < size; at += memory.shortAt(at + LENGTH)) {
            int length = memory.shortAt(at + LENGTH) - NAME;
            if (!isDots(memory, at + NAME)) {
                add(memory.textAt(at + NAME, length), memory.byteAt(at + TYPE), memory.longAt(at));
            }
        }
    }

    /** The number of entries in the first {@code size} bytes. */
    static int count(KernelMemory memory, int size) {
        int count = 0;
        for (int at = 0; at < size; at += memory.shortAt(at + LENGTH)) {
            count += isDots(memory, at + NAME) ? 0 : 1;
        }
        return count;
    }

    private static boolean isDots(KernelMemory memory, int at) {
        return memory.byteAt(at) == '.'
                && (memory.byteAt(at + 1) == 0 || memory.byteAt(at + 1) == '.' && memory.byteAt(at + 2) == 0);
    }

    private void add(String name, int type, long inode) {
        names.add(name);
        if (type == DT_DIR) {
            folders.put(name, inode);
        } else if (type == DT_LNK || type == DT_UNKNOWN) {
            links.put(name, inode);
        }
    }

    List<String> names() {
        return names;
    }

    Map<String, Long> folders() {
        return folders;
    }

    Map<String, Long> links() {
        return links;
    }
}
