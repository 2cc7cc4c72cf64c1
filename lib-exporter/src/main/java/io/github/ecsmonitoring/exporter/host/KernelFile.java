package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a file of procfs or sysfs to its end. Such a file says that it is empty, and one of {@code /proc/sys} gives its value to the
 * first read alone: {@link Files#readAllBytes} asks for one byte first and would take "256" for "2".
 */
final class KernelFile {
    /** A share of the heap that holds the file twice while it is read, and leaves room for others: 3 MiB in the image. */
    private static final int LIMIT = (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 8);

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
        return read(OpenFiles.Key.of(file), limit);
    }

    static byte[] read(OpenFiles.Key file) throws IOException {
        return read(file, LIMIT);
    }

    private static byte[] read(OpenFiles.Key file, int limit) throws IOException {
        try (KernelReader reader = new KernelReader()) {
            return checked(file, limit, reader.read(file, limit + 1), reader);
        }
    }

    /** As {@link #read}, but null if there is no such file, or none any more: an exception for each that a machine lacks would cost more. */
    static byte[] readIfPresent(OpenFiles.Key file) throws IOException {
        try (KernelReader reader = new KernelReader()) {
            byte[] bytes = reader.read(file, LIMIT + 1);
            return bytes == null && reader.isAbsent() ? null : checked(file, LIMIT, bytes, reader);
        }
    }

    /** The file's bytes; null if it can't be read for whatever reason. */
    static byte[] find(OpenFiles.Key file) {
        try (KernelReader reader = new KernelReader()) {
            byte[] bytes = reader.read(file, LIMIT + 1);
            return bytes == null || bytes.length > LIMIT ? null : bytes;
        }
    }

    private static byte[] checked(OpenFiles.Key file, int limit, byte[] bytes, KernelReader reader) throws IOException {
        if (bytes == null) {
            throw reader.error(file.path());
        }
        if (bytes.length > limit) {
            throw new IOException(file + ": expected at most " + limit + " bytes, an eighth of the Java heap, got more");
        }
        return bytes;
    }
}
