package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.OpenFiles.Handle;
import io.github.ecsmonitoring.exporter.host.OpenFiles.Key;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Opens files and folders by system calls, keeps some of them open, and knows why the last call failed: what Java's own
 * streams make around a descriptor costs more than to read a file of one value. For one thread.
 */
abstract class KernelCalls implements AutoCloseable {
    static final int AT_FDCWD = -100;
    static final int O_CLOEXEC = 0x80000;
    private static final int PERMISSION_DENIED = 13;
    private static final int INVALID = 22;

    private static final OpenFiles OPEN = new OpenFiles();

    final KernelMemory memory;
    private final boolean lent;
    private int errno;
    private boolean opened;

    /** With memory that is given back at the end, unless it is {@code lent}. */
    KernelCalls(KernelMemory memory, boolean lent) {
        this.memory = memory;
        this.lent = lent;
    }

    @Override
    public final void close() {
        if (!lent) {
            memory.close();
        }
    }

    /** Whether the last call gave nothing since there is nothing: no such file, or a part of its path is none. */
    final boolean isAbsent() {
        return errno == ErrnoException.NO_SUCH_FILE || errno == ErrnoException.NOT_A_DIRECTORY;
    }

    /** A device that is there and has no such value, as the speed of one that is down. */
    final boolean isAnswer() {
        return errno == INVALID || errno == ErrnoException.NOT_SUPPORTED;
    }

    /** Why the last call gave nothing. */
    final IOException error(String file) {
        return switch (errno) {
            case ErrnoException.NO_SUCH_FILE -> new NoSuchFileException(file);
            case PERMISSION_DENIED -> opened ? new ErrnoException(errno).in(file) : new AccessDeniedException(file);
            default -> new ErrnoException(errno).in(file);
        };
    }

    final long call(SystemCall call, long a, long b, long c, long d, long e) {
        long result = memory.call(call, a, b, c, d, e);
        errno = result < 0 ? (int) -result : 0;
        return result;
    }

    /** As {@link #call}, for one that changes nothing and mostly succeeds. */
    final long readCall(SystemCall call, long a, long b, long c, long d, long e) {
        long result = memory.read(call, a, b, c, d, e);
        errno = result < 0 ? (int) -result : 0;
        return result;
    }

    /** The descriptor; less than zero: an error. */
    final int openat(String file, int flags) {
        opened = false;
        if (file.indexOf('\0') >= 0) {
            errno = ErrnoException.NO_SUCH_FILE;
            return -1;
        }
        int descriptor = (int) call(SystemCall.OPENAT, AT_FDCWD, memory.hold(file), O_CLOEXEC | flags, 0, 0);
        opened = descriptor >= 0;
        return descriptor;
    }

    /** The type that statfs(2) tells, if the file may stay open; else 0. */
    final long fileSystem(Key key, int descriptor) {
        boolean told = key.staysTheSame() && call(SystemCall.FSTATFS, descriptor, memory.address(), 0, 0, 0) == 0;
        return told ? memory.longAt(0) : 0;
    }

    /** A file that is open already, for this thread alone; null if there is none. */
    final Handle takeOpen(Key key) {
        return OPEN.take(key);
    }

    /**
     * Gives back what was taken; one that is not {@code good}, since it is not any more what its name says, is closed.
     */
    final void giveOrForget(Key key, Handle handle, boolean good) {
        if (good) {
            OPEN.give(handle);
        } else {
            OPEN.forget(key, handle);
            closeFile(handle);
        }
    }

    /** A file that was just opened: stays open, or is closed (false). The error of the last call stays what it is. */
    final boolean keepOrClose(Key key, Handle handle, boolean keep) {
        if (keep) {
            for (Handle spare; (spare = OPEN.takeSpare(System.nanoTime())) != null; ) {
                closeFile(spare);
            }
        }
        boolean kept = keep && OPEN.keep(key, handle);
        if (!kept) {
            closeFile(handle);
        }
        return kept;
    }

    /** Once, whatever comes back: after an interrupt, too, the number is free and may be another thread's. */
    private void closeFile(Handle handle) {
        memory.callOnce(SystemCall.CLOSE, handle.descriptor());
    }
}
