package io.github.ecsmonitoring.exporter.host.io;

import io.github.ecsmonitoring.exporter.names.RawText;
import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * An open folder for ioctl(2) requests to its file system. For one thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/ioctl.2.html">ioctl(2)</a>
 */
public final class FolderHandle implements Closeable {
    private final Arena arena = Arena.ofConfined();
    private final CallState state = new CallState(arena);
    private final long descriptor;

    /** Opens a folder for reading. */
    public FolderHandle(String path) throws ErrnoException {
        try {
            long name = arena.allocateFrom(ValueLayout.JAVA_BYTE, RawText.encode(path + '\0'))
                    .address();
            descriptor = Syscalls.call(
                    state, SystemCall.OPENAT, FileCalls.AT_FDCWD, name, FileCalls.O_CLOEXEC | FileCalls.O_DIRECTORY);
        } catch (ErrnoException e) {
            arena.close();
            throw e;
        }
    }

    /** Zeroed memory for requests and results, freed with the handle. */
    public MemorySegment allocate(int bytes) {
        return arena.allocate(bytes, 8);
    }

    /** Makes the request; the kernel reads and writes {@code argument}. */
    public void ioctl(long request, MemorySegment argument) throws ErrnoException {
        Syscalls.call(state, SystemCall.IOCTL, descriptor, request, argument.address());
    }

    @Override
    public void close() {
        try {
            Syscalls.call(state, SystemCall.CLOSE, descriptor);
        } catch (ErrnoException alreadyClosed) {
            // nothing is left to be closed
        } finally {
            arena.close();
        }
    }
}
