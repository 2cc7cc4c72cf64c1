package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.ErrnoException;
import io.github.ecsmonitoring.exporter.host.KernelSocket;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of {@link EthtoolCollector} that asks the drivers, by the ioctl SIOCETHTOOL.
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
     * The kernel writes as many as the driver has by now, whatever was asked for: room for a driver that has just got
     * more.
     */
    private static final int SPARE = 4096;

    private final KernelSocket socket;

    EthtoolIoctl() throws IOException {
        socket = new KernelSocket(KernelSocket.AF_INET, KernelSocket.SOCK_DGRAM, 0);
    }

    /** What a driver says of itself. */
    record Driver(String name, String version, String firmware, String bus, String expansionRom, int statistics) {}

    EthtoolLink link(String device) throws ErrnoException {
        MemorySegment cmd = ask(device, GSET, socket.allocate(CMD_SIZE));
        return new EthtoolLink(
                cmd.get(ValueLayout.JAVA_INT, 4),
                cmd.get(ValueLayout.JAVA_INT, 8),
                cmd.get(ValueLayout.JAVA_BYTE, 18) & 0xff);
    }

    Driver driver(String device) throws ErrnoException {
        MemorySegment info = ask(device, GDRVINFO, socket.allocate(DRVINFO_SIZE));
        return new Driver(
                text(info, 4),
                text(info, 4 + DRVINFO_TEXT),
                text(info, 4 + 2 * DRVINFO_TEXT),
                text(info, 4 + 3 * DRVINFO_TEXT),
                text(info, 4 + 4 * DRVINFO_TEXT),
                info.get(ValueLayout.JAVA_INT, DRVINFO_STATISTICS));
    }

    /** A driver's own counters by their names, unsigned. */
    Map<String, Long> statistics(String device, int count) throws IOException {
        if (count < 0 || count > MOST_STATISTICS) {
            throw new IOException(
                    "the driver has " + Integer.toUnsignedString(count) + " statistics, more than " + MOST_STATISTICS);
        }
        if (count == 0) {
            return Map.of();
        }
        MemorySegment strings = socket.allocate(STRINGS_HEADER + (count + SPARE) * STRING_SIZE);
        strings.set(ValueLayout.JAVA_INT, 4, STRING_SET_STATISTICS);
        strings.set(ValueLayout.JAVA_INT, 8, count);
        ask(device, GSTRINGS, strings);
        MemorySegment values = socket.allocate(STATISTICS_HEADER + (count + SPARE) * Long.BYTES);
        values.set(ValueLayout.JAVA_INT, 4, count);
        ask(device, GSTATS, values);
        Map<String, Long> statistics = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = text(strings, STRINGS_HEADER + i * STRING_SIZE);
            if (!name.isEmpty()) {
                statistics.put(name, values.get(ValueLayout.JAVA_LONG, STATISTICS_HEADER + (long) i * Long.BYTES));
            }
        }
        return statistics;
    }

    private MemorySegment ask(String device, int command, MemorySegment data) throws ErrnoException {
        MemorySegment request = socket.allocate(IFREQ_SIZE);
        byte[] name = device.getBytes(StandardCharsets.UTF_8);
        // The last byte stays zero.
        MemorySegment.copy(name, 0, request, ValueLayout.JAVA_BYTE, 0, Math.min(name.length, NAME_SIZE - 1));
        request.set(ValueLayout.JAVA_LONG, NAME_SIZE, data.address());
        data.set(ValueLayout.JAVA_INT, 0, command);
        socket.ioctl(SIOCETHTOOL, request);
        return data;
    }

    /** A text of up to 32 bytes, ended by a zero byte if it is shorter. */
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
