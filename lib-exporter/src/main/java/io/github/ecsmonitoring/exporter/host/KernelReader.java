package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Reads files by system calls, with memory for the kernel that is kept and used again: Java's own way to a file costs twice the time,
 * most of it for objects around the descriptor. For one thread at a time; there are as many as threads have read at once.
 */
final class KernelReader implements AutoCloseable {
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x80000;
    private static final int PERMISSION_DENIED = 13;
    private static final int INTERRUPTED = 4;
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
    byte[] read(Path file, int most) {
        int kept = OPEN.take(file);
        if (kept >= 0) {
            byte[] bytes = readAll(SystemCall.PREAD, kept, most);
            if (bytes == null || !OPEN.give(file, kept)) {
                closeFile(kept);
            }
            if (bytes != null) {
                return bytes;
            }
            // The device behind it has gone: there may be another of this name.
        }
        return open(file, most);
    }

    /** Why the last read gave nothing. */
    IOException error(Path file) {
        if (errno == ErrnoException.NO_SUCH_FILE) {
            return new NoSuchFileException(file.toString());
        }
        return errno == PERMISSION_DENIED && !opened ? new AccessDeniedException(file.toString())
                : new ErrnoException(errno).in(file.toString());
    }

    private byte[] open(Path file, int most) {
        memory.setString(0, file.toString());
        int descriptor = (int) call(SystemCall.OPENAT, AT_FDCWD, memory.address(), O_CLOEXEC, 0);
        opened = descriptor >= 0;
        if (!opened) {
            return null;
        }
        byte[] bytes = readAll(SystemCall.READ, descriptor, most);
        if (bytes == null || !OpenFiles.staysTheSame(file) || !isOfTheKernel(descriptor) || !OPEN.give(file, descriptor)) {
            closeFile(descriptor);
        }
        return bytes;
    }

    /** With {@code READ} from where the file is, its beginning; with {@code PREAD} from the beginning wherever it is. */
    private byte[] readAll(SystemCall how, int descriptor, int most) {
        byte[] bytes = new byte[0];
        int size = 0;
        int filled = 0;
        while (true) {
            int room = Math.min(SIZE - filled, most - size - filled);
            int read = room == 0 ? 0 : (int) call(how, descriptor, memory.address() + filled, room, size + filled);
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
        return call(SystemCall.FSTATFS, descriptor, memory.address(), 0, 0) == 0
                && OpenFiles.isOfTheKernel(memory.get(ValueLayout.JAVA_LONG, 0));
    }

    private void closeFile(int descriptor) {
        Syscalls.invoke(state, SystemCall.CLOSE, descriptor, 0, 0, 0, 0, 0);
    }

    private long call(SystemCall call, long a, long b, long c, long d) {
        long result;
        do {
            result = Syscalls.invoke(state, call, a, b, c, d, 0, 0);
        } while (result == -INTERRUPTED);
        errno = result < 0 ? (int) -result : 0;
        return result;
    }
}
