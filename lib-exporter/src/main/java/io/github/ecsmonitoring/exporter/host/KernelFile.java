package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a file of procfs or sysfs to its end. Such a file says that it is empty, and one of {@code /proc/sys} gives its value to the
 * first read alone: {@link Files#readAllBytes} asks for one byte first and would take "256" for "2".
 */
final class KernelFile {
    /** More than a page, which is what a file of one value can hold. */
    private static final int FIRST_READ = 8192;

    private KernelFile() {}

    static byte[] read(Path file) throws IOException {
        byte[] bytes = new byte[FIRST_READ];
        int size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read; (read = in.read(bytes, size, bytes.length - size)) >= 0; ) {
                size += read;
                if (size == bytes.length) {
                    bytes = Arrays.copyOf(bytes, 2 * size);
                }
            }
        }
        return Arrays.copyOf(bytes, size);
    }
}
