package io.github.ecsmonitoring.exporter.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What getdents64(2) tells of a folder: 19 bytes before each name, of which two at 16 are the length of all, and one at 18 the type.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getdents.2.html">getdents(2)</a>
 */
final class FolderEntries {
    private static final int LENGTH = 16;
    private static final int TYPE = 18;
    private static final int NAME = 19;
    private static final int DT_UNKNOWN = 0;
    private static final int DT_DIR = 4;
    private static final int DT_LNK = 10;

    private final boolean foldersAlone;
    private final boolean named;
    private final List<String> names = new ArrayList<>();
    /** Names that may be those of folders. */
    private final List<String> links = new ArrayList<>();
    private int count;

    private FolderEntries(boolean foldersAlone, boolean named) {
        this.foldersAlone = foldersAlone;
        this.named = named;
    }

    FolderEntries(boolean foldersAlone) {
        this(foldersAlone, true);
    }

    /** Without names. */
    static FolderEntries counted() {
        return new FolderEntries(false, false);
    }

    /** Adds the entries in the first {@code size} bytes. */
    void add(KernelMemory memory, int size) {
        for (int at = 0; at < size; at += memory.shortAt(at + LENGTH)) {
            int length = memory.shortAt(at + LENGTH) - NAME;
            if (!isDots(memory, at + NAME)) {
                count++;
                if (named) {
                    add(memory.textAt(at + NAME, length), memory.byteAt(at + TYPE));
                }
            }
        }
    }

    private static boolean isDots(KernelMemory memory, int at) {
        return memory.byteAt(at) == '.' && (memory.byteAt(at + 1) == 0 || memory.byteAt(at + 1) == '.' && memory.byteAt(at + 2) == 0);
    }

    private void add(String name, int type) {
        if (!foldersAlone || type == DT_DIR) {
            names.add(name);
        } else if (type == DT_LNK || type == DT_UNKNOWN) {
            links.add(name);
        }
    }

    /** Forgets all. */
    void clear() {
        names.clear();
        links.clear();
        count = 0;
    }

    /** The number of all entries, of whatever kind. */
    int count() {
        return count;
    }

    /** The names, with those of the links that {@code isFolder}. */
    List<String> names(Predicate<String> isFolder) {
        for (String link : links) {
            if (isFolder.test(link)) {
                names.add(link);
            }
        }
        return names;
    }
}
