package io.github.ecsmonitoring.exporter.host.io;

import java.util.Map;

/** Lists folders and holds the listing of the last one. For one thread. */
public final class FolderContents {
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_INO = 0x100;
    private static final int STATX_SIZE = 0x200;
    /** Offsets in struct statx, which has one layout on all machines; struct stat has not. */
    private static final int STX_INO = 32;

    private static final int STX_SIZE = 40;
    private static final int SIZE = KernelMemory.SIZE;

    private final FileCalls calls;
    private final KernelMemory memory;
    private FolderListing listing;

    /** Lists by these calls. */
    public FolderContents(FileCalls calls) {
        this.calls = calls;
        this.memory = calls.memory;
    }

    /** Lists a folder; {@code last} is its last listing or null, which stays the listing if nothing has changed. */
    public ReadResult list(FileKey key, FolderListing last) {
        FileHandle kept = calls.takeOpen(key);
        return kept != null && listAgain(kept, last) ? ReadResult.READ : open(key, last);
    }

    /** The listing of the folder that was listed last. */
    public FolderListing listing() {
        return listing;
    }

    /**
     * The number of descriptors in the folder {@code fd} of a process, which kernels from 6.2 on show as its size;
     * negative after an error.
     */
    public int countDescriptors(String folder) {
        int size = (int) statx(FileCalls.AT_FDCWD, folder, STATX_SIZE, STX_SIZE);
        return size > 0 && folder.startsWith("/proc/") ? size : countEntries(folder);
    }

    /** Returns false if the folder was removed or replaced. */
    private boolean listAgain(FileHandle kept, FolderListing last) {
        boolean good = false;
        try {
            calls.readCall(SystemCall.LSEEK, kept.descriptor(), 0, 0, 0, 0);
            // A folder that was removed is empty.
            good = read(kept.key().path(), kept.descriptor(), true, last) == ReadResult.READ
                    && (!listing.names().isEmpty() || isStill(kept));
            return good;
        } finally {
            calls.giveBack(kept, good);
        }
    }

    private ReadResult open(FileKey key, FolderListing last) {
        int descriptor = calls.openat(key.path(), FileCalls.O_DIRECTORY);
        if (descriptor < 0) {
            return calls.result();
        }
        boolean sysfs = FileSystemType.isSysfs(calls.fileSystem(key, descriptor));
        ReadResult result = ReadResult.FAILED;
        try {
            result = read(key.path(), descriptor, sysfs, last);
            return result;
        } finally {
            calls.keepOrClose(key, descriptor, sysfs, sysfs && result == ReadResult.READ);
        }
    }

    private ReadResult read(String folder, int descriptor, boolean sysfs, FolderListing last) {
        int read = entries(descriptor);
        if (read < 0) {
            return calls.result();
        }
        // There was room for one more entry, so these are all.
        boolean all = sysfs && read <= SIZE - DirectoryEntries.LARGEST;
        if (all && last != null && last.equalTo(memory, read)) {
            listing = last;
            return ReadResult.READ;
        }
        byte[] raw = all ? memory.bytes(read) : null;
        DirectoryEntries entries = new DirectoryEntries();
        while (read > 0) {
            entries.add(memory, read);
            read = all ? 0 : entries(descriptor);
        }
        if (read < 0) {
            return calls.result();
        }
        resolveLinks(folder, entries, sysfs);
        listing = new FolderListing(entries, raw);
        return ReadResult.READ;
    }

    /** Links of sysfs lead to devices, which are folders. Elsewhere an inode number is reused. */
    private void resolveLinks(String folder, DirectoryEntries entries, boolean sysfs) {
        for (Map.Entry<String, Long> link : entries.links.entrySet()) {
            if (sysfs || isFolder(folder, link.getKey())) {
                entries.folders.put(link.getKey(), link.getValue());
            }
        }
        if (!sysfs) {
            entries.folders.replaceAll((name, inode) -> 0L);
        }
    }

    private int countEntries(String folder) {
        int descriptor = calls.openat(folder, FileCalls.O_DIRECTORY);
        if (descriptor < 0) {
            return descriptor;
        }
        try {
            int count = 0;
            for (int read; (read = entries(descriptor)) != 0; ) {
                if (read < 0) {
                    return read;
                }
                count += DirectoryEntries.count(memory, read);
            }
            return count;
        } finally {
            calls.close(descriptor);
        }
    }

    private int entries(int descriptor) {
        return (int) calls.readCall(SystemCall.GETDENTS64, descriptor, memory.address(), SIZE, 0, 0);
    }

    private boolean isStill(FileHandle kept) {
        return statx(FileCalls.AT_FDCWD, kept.key().path(), STATX_INO, STX_INO)
                == statx(kept.descriptor(), "", STATX_INO, STX_INO);
    }

    /** A field of statx(2); 0 after an error. */
    private long statx(int from, String path, int field, int offset) {
        int flags = path.isEmpty() ? AT_EMPTY_PATH : 0;
        long failed = calls.call(SystemCall.STATX, from, memory.hold(path), flags, field, memory.address());
        return failed == 0 ? memory.longAt(offset) : 0;
    }

    /** Only a folder contains ".". */
    private boolean isFolder(String folder, String link) {
        return calls.exists(folder + "/" + link + "/.");
    }
}
