package io.github.ecsmonitoring.exporter.host.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Opens, reads and closes files and folders by system calls and keeps the error of the last call. Java's own streams
 * allocate more around a descriptor than it costs to read a file of one value. For one thread.
 */
public final class FileCalls {
    static final int AT_FDCWD = -100;
    static final int O_CLOEXEC = 0x80000;
    static final int O_DIRECTORY = SystemCall.onThisMachine(0x10000, 0x4000);

    private static final int INVALID = 22;

    final KernelMemory memory;
    private final OpenFiles open;
    private int errno;
    private boolean opened;

    FileCalls(KernelMemory memory, OpenFiles open) {
        this.memory = memory;
        this.open = open;
    }

    /** The outcome of the last call. */
    ReadResult result() {
        return switch (errno) {
            case 0 -> ReadResult.READ;
            case ErrnoException.NO_SUCH_FILE, ErrnoException.NOT_A_DIRECTORY -> ReadResult.ABSENT;
            case INVALID, ErrnoException.NOT_SUPPORTED -> ReadResult.NO_VALUE;
            default -> ReadResult.FAILED;
        };
    }

    /** The errno of the last call; 0 if it succeeded. */
    public int errno() {
        return errno;
    }

    /** Whether the last file could be opened. */
    public boolean wasOpened() {
        return opened;
    }

    /** The error of the last call. */
    public IOException error(String file) {
        return error(file, errno, opened);
    }

    /** The exception for an errno; a file that could be opened and not read is an {@link ErrnoException}. */
    public static IOException error(String file, int errno, boolean opened) {
        return switch (errno) {
            case ErrnoException.NO_SUCH_FILE -> new NoSuchFileException(file);
            case ErrnoException.PERMISSION_DENIED ->
                opened ? new ErrnoException(errno).in(file) : new AccessDeniedException(file);
            default -> new ErrnoException(errno).in(file);
        };
    }

    long call(SystemCall call, long a, long b, long c, long d, long e) {
        long result = memory.call(call, a, b, c, d, e);
        errno = result < 0 ? (int) -result : 0;
        return result;
    }

    /** As {@link #call}, for a call that has no side effect and rarely fails. */
    long readCall(SystemCall call, long a, long b, long c, long d, long e) {
        long result = memory.read(call, a, b, c, d, e);
        errno = result < 0 ? (int) -result : 0;
        return result;
    }

    /** Whether there is such a file or folder. */
    public boolean exists(String path) {
        return path.indexOf('\0') < 0 && call(SystemCall.FACCESSAT, AT_FDCWD, memory.hold(path), 0, 0, 0) == 0;
    }

    /** The descriptor; negative after an error. */
    int openat(String file, int flags) {
        opened = false;
        if (file.indexOf('\0') >= 0) {
            errno = ErrnoException.NO_SUCH_FILE; // a name from a damaged text
            return -1;
        }
        int descriptor = (int) call(SystemCall.OPENAT, AT_FDCWD, memory.hold(file), O_CLOEXEC | flags, 0, 0);
        opened = descriptor >= 0;
        return descriptor;
    }

    /** The file system's type, as statfs(2) has it, if the file may stay open; else 0. The last error is kept. */
    long fileSystem(FileKey key, int descriptor) {
        boolean known =
                key.staysTheSame() && memory.call(SystemCall.FSTATFS, descriptor, memory.address(), 0, 0, 0) == 0;
        return known ? memory.longAt(0) : 0;
    }

    /** A file that is already open, for this thread alone; null if there is none or another thread reads it. */
    FileHandle takeOpen(FileKey key) {
        FileHandle handle = open.take(key);
        opened = handle != null;
        return handle;
    }

    /** Takes a file that this reader has read before; false if it is closed or another thread reads it. */
    boolean takeAgain(FileHandle handle) {
        opened = handle.take();
        return opened;
    }

    /** Returns a handle that was taken; one whose name may stand for another file by now is closed. */
    void giveBack(FileHandle handle, boolean good) {
        if (good) {
            open.give(handle);
        } else {
            open.forget(handle);
            close(handle.descriptor());
        }
    }

    /** Keeps a newly opened file open, or closes it and returns null. The last error is kept. */
    FileHandle keepOrClose(FileKey key, int descriptor, boolean whole, boolean keep) {
        if (keep) {
            for (FileHandle unread; (unread = open.takeUnread(System.nanoTime())) != null; ) {
                close(unread.descriptor());
            }
            FileHandle handle = open.keep(key, descriptor, whole);
            if (handle != null) {
                return handle;
            }
        }
        close(descriptor);
        return null;
    }

    /** Never repeated: after an interrupt the number is free, too, and may be another thread's. */
    void close(int descriptor) {
        memory.callOnce(SystemCall.CLOSE, descriptor);
    }
}
