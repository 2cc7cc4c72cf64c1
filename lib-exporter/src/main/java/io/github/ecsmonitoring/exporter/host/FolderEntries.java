package io.github.ecsmonitoring.exporter.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
    private final List<String> names = new ArrayList<>();
    /** Names that may be those of folders. */
    private final List<String> links = new ArrayList<>();

    FolderEntries(boolean foldersAlone) {
        this.foldersAlone = foldersAlone;
    }

    /** Adds the entries in the first {@code size} bytes. */
    void add(MemorySegment memory, int size) {
        for (int at = 0; at < size; at += Short.toUnsignedInt(memory.get(ValueLayout.JAVA_SHORT, at + LENGTH))) {
            String name = memory.getString(at + NAME);
            if (!name.equals(".") && !name.equals("..")) {
                add(name, memory.get(ValueLayout.JAVA_BYTE, at + TYPE));
            }
        }
    }

    private void add(String name, int type) {
        if (!foldersAlone || type == DT_DIR) {
            names.add(name);
        } else if (type == DT_LNK || type == DT_UNKNOWN) {
            links.add(name);
        }
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
