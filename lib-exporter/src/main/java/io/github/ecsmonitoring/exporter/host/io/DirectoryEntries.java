package io.github.ecsmonitoring.exporter.host.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parses what getdents64(2) returns. Each entry has 19 bytes before its name: the first 8 are its inode number (a
 * link's own), two at 16 the length of the entry, one at 18 the type.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getdents.2.html">getdents(2)</a>
 */
final class DirectoryEntries {
    /** The largest entry: a name of 255 bytes. */
    static final int LARGEST = 280;

    private static final int LENGTH = 16;
    private static final int TYPE = 18;
    private static final int NAME = 19;
    private static final int DT_UNKNOWN = 0;
    private static final int DT_DIR = 4;
    private static final int DT_LNK = 10;

    final List<String> names = new ArrayList<>();
    /** Inode numbers by name. */
    final Map<String, Long> folders = new TreeMap<>();
    /** Entries that may lead to folders. */
    final Map<String, Long> links = new TreeMap<>();

    /** Adds the entries in the first {@code size} bytes. */
    void add(KernelMemory memory, int size) {
        for (int at = 0; at < size; at += memory.shortAt(at + LENGTH)) {
            int length = memory.shortAt(at + LENGTH) - NAME;
            if (!isDots(memory, at + NAME)) {
                add(memory.textAt(at + NAME, length), memory.byteAt(at + TYPE), memory.longAt(at));
            }
        }
    }

    /** The number of entries in the first {@code size} bytes, without {@code .} and {@code ..}. */
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
}
