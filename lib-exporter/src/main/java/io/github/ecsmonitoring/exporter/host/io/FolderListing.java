package io.github.ecsmonitoring.exporter.host.io;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a folder contained when it was listed; immutable. */
public final class FolderListing {
    private final List<String> names;
    private final Map<String, Long> folders;
    private final byte[] raw;

    FolderListing(DirectoryEntries entries, byte[] raw) {
        String[] sorted = entries.names.toArray(new String[0]);
        Arrays.sort(sorted);
        this.names = List.of(sorted);
        this.folders = entries.folders;
        this.raw = raw;
    }

    /** All names, sorted. */
    public List<String> names() {
        return names;
    }

    /** The inode numbers of the folders and of links to folders, by name; 0 where the number may be reused. */
    public Map<String, Long> folders() {
        return folders;
    }

    /** Whether the kernel returned these bytes; always false for a folder that took several calls. */
    boolean equalTo(KernelMemory memory, int size) {
        return raw != null && raw.length == size && memory.holds(raw);
    }
}
