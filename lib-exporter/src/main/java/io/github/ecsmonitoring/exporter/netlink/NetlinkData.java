package io.github.ecsmonitoring.exporter.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some bytes of a netlink message, with numbers in the machine's own byte order: a message's body, an attribute's value. Whatever lies
 * beyond the end is an {@link IOException}.
 */
public final class NetlinkData {
    private static final int ATTRIBUTE_HEADER = 4;
    /** The two upper bits say that the value is nested or in network byte order. */
    private static final int TYPE_MASK = 0x3fff;

    private final String name;
    private final ByteBuffer bytes;

    private NetlinkData(String name, ByteBuffer bytes) {
        this.name = name;
        this.bytes = bytes.order(ByteOrder.nativeOrder());
    }

    /** These bytes; {@code name} stands in error messages. */
    public static NetlinkData of(String name, byte[] bytes) {
        return new NetlinkData(name, ByteBuffer.wrap(bytes));
    }

    /** An attribute: its type, in a list the place in the list, and its value. */
    public record Attribute(int type, NetlinkData value) {}

    /** The number of bytes. */
    public int length() {
        return bytes.limit();
    }

    /** The byte at {@code offset}. */
    public int u8(int offset) throws IOException {
        return bytes.get(checked(offset, Byte.BYTES)) & 0xff;
    }

    /** The two bytes from {@code offset} on. */
    public int u16(int offset) throws IOException {
        return bytes.getShort(checked(offset, Short.BYTES)) & 0xffff;
    }

    /** The four bytes from {@code offset} on. */
    public long u32(int offset) throws IOException {
        return bytes.getInt(checked(offset, Integer.BYTES)) & 0xffff_ffffL;
    }

    /** The eight bytes from {@code offset} on; see {@link #toDouble}. */
    public long u64(int offset) throws IOException {
        return bytes.getLong(checked(offset, Long.BYTES));
    }

    /** The text up to a zero byte or the end. */
    public String text() {
        int end = 0;
        while (end < length() && bytes.get(end) != 0) {
            end++;
        }
        return StandardCharsets.UTF_8.decode(bytes.slice(0, end)).toString();
    }

    /** A copy of all bytes. */
    public byte[] toArray() {
        byte[] copy = new byte[length()];
        bytes.get(0, copy);
        return copy;
    }

    /** The {@code length} bytes from {@code offset} on. */
    public NetlinkData part(int offset, int length) throws IOException {
        return new NetlinkData(name, bytes.slice(checked(offset, length), length));
    }

    /** The attributes from {@code offset} on, behind the fixed part of the message, by their type. */
    public Map<Integer, NetlinkData> attributes(int offset) throws IOException {
        Map<Integer, NetlinkData> attributes = new LinkedHashMap<>();
        for (Attribute attribute : attributeList(offset)) {
            attributes.put(attribute.type, attribute.value);
        }
        return attributes;
    }

    /** The attributes from {@code offset} on, where a type may be repeated. */
    public List<Attribute> attributeList(int offset) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        checked(offset, 0);
        for (int at = offset; length() - at >= ATTRIBUTE_HEADER; ) {
            int length = u16(at);
            if (length < ATTRIBUTE_HEADER || length > length() - at) {
                throw malformed("an attribute of " + length + " bytes at " + at);
            }
            attributes.add(new Attribute(u16(at + 2) & TYPE_MASK, part(at + ATTRIBUTE_HEADER, length - ATTRIBUTE_HEADER)));
            at += aligned(length);
        }
        return attributes;
    }

    /** The error that says what is wrong with these bytes. */
    public IOException malformed(String problem) {
        return new IOException(name + ": " + problem + " of " + length());
    }

    /** An unsigned number in the nearest double, as Go's {@code float64(uint64)} gives it. */
    public static double toDouble(long unsigned) {
        // Half the value with its lost bit kept rounds as the whole would.
        return unsigned >= 0 ? unsigned : ((unsigned >>> 1) | (unsigned & 1)) * 2.0;
    }

    /** Messages and attributes begin at multiples of four bytes. */
    static int aligned(int length) {
        return (length + 3) & ~3;
    }

    private int checked(int offset, int size) throws IOException {
        if (offset < 0 || size < 0 || offset > length() - size) {
            throw malformed("expected " + size + " bytes at " + offset);
        }
        return offset;
    }
}
