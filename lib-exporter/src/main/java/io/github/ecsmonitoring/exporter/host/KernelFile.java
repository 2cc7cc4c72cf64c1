package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a file of procfs or sysfs to its end. Such a file says that it is empty, and one of {@code /proc/sys} gives its value to the
 * first read alone: {@link Files#readAllBytes} asks for one byte first and would take "256" for "2".
 */
final class KernelFile {
    /** More than a page, which is what a file of one value can hold. */
    private static final int FIRST_READ = 8192;
    /** A share of the heap that holds the file twice while it is read, and leaves room for others: 3 MiB in the image. */
    private static final int LIMIT = (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 8);
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x80000;

    private KernelFile() {}

    /**
     * The file's bytes.
     *
     * @throws NoSuchFileException if there is none
     * @throws AccessDeniedException if this process may not open it
     * @throws ErrnoException for any other error of the kernel, with its number
     * @throws IOException if the file is larger than an eighth of the heap
     */
    static byte[] read(Path file) throws IOException {
        return read(file, LIMIT);
    }

    static byte[] read(Path file, int limit) throws IOException {
        byte[] bytes = readUpTo(limit + 1, file);
        if (bytes.length > limit) {
            throw new IOException(file + ": expected at most " + limit + " bytes, an eighth of the Java heap, got more");
        }
        return bytes;
    }

    private static byte[] readUpTo(int most, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return readUpTo(most, in);
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            throw withNumber(file, e);
        }
    }

    private static byte[] readUpTo(int most, InputStream in) throws IOException {
        byte[] bytes = new byte[Math.min(FIRST_READ, most)];
        int size = 0;
        for (int read; size < most && (read = in.read(bytes, size, bytes.length - size)) >= 0; ) {
            size += read;
            if (size == bytes.length && size < most) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size, most));
            }
        }
        return Arrays.copyOf(bytes, size);
    }

    /** Of an error Java keeps libc's text alone, which follows the locale: asked once more, the kernel gives the number. */
    private static IOException withNumber(Path file, IOException e) {
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(file.toString(), StandardCharsets.UTF_8).address();
            long descriptor = Syscalls.call(arena, SystemCall.OPENAT, AT_FDCWD, name, O_CLOEXEC);
            try {
                Syscalls.call(arena, SystemCall.READ, descriptor, arena.allocate(FIRST_READ).address(), FIRST_READ);
            } finally {
                Syscalls.call(arena, SystemCall.CLOSE, descriptor);
            }
            return e; // an error of a moment
        } catch (ErrnoException again) {
            return again.errno() == ErrnoException.NO_SUCH_FILE ? new NoSuchFileException(file.toString()) : again.in(file.toString());
        }
    }
}
