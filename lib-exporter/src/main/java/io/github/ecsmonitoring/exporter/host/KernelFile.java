package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.OpenFiles.Key;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a file of procfs or sysfs to its end. Such a file says that it is empty, and one of {@code /proc/sys} gives its
 * value to the first read alone: {@link Files#readAllBytes} asks for one byte first and would take "256" for "2".
 */
final class KernelFile {
    /**
     * A share of the heap that holds the file twice while it is read, and leaves room for others: 3 MiB in the image.
     */
    static final int LIMIT = (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 8);

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
        return read(Key.of(file), limit);
    }

    static byte[] read(Key file) throws IOException {
        return read(file, LIMIT);
    }

    private static byte[] read(Key file, int limit) throws IOException {
        try (KernelReader reader = ReadScope.files()) {
            check(file, limit, reader.read(file, limit + 1), reader);
            return reader.bytes();
        }
    }

    /** The file's text; errors as those of {@link #read}. */
    static KernelText text(Key file) throws IOException {
        try (KernelReader reader = ReadScope.files()) {
            check(file, LIMIT, reader.read(file, LIMIT + 1), reader);
            return ReadScope.text(file, reader);
        }
    }

    /**
     * As {@link #text}, but null if there is no such file, or none any more: an exception for each that a machine lacks
     * would cost more.
     */
    static KernelText textIfPresent(Key file) throws IOException {
        try (KernelReader reader = ReadScope.files()) {
            boolean read = reader.read(file, LIMIT + 1);
            if (!read && reader.isAbsent()) {
                return null;
            }
            check(file, LIMIT, read, reader);
            return ReadScope.text(file, reader);
        }
    }

    private static void check(Key file, int limit, boolean read, KernelReader reader) throws IOException {
        if (!read) {
            throw reader.error(file.path());
        }
        if (reader.size() > limit) {
            throw new IOException(
                    file + ": expected at most " + limit + " bytes, an eighth of the Java heap, got more");
        }
    }
}
