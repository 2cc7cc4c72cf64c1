package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.host.io.KernelSocket;
import io.github.ecsmonitoring.exporter.names.RawText;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A socket for requests to network drivers, by the ioctl SIOCETHTOOL.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/ethtool.h">Kernel: linux/ethtool.h</a>
 */
final class EthtoolIoctl implements Closeable {
    private static final long SIOCETHTOOL = 0x8946;
    private static final int IFREQ_SIZE = 40;
    private static final int NAME_SIZE = 16;
    private static final int GSET = 1;
    private static final int GDRVINFO = 3;
    private static final int GSTRINGS = 0x1b;
    private static final int GSTATS = 0x1d;
    private static final int CMD_SIZE = 44;
    private static final int DRVINFO_SIZE = 196;
    private static final int DRVINFO_TEXT = 32;
    private static final int DRVINFO_STATISTICS = 180;
    private static final int STRINGS_HEADER = 12;
    private static final int STRING_SET_STATISTICS = 1;
    private static final int STRING_SIZE = 32;
    private static final int STATISTICS_HEADER = 8;
    private static final int MOST_STATISTICS = 32768;
    /**
     * Room for statistics that a driver adds between two requests: the kernel writes all, whatever the request's count.
     */
    private static final int SPARE = 4096;

    private final KernelSocket socket;

    EthtoolIoctl() throws IOException {
        socket = new KernelSocket(KernelSocket.AF_INET, KernelSocket.SOCK_DGRAM, 0);
    }

    /** The versions of a driver, and the number of its statistics. */
    record Driver(String name, String version, String firmware, String bus, String expansionRom, int statistics) {}

    EthtoolLink link(String device) throws ErrnoException {
        MemorySegment cmd = request(device, GSET, socket.allocate(CMD_SIZE));
        return new EthtoolLink(
                cmd.get(ValueLayout.JAVA_INT, 4),
                cmd.get(ValueLayout.JAVA_INT, 8),
                cmd.get(ValueLayout.JAVA_BYTE, 18) & 0xff);
    }

    Driver driver(String device) throws ErrnoException {
        MemorySegment info = request(device, GDRVINFO, socket.allocate(DRVINFO_SIZE));
        return new Driver(
                text(info, 4),
                text(info, 4 + DRVINFO_TEXT),
                text(info, 4 + 2 * DRVINFO_TEXT),
                text(info, 4 + 3 * DRVINFO_TEXT),
                text(info, 4 + 4 * DRVINFO_TEXT),
                info.get(ValueLayout.JAVA_INT, DRVINFO_STATISTICS));
    }

    /** A driver's statistics by name, unsigned. */
    Map<String, Long> statistics(String device, int count) throws IOException {
        if (count < 0 || count > MOST_STATISTICS) {
            throw new IOException("expected a driver with at most " + MOST_STATISTICS + " statistics, got "
                    + Integer.toUnsignedString(count));
        }
        if (count == 0) {
            return Map.of();
        }
        MemorySegment strings = socket.allocate(STRINGS_HEADER + (count + SPARE) * STRING_SIZE);
        strings.set(ValueLayout.JAVA_INT, 4, STRING_SET_STATISTICS);
        strings.set(ValueLayout.JAVA_INT, 8, count);
        request(device, GSTRINGS, strings);
        MemorySegment values = socket.allocate(STATISTICS_HEADER + (count + SPARE) * Long.BYTES);
        values.set(ValueLayout.JAVA_INT, 4, count);
        request(device, GSTATS, values);
        Map<String, Long> statistics = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = text(strings, STRINGS_HEADER + i * STRING_SIZE);
            if (!name.isEmpty()) {
                statistics.put(name, values.get(ValueLayout.JAVA_LONG, STATISTICS_HEADER + (long) i * Long.BYTES));
            }
        }
        return statistics;
    }

    private MemorySegment request(String device, int command, MemorySegment data) throws ErrnoException {
        MemorySegment ifreq = socket.allocate(IFREQ_SIZE);
        byte[] name = RawText.encode(device);
        // The last byte stays NUL.
        MemorySegment.copy(name, 0, ifreq, ValueLayout.JAVA_BYTE, 0, Math.min(name.length, NAME_SIZE - 1));
        ifreq.set(ValueLayout.JAVA_LONG, NAME_SIZE, data.address());
        data.set(ValueLayout.JAVA_INT, 0, command);
        socket.ioctl(SIOCETHTOOL, ifreq);
        return data;
    }

    /** A text of up to 32 bytes, terminated by NUL if it is shorter. */
    private static String text(MemorySegment segment, int offset) {
        byte[] bytes = segment.asSlice(offset, DRVINFO_TEXT).toArray(ValueLayout.JAVA_BYTE);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        socket.close();
    }
}
