package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Reads files by system calls, with memory for the kernel that is kept and used again: what Java's own streams make around a descriptor
 * costs more than to read a file of one value. For one thread at a time; there are as many as threads have read at once.
 */
final class KernelReader implements AutoCloseable {
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_DIRECTORY = SystemCall.onThisMachine(0x10000, 0x4000);
    private static final int STATX_INO = 0x100;
    /** The place of stx_ino in struct statx, which is the same on all machines; struct stat is not. */
    private static final int STX_INO = 32;
    private static final int PERMISSION_DENIED = 13;
    private static final int INTERRUPTED = 4;
    /** PATH_MAX, the zero byte at the end included. */
    private static final int LONGEST_PATH = 4096;
    /** Holds a path, and nearly all files whole. */
    private static final int SIZE = 32 * 1024;

    private static final ConcurrentLinkedDeque<KernelReader> FREE = new ConcurrentLinkedDeque<>();
    private static final OpenFiles OPEN = new OpenFiles();

    private final MemorySegment memory = Arena.global().allocate(SIZE, 8);
    private final MemorySegment state = Syscalls.allocateState(Arena.global());
    private int errno;
    private boolean opened;

    private KernelReader() {}

    static KernelReader take() {
        KernelReader free = FREE.poll();
        return free == null ? new KernelReader() : free;
    }

    @Override
    public void close() {
        FREE.push(this);
    }

    /** The file's first {@code most} bytes; null if there is an {@link #error}. */
    byte[] read(OpenFiles.Key key, int most) {
        int kept = OPEN.take(key);
        if (kept >= 0) {
            byte[] bytes = readAll(SystemCall.PREAD64, kept, most);
            if (bytes == null || !OPEN.give(key, kept)) {
                closeFile(kept);
            }
            if (bytes != null) {
                return bytes;
            }
            // The device behind it has gone: there may be another of this name.
        }
        return open(key, most);
    }

    /** The names of all that is in a folder, in no order; with {@code foldersAlone} of folders and links to folders. Null: an error. */
    List<String> list(Path folder, boolean foldersAlone) {
        FolderEntries entries = new FolderEntries(foldersAlone);
        int descriptor = openat(folder, O_DIRECTORY);
        if (descriptor < 0) {
            return null;
        }
        int read;
        while ((read = (int) call(SystemCall.GETDENTS64, descriptor, memory.address(), SIZE, 0, 0)) > 0) {
            entries.add(memory, read);
        }
        closeFile(descriptor);
        return read < 0 ? null : entries.names(link -> isFolder(folder, link));
    }

    /** The number that no other folder of the file system has; 0 if there is no such folder. */
    long inode(Path folder) {
        holdPath(folder.toString());
        long failed = call(SystemCall.STATX, AT_FDCWD, memory.address(), 0, STATX_INO, memory.address());
        return failed == 0 ? memory.get(ValueLayout.JAVA_LONG, STX_INO) : 0;
    }

    /** Whether the last read gave nothing since there is nothing: no such file, or a part of its path is none. */
    boolean isAbsent() {
        return errno == ErrnoException.NO_SUCH_FILE || errno == ErrnoException.NOT_A_DIRECTORY;
    }

    /** Why the last read gave nothing. */
    IOException error(Path file) {
        return switch (errno) {
            case ErrnoException.NO_SUCH_FILE -> new NoSuchFileException(file.toString());
            case PERMISSION_DENIED -> opened ? new ErrnoException(errno).in(file.toString()) : new AccessDeniedException(file.toString());
            default -> new ErrnoException(errno).in(file.toString());
        };
    }

    private byte[] open(OpenFiles.Key key, int most) {
        int descriptor = openat(key.file(), 0);
        if (descriptor < 0) {
            return null;
        }
        byte[] bytes = readAll(SystemCall.READ, descriptor, most);
        if (bytes == null || !key.staysTheSame() || !isOfTheKernel(descriptor) || !keep(key, descriptor)) {
            closeFile(descriptor);
        }
        return bytes;
    }

    private boolean keep(OpenFiles.Key key, int descriptor) {
        for (int spare; (spare = OPEN.takeSpare()) >= 0; ) {
            closeFile(spare);
        }
        return OPEN.give(key, descriptor);
    }

    private int openat(Path file, int flags) {
        holdPath(file.toString());
        int descriptor = (int) call(SystemCall.OPENAT, AT_FDCWD, memory.address(), O_CLOEXEC | flags, 0, 0);
        opened = descriptor >= 0;
        return descriptor;
    }

    /** A path from a damaged file can be longer than any: what fits is still too long for the kernel, which says so. */
    private void holdPath(String path) {
        memory.setString(0, path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH));
    }

    /** Only a folder has a "." in it: that needs no structure, whose layout differs from machine to machine. */
    private boolean isFolder(Path folder, String link) {
        holdPath(folder + "/" + link + "/.");
        return call(SystemCall.FACCESSAT, AT_FDCWD, memory.address(), 0, 0, 0) == 0;
    }

    /** With {@code READ} from where the file is, its beginning; with {@code PREAD64} from the beginning wherever it is. */
    private byte[] readAll(SystemCall how, int descriptor, int most) {
        byte[] bytes = new byte[0];
        int size = 0;
        int filled = 0;
        while (true) {
            int room = Math.min(SIZE - filled, most - size - filled);
            int read = room == 0 ? 0 : (int) call(how, descriptor, memory.address() + filled, room, size + filled, 0);
            if (read < 0) {
                return null;
            }
            filled += read;
            if (read == 0 || filled == SIZE) {
                bytes = append(bytes, size, filled);
                size += filled;
                filled = 0;
            }
            if (read == 0) {
                return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
            }
        }
    }

    private byte[] append(byte[] bytes, int size, int filled) {
        byte[] all = size + filled <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(size + filled, 2 * size));
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, all, size, filled);
        return all;
    }

    /** Only such a file stays the same under its name; any other may be replaced. */
    private boolean isOfTheKernel(int descriptor) {
        return call(SystemCall.FSTATFS, descriptor, memory.address(), 0, 0, 0) == 0
                && OpenFiles.isOfTheKernel(memory.get(ValueLayout.JAVA_LONG, 0));
    }

    private void closeFile(int descriptor) {
        Syscalls.invoke(state, SystemCall.CLOSE, descriptor, 0, 0, 0, 0, 0);
    }

    private long call(SystemCall call, long a, long b, long c, long d, long e) {
        long result;
        do {
            result = Syscalls.invoke(state, call, a, b, c, d, e, 0);
        } while (result == -INTERRUPTED);
        errno = result < 0 ? (int) -result : 0;
        return result;
    }
}
