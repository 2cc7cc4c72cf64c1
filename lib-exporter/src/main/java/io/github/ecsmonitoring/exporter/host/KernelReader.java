package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.OpenFiles.Handle;
import io.github.ecsmonitoring.exporter.host.OpenFiles.Key;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads files and folders by system calls: what Java's own streams make around a descriptor costs more than to read a file of one value.
 * For one thread.
 */
final class KernelReader implements AutoCloseable {
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_DIRECTORY = SystemCall.onThisMachine(0x10000, 0x4000);
    private static final int STATX_INO = 0x100;
    private static final int STATX_SIZE = 0x200;
    /** Places in struct statx, which is the same on all machines; struct stat is not. */
    private static final int STX_INO = 32;
    private static final int STX_SIZE = 40;
    private static final int PERMISSION_DENIED = 13;
    private static final int INVALID = 22;
    /** No attribute of sysfs is larger than the smallest page, and nothing that is shorter has a second part. */
    private static final int PAGE = 4096;
    private static final int SIZE = KernelMemory.SIZE;

    private static final OpenFiles OPEN = new OpenFiles();

    private final KernelMemory memory;
    private int errno;
    private boolean opened;

    private KernelReader(KernelMemory memory) {
        this.memory = memory;
    }

    static KernelReader take() {
        return new KernelReader(KernelMemory.take());
    }

    @Override
    public void close() {
        memory.close();
    }

    /** The file's first {@code most} bytes; null if there is an {@link #error}. */
    byte[] read(Key key, int most) {
        Handle kept = OPEN.take(key);
        if (kept != null) {
            byte[] bytes = readAll(SystemCall.PREAD64, kept, most);
            if (bytes != null || isItsAnswer()) {
                OPEN.give(kept);
                return bytes;
            }
            // The device behind it has gone: there may be another of this name.
            forget(key, kept);
        }
        return open(key, most);
    }

    /** The names of all that is in a folder, in no order; with {@code foldersAlone} of folders and links to folders. Null: an error. */
    List<String> list(String folder, boolean foldersAlone) {
        FolderEntries entries = new FolderEntries(foldersAlone);
        Boolean linksAreFolders = list(folder, entries);
        if (linksAreFolders == null) {
            return null;
        }
        // Links of sysfs are to devices, which are folders.
        return entries.names(link -> linksAreFolders || isFolder(folder, link));
    }

    /** The number of descriptors in the folder {@code fd} of a process, which kernels from 6.2 on tell as its size; less than zero: an error. */
    int countDescriptors(String folder) {
        int size = (int) statx(folder, STATX_SIZE, STX_SIZE);
        if (size > 0 && folder.startsWith("/proc/")) {
            return size;
        }
        FolderEntries entries = FolderEntries.counted();
        return list(folder, entries) == null ? -1 : entries.count();
    }

    /** Whether the folder is of sysfs; null if there is an error. */
    private Boolean list(String folder, FolderEntries entries) {
        Key key = new Key(folder, 0, "");
        Handle kept = OPEN.take(key);
        if (kept != null) {
            call(SystemCall.LSEEK, kept.descriptor(), 0, 0, 0, 0);
            if (addAll(kept, entries) && entries.count() > 0) {
                OPEN.give(kept);
                return true;
            }
            // The folder has gone, or is empty: there may be another of this name.
            forget(key, kept);
            entries.clear();
        }
        return open(key, folder, entries);
    }

    private Boolean open(Key key, String folder, FolderEntries entries) {
        int descriptor = openat(folder, O_DIRECTORY);
        if (descriptor < 0) {
            return null;
        }
        boolean sysfs = key.staysTheSame() && OpenFiles.isSysfs(fileSystem(descriptor));
        Handle handle = new Handle(descriptor, sysfs);
        boolean read = addAll(handle, entries);
        int error = errno;
        if (!read || !sysfs || !keep(key, handle)) {
            closeFile(descriptor);
        }
        errno = error;
        return read ? sysfs : null;
    }

    private boolean addAll(Handle folder, FolderEntries entries) {
        int read;
        do {
            read = (int) call(SystemCall.GETDENTS64, folder.descriptor(), memory.address(), SIZE, 0, 0);
            entries.add(memory, read);
        } while (read > 0 && !(folder.whole() && read < SIZE - PAGE));
        return read >= 0;
    }

    /** The number that no other folder of the file system has; 0 if there is no such folder. */
    long inode(String folder) {
        return statx(folder, STATX_INO, STX_INO);
    }

    private long statx(String path, int field, int place) {
        long failed = call(SystemCall.STATX, AT_FDCWD, memory.hold(path), 0, field, memory.address());
        return failed == 0 ? memory.longAt(place) : 0;
    }

    /** Whether the last read gave nothing since there is nothing: no such file, or a part of its path is none. */
    boolean isAbsent() {
        return errno == ErrnoException.NO_SUCH_FILE || errno == ErrnoException.NOT_A_DIRECTORY;
    }

    /** Why the last read gave nothing. */
    IOException error(String file) {
        return switch (errno) {
            case ErrnoException.NO_SUCH_FILE -> new NoSuchFileException(file);
            case PERMISSION_DENIED -> opened ? new ErrnoException(errno).in(file) : new AccessDeniedException(file);
            default -> new ErrnoException(errno).in(file);
        };
    }

    private byte[] open(Key key, int most) {
        int descriptor = openat(key.path(), 0);
        if (descriptor < 0) {
            return null;
        }
        long fileSystem = key.staysTheSame() ? fileSystem(descriptor) : 0;
        boolean whole = OpenFiles.isSysfs(fileSystem) || OpenFiles.isProcfs(fileSystem) && key.path().startsWith("/proc/sys/");
        Handle handle = new Handle(descriptor, whole);
        byte[] bytes = readAll(SystemCall.READ, handle, most);
        int error = errno;
        // Only such a file stays the same under its name; any other may be replaced.
        boolean ofTheKernel = OpenFiles.isSysfs(fileSystem) || OpenFiles.isProcfs(fileSystem);
        if (!ofTheKernel || bytes == null && !isItsAnswer() || !keep(key, handle)) {
            closeFile(descriptor);
        }
        errno = error;
        return bytes;
    }

    /** A device that is there and has no such value, as the speed of one that is down. */
    private boolean isItsAnswer() {
        return errno == INVALID || errno == ErrnoException.NOT_SUPPORTED;
    }

    private boolean keep(Key key, Handle handle) {
        for (Handle spare; (spare = OPEN.takeSpare(System.nanoTime())) != null; ) {
            closeFile(spare.descriptor());
        }
        return OPEN.keep(key, handle);
    }

    private void forget(Key key, Handle handle) {
        OPEN.forget(key, handle);
        closeFile(handle.descriptor());
    }

    private int openat(String file, int flags) {
        opened = false;
        if (file.indexOf('\0') >= 0) {
            errno = ErrnoException.NO_SUCH_FILE;
            return -1;
        }
        int descriptor = (int) call(SystemCall.OPENAT, AT_FDCWD, memory.hold(file), O_CLOEXEC | flags, 0, 0);
        opened = descriptor >= 0;
        return descriptor;
    }

    /** Only a folder has a "." in it: that needs no structure, whose layout differs from machine to machine. */
    private boolean isFolder(String folder, String link) {
        return call(SystemCall.FACCESSAT, AT_FDCWD, memory.hold(folder + "/" + link + "/."), 0, 0, 0) == 0;
    }

    /** With {@code READ} from where the file is, its beginning; with {@code PREAD64} from the beginning wherever it is. */
    private byte[] readAll(SystemCall how, Handle file, int most) {
        byte[] bytes = new byte[0];
        int size = 0;
        int filled = 0;
        while (true) {
            int room = Math.min(SIZE - filled, most - size - filled);
            int read = room == 0 ? 0 : (int) call(how, file.descriptor(), memory.address() + filled, room, size + filled, 0);
            if (read < 0) {
                return null;
            }
            filled += read;
            boolean last = read == 0 || file.whole() && size == 0 && filled < PAGE;
            if (last || filled == SIZE) {
                bytes = append(bytes, size, filled);
                size += filled;
                filled = 0;
            }
            if (last) {
                return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
            }
        }
    }

    private byte[] append(byte[] bytes, int size, int filled) {
        byte[] all = size + filled <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(size + filled, 2 * size));
        memory.copy(all, size, filled);
        return all;
    }

    private long fileSystem(int descriptor) {
        return call(SystemCall.FSTATFS, descriptor, memory.address(), 0, 0, 0) == 0 ? memory.longAt(0) : 0;
    }

    private void closeFile(int descriptor) {
        memory.call(SystemCall.CLOSE, descriptor, 0, 0, 0, 0);
    }

    private long call(SystemCall call, long a, long b, long c, long d, long e) {
        long result = memory.call(call, a, b, c, d, e);
        errno = result < 0 ? (int) -result : 0;
        return result;
    }
}
