package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.OpenFiles.Handle;
import io.github.ecsmonitoring.exporter.host.OpenFiles.Key;
import java.util.List;

/** Lists folders by {@link KernelCalls}, and tells their numbers. */
final class FolderReader extends KernelCalls {
    static final int O_DIRECTORY = SystemCall.onThisMachine(0x10000, 0x4000);
    private static final int STATX_INO = 0x100;
    private static final int STATX_SIZE = 0x200;
    /** Places in struct statx, which is the same on all machines; struct stat is not. */
    private static final int STX_INO = 32;
    private static final int STX_SIZE = 40;
    private static final int SIZE = KernelMemory.SIZE;

    /** The names of all that is in a folder, in no order; with {@code foldersAlone} of folders and links to folders. Null: an error. */
    List<String> list(String folder, boolean foldersAlone) {
        FolderEntries entries = new FolderEntries(foldersAlone);
        Boolean sysfs = read(folder, entries);
        if (sysfs == null) {
            return null;
        }
        // Links of sysfs are to devices, which are folders.
        return entries.names(link -> sysfs || isFolder(folder, link));
    }

    /** The number of descriptors in the folder {@code fd} of a process, which kernels from 6.2 on tell as its size; less than zero: an error. */
    int countDescriptors(String folder) {
        int size = (int) statx(folder, STATX_SIZE, STX_SIZE);
        if (size > 0 && folder.startsWith("/proc/")) {
            return size;
        }
        FolderEntries entries = FolderEntries.counted();
        return read(folder, entries) == null ? -1 : entries.count();
    }

    /** The number that no other folder of the file system has; 0 if there is no such folder. */
    long inode(String folder) {
        return statx(folder, STATX_INO, STX_INO);
    }

    /** Whether the folder is known to be of sysfs; null if there is an error. */
    private Boolean read(String folder, FolderEntries entries) {
        Key key = new Key(folder, 0, "");
        Handle kept = takeOpen(key);
        if (kept == null) {
            return open(key, entries);
        }
        boolean good = false;
        try {
            call(SystemCall.LSEEK, kept.descriptor(), 0, 0, 0, 0);
            good = addAll(kept, entries) && entries.count() > 0;
        } finally {
            giveOrForget(key, kept, good);
        }
        if (good) {
            return true;
        }
        // The folder has gone, or is empty: there may be another of this name.
        entries.clear();
        return open(key, entries);
    }

    private Boolean open(Key key, FolderEntries entries) {
        int descriptor = openat(key.path(), O_DIRECTORY);
        if (descriptor < 0) {
            return null;
        }
        boolean sysfs = OpenFiles.isSysfs(fileSystem(key, descriptor));
        Handle handle = new Handle(descriptor, sysfs);
        boolean read = false;
        try {
            read = addAll(handle, entries);
        } finally {
            keepOrClose(key, handle, read && sysfs);
        }
        return read ? sysfs : null;
    }

    private boolean addAll(Handle folder, FolderEntries entries) {
        int read;
        do {
            read = (int) call(SystemCall.GETDENTS64, folder.descriptor(), memory.address(), SIZE, 0, 0);
            entries.add(memory, read);
        } while (read > 0);
        return read >= 0;
    }

    private long statx(String path, int field, int place) {
        long failed = call(SystemCall.STATX, AT_FDCWD, memory.hold(path), 0, field, memory.address());
        return failed == 0 ? memory.longAt(place) : 0;
    }

    /** Only a folder has a "." in it: that needs no structure, whose layout differs from machine to machine. */
    private boolean isFolder(String folder, String link) {
        return call(SystemCall.FACCESSAT, AT_FDCWD, memory.hold(folder + "/" + link + "/."), 0, 0, 0) == 0;
    }
}
