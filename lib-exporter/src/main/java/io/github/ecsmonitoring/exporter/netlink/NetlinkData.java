package io.github.ecsmonitoring.exporter.netlink;

import io.github.ecsmonitoring.exporter.host.Names;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some bytes of a netlink message, with numbers in the machine's own byte order: a message's body, an attribute's
 * value. Whatever lies beyond the end is an {@link IOException}.
 */
public final class NetlinkData {
    private static final int ATTRIBUTE_HEADER = 4;
    /** The two upper bits say that the value is nested or in network byte order. */
    private static final int TYPE_MASK = 0x3fff;

    private final String name;
    private final ByteBuffer bytes;
    private int from;
    private int length;

    private NetlinkData(String name, ByteBuffer bytes, int from, int length) {
        this.name = name;
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    /** These bytes; {@code name} stands in error messages. */
    public static NetlinkData of(String name, byte[] bytes) {
        return in(name, ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder())).at(0, bytes.length);
    }

    /** Something in a buffer that is used again and again; where, {@link #at} says. */
    static NetlinkData in(String name, ByteBuffer bytes) {
        return new NetlinkData(name, bytes, 0, 0);
    }

    /** From now on it is these bytes of the buffer. */
    NetlinkData at(int first, int size) {
        from = first;
        length = size;
        return this;
    }

    /** An attribute: its type, in a list the place in the list, and its value. */
    public record Attribute(int type, NetlinkData value) {}

    String name() {
        return name;
    }

    /** Appends some of the bytes to a buffer that has room for them. */
    void copyTo(ByteBuffer target, int offset, int size) throws IOException {
        target.put(target.position(), bytes, place(offset, size), size).position(target.position() + size);
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** The byte at {@code offset}. */
    public int u8(int offset) throws IOException {
        return bytes.get(place(offset, Byte.BYTES)) & 0xff;
    }

    /** The two bytes from {@code offset} on. */
    public int u16(int offset) throws IOException {
        return bytes.getShort(place(offset, Short.BYTES)) & 0xffff;
    }

    /** The four bytes from {@code offset} on. */
    public long u32(int offset) throws IOException {
        return bytes.getInt(place(offset, Integer.BYTES)) & 0xffff_ffffL;
    }

    /** The eight bytes from {@code offset} on; see {@link #toDouble}. */
    public long u64(int offset) throws IOException {
        return bytes.getLong(place(offset, Long.BYTES));
    }

    /** The text up to a zero byte or the end. */
    public String text() {
        return text(from, length);
    }

    /** A copy of all bytes. */
    public byte[] toArray() {
        byte[] copy = new byte[length];
        bytes.get(from, copy);
        return copy;
    }

    /** The {@code size} bytes from {@code offset} on. */
    public NetlinkData part(int offset, int size) throws IOException {
        return new NetlinkData(name, bytes, place(offset, size), size);
    }

    /**
     * Where the value of an attribute is, counted from the first byte here; -1 if there is none of this type. The last
     * one counts.
     *
     * @param offset where the attributes begin, behind the fixed part of the message
     */
    public int attribute(int offset, int type) throws IOException {
        int found = -1;
        place(offset, 0);
        for (int at = offset; length - at >= ATTRIBUTE_HEADER; at += aligned(attributeSize(at))) {
            if ((u16(at + 2) & TYPE_MASK) == type) {
                found = at + ATTRIBUTE_HEADER;
            }
        }
        return found;
    }

    /** The number of bytes of a value that {@link #attribute} has found. */
    public int valueLength(int value) throws IOException {
        return u16(value - ATTRIBUTE_HEADER) - ATTRIBUTE_HEADER;
    }

    /** The text of a value that {@link #attribute} has found. */
    public String valueText(int value) throws IOException {
        return text(from + value, valueLength(value));
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
        place(offset, 0);
        for (int at = offset; length - at >= ATTRIBUTE_HEADER; at += aligned(attributeSize(at))) {
            attributes.add(new Attribute(
                    u16(at + 2) & TYPE_MASK, part(at + ATTRIBUTE_HEADER, attributeSize(at) - ATTRIBUTE_HEADER)));
        }
        return attributes;
    }

    /** The error that says what is wrong with these bytes. */
    public IOException malformed(String problem) {
        return new IOException(name + ": " + problem + " of " + length);
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

    /** With its header. */
    private int attributeSize(int at) throws IOException {
        int size = u16(at);
        if (size < ATTRIBUTE_HEADER || size > length - at) {
            throw malformed("an attribute of " + size + " bytes at " + at);
        }
        return size;
    }

    private String text(int first, int most) {
        int end = first;
        while (end < first + most && bytes.get(end) != 0) {
            end++;
        }
        if (bytes.hasArray()) {
            return Names.of(bytes.array(), first, end);
        }
        byte[] text = new byte[end - first];
        bytes.get(first, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private int place(int offset, int size) throws IOException {
        if (offset < 0 || size < 0 || offset > length - size) {
            throw malformed("expected " + size + " bytes at " + offset);
        }
        return from + offset;
    }
}
