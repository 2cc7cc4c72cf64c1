package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The size of a page of memory: 4 KiB on nearly all machines, 64 KiB on some of ARM. From what the kernel tells each
 * process at its start.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_auxv.5.html">proc_pid_auxv(5)</a>
 */
public final class PageSize {
    private static final int USUAL = 4096;
    private static final long AT_PAGESZ = 6;
    private static final long BYTES = read();

    private PageSize() {}

    /** Bytes in a page. */
    public static long bytes() {
        return BYTES;
    }

    private static long read() {
        try {
            return parse(Files.readAllBytes(Path.of("/proc/self/auxv")));
        } catch (IOException unreadable) {
            return USUAL;
        }
    }

    static long parse(byte[] auxv) {
        ByteBuffer pairs = ByteBuffer.wrap(auxv).order(ByteOrder.nativeOrder());
        while (pairs.remaining() >= 2 * Long.BYTES) {
            long key = pairs.getLong();
            long value = pairs.getLong();
            if (key == AT_PAGESZ) {
                return value;
            }
        }
        return USUAL;
    }
}
