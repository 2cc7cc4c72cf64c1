package io.github.ecsmonitoring.exporter.netlink;

import io.github.ecsmonitoring.exporter.host.io.StringCache;
import io.github.ecsmonitoring.exporter.names.RawText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a netlink message in native byte order: the body of a message or the value of an attribute. A read beyond
 * its end is an {@link IOException}.
 */
public final class NetlinkData {
    /** The size of struct nlmsghdr. */
    static final int MESSAGE_HEADER = 16;

    private static final int ATTRIBUTE_HEADER = 4;
    /** Without the flags NLA_F_NESTED and NLA_F_NET_BYTEORDER. */
    private static final int TYPE_MASK = 0x3fff;

    private final String name;
    private final ByteBuffer bytes;
    private final StringCache strings;
    private int from;
    private int length;

    private NetlinkData(String name, ByteBuffer bytes, StringCache strings, int from, int length) {
        this.name = name;
        this.bytes = bytes;
        this.strings = strings;
        this.from = from;
        this.length = length;
    }

    /** Wraps an array; error messages start with {@code name}. */
    public static NetlinkData of(String name, byte[] bytes) {
        return in(name, ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), new StringCache(0))
                .at(0, bytes.length);
    }

    /** An empty view of a buffer that is reused; {@link #at} moves it. */
    static NetlinkData in(String name, ByteBuffer bytes, StringCache strings) {
        return new NetlinkData(name, bytes, strings, 0, 0);
    }

    /** Moves the view to other bytes of the buffer. */
    NetlinkData at(int first, int size) {
        from = first;
        length = size;
        return this;
    }

    /** An attribute: its type (in a nested list, its index) and its value. */
    public record Attribute(int type, NetlinkData value) {}

    String name() {
        return name;
    }

    /** Appends a part to a buffer that has room for it. */
    void copyTo(ByteBuffer target, int offset, int size) throws IOException {
        target.put(target.position(), bytes, place(offset, size), size).position(target.position() + size);
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** The unsigned byte at {@code offset}. */
    public int u8(int offset) throws IOException {
        return bytes.get(place(offset, Byte.BYTES)) & 0xff;
    }

    /** The unsigned 16-bit number at {@code offset}. */
    public int u16(int offset) throws IOException {
        return bytes.getShort(place(offset, Short.BYTES)) & 0xffff;
    }

    /** The unsigned 32-bit number at {@code offset}. */
    public long u32(int offset) throws IOException {
        return bytes.getInt(place(offset, Integer.BYTES)) & 0xffff_ffffL;
    }

    /** The unsigned 64-bit number at {@code offset}. */
    public long u64(int offset) throws IOException {
        return bytes.getLong(place(offset, Long.BYTES));
    }

    /** The text up to a NUL byte or the end. */
    public String text() {
        return text(from, length);
    }

    /** A copy of all bytes. */
    public byte[] toArray() {
        byte[] copy = new byte[length];
        bytes.get(from, copy);
        return copy;
    }

    /** A view of {@code size} bytes at {@code offset}. */
    public NetlinkData part(int offset, int size) throws IOException {
        return new NetlinkData(name, bytes, strings, place(offset, size), size);
    }

    /**
     * The offset of an attribute's value; -1 without an attribute of this type. Of several, the last one counts.
     *
     * @param offset where the attributes start, after the fixed part of the message
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

    /** The size of a value that {@link #attribute} found. */
    public int valueLength(int value) throws IOException {
        return u16(value - ATTRIBUTE_HEADER) - ATTRIBUTE_HEADER;
    }

    /** The text of a value that {@link #attribute} found. */
    public String valueText(int value) throws IOException {
        return text(from + value, valueLength(value));
    }

    /** The attributes that start at {@code offset}, by type. */
    public Map<Integer, NetlinkData> attributes(int offset) throws IOException {
        Map<Integer, NetlinkData> attributes = new LinkedHashMap<>();
        for (Attribute attribute : attributeList(offset)) {
            attributes.put(attribute.type, attribute.value);
        }
        return attributes;
    }

    /** The attributes that start at {@code offset}, in order; a type may occur several times. */
    public List<Attribute> attributeList(int offset) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        place(offset, 0);
        for (int at = offset; length - at >= ATTRIBUTE_HEADER; at += aligned(attributeSize(at))) {
            attributes.add(new Attribute(
                    u16(at + 2) & TYPE_MASK, part(at + ATTRIBUTE_HEADER, attributeSize(at) - ATTRIBUTE_HEADER)));
        }
        return attributes;
    }

    /** An error about these bytes; {@code problem} is completed by "of LENGTH". */
    public IOException malformed(String problem) {
        return new IOException(name + ": " + problem + " of " + length);
    }

    /** Messages and attributes are aligned to four bytes. */
    static int aligned(int length) {
        return (length + 3) & ~3;
    }

    /** Including the header. */
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
            return strings.get(bytes.array(), first, end);
        }
        byte[] text = new byte[end - first];
        bytes.get(first, text);
        return RawText.decode(text);
    }

    private int place(int offset, int size) throws IOException {
        if (offset < 0 || size < 0 || offset > length - size) {
            throw malformed("expected " + size + " bytes at " + offset);
        }
        return from + offset;
    }
}
