package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.OpenFiles.Handle;
import io.github.ecsmonitoring.exporter.host.OpenFiles.Key;
import java.util.Map;

/** Lists folders by {@link KernelCalls}, and tells their numbers. */
final class FolderReader extends KernelCalls {
    static final int O_DIRECTORY = SystemCall.onThisMachine(0x10000, 0x4000);
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_INO = 0x100;
    private static final int STATX_SIZE = 0x200;
    /** Places in struct statx, which is the same on all machines; struct stat is not. */
    private static final int STX_INO = 32;

    private static final int STX_SIZE = 40;
    private static final int SIZE = KernelMemory.SIZE;

    FolderReader(KernelMemory memory, boolean lent) {
        super(memory, lent);
    }

    /** What is in a folder: {@code last}, if that has not changed. Null: an error. */
    SysListing list(SysFolder folder, SysListing last) {
        Key key = new Key(folder.path().toString(), folder.inode(), "");
        Handle kept = takeOpen(key);
        if (kept != null) {
            SysListing again = listAgain(folder, key, kept, last);
            if (again != null) {
                return again;
            }
        }
        return open(folder, key, last);
    }

    /**
     * The number of descriptors in the folder {@code fd} of a process, which kernels from 6.2 on tell as its size; less
     * than zero: an error.
     */
    int countDescriptors(String folder) {
        int size = (int) statx(AT_FDCWD, folder, STATX_SIZE, STX_SIZE);
        return size > 0 && folder.startsWith("/proc/") ? size : countEntries(folder);
    }

    /** The number that no other folder of the file system has; 0 if there is no such folder. */
    long inode(String folder) {
        return statx(AT_FDCWD, folder, STATX_INO, STX_INO);
    }

    /** Null: the folder is not any more what its name says. */
    private SysListing listAgain(SysFolder folder, Key key, Handle kept, SysListing last) {
        SysListing again = null;
        try {
            readCall(SystemCall.LSEEK, kept.descriptor(), 0, 0, 0, 0);
            SysListing now = list(folder, kept.descriptor(), true, last);
            // One that has gone is empty.
            again = now == null || now.names().isEmpty() && !isStill(key, kept) ? null : now;
            return again;
        } finally {
            giveOrForget(key, kept, again != null);
        }
    }

    private SysListing open(SysFolder folder, Key key, SysListing last) {
        int descriptor = openat(key.path(), O_DIRECTORY);
        if (descriptor < 0) {
            return null;
        }
        boolean sysfs = OpenFiles.isSysfs(fileSystem(key, descriptor));
        SysListing listing = null;
        try {
            listing = list(folder, descriptor, sysfs, last);
            return listing;
        } finally {
            keepOrClose(key, new Handle(descriptor, sysfs), sysfs && listing != null);
        }
    }

    private SysListing list(SysFolder folder, int descriptor, boolean sysfs, SysListing last) {
        FolderEntries entries = null;
        byte[] said = null;
        int read;
        do {
            read = entries(descriptor);
            // There was room for one more: that was all.
            boolean all = sysfs && read >= 0 && read <= SIZE - FolderEntries.LARGEST;
            if (entries == null) {
                if (all && last != null && last.isIn(memory, read)) {
                    return last;
                }
                entries = new FolderEntries();
                said = all ? memory.bytes(read) : null;
            }
            entries.add(memory, read);
            if (all) {
                break;
            }
        } while (read > 0);
        return read < 0
                ? null
                : new SysListing(folder, entries.names(), folders(folder.path().toString(), entries, sysfs), said);
    }

    /** Links of sysfs are to devices, which are folders. */
    private Map<String, Long> folders(String folder, FolderEntries entries, boolean sysfs) {
        for (Map.Entry<String, Long> link : entries.links().entrySet()) {
            if (sysfs || isFolder(folder, link.getKey())) {
                entries.folders().put(link.getKey(), link.getValue());
            }
        }
        if (!sysfs) {
            // Elsewhere an entry of this number may be another one soon.
            entries.folders().replaceAll((name, inode) -> 0L);
        }
        return entries.folders();
    }

    private int countEntries(String folder) {
        int descriptor = openat(folder, O_DIRECTORY);
        if (descriptor < 0) {
            return descriptor;
        }
        try {
            int count = 0;
            for (int read; (read = entries(descriptor)) != 0; ) {
                if (read < 0) {
                    return read;
                }
                count += FolderEntries.count(memory, read);
            }
            return count;
        } finally {
            memory.callOnce(SystemCall.CLOSE, descriptor);
        }
    }

    private int entries(int descriptor) {
        return (int) readCall(SystemCall.GETDENTS64, descriptor, memory.address(), SIZE, 0, 0);
    }

    private boolean isStill(Key key, Handle kept) {
        return inode(key.path()) == statx(kept.descriptor(), "", STATX_INO, STX_INO);
    }

    private long statx(int from, String path, int field, int place) {
        int flags = path.isEmpty() ? AT_EMPTY_PATH : 0;
        long failed = call(SystemCall.STATX, from, memory.hold(path), flags, field, memory.address());
        return failed == 0 ? memory.longAt(place) : 0;
    }

    /** Only a folder has a "." in it: that needs no structure, whose layout differs from machine to machine. */
    private boolean isFolder(String folder, String link) {
        return call(SystemCall.FACCESSAT, AT_FDCWD, memory.hold(folder + "/" + link + "/."), 0, 0, 0) == 0;
    }
}
