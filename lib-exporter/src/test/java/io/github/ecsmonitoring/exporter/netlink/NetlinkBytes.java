package io.github.ecsmonitoring.exporter.netlink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Builds netlink messages: numbers in native byte order, attributes padded to four bytes. */
public final class NetlinkBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public NetlinkBytes u8(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    public NetlinkBytes u16(int value) {
        return raw(buffer(Short.BYTES).putShort((short) value).array());
    }

    public NetlinkBytes u32(long... values) {
        for (long value : values) {
            raw(buffer(Integer.BYTES).putInt((int) value).array());
        }
        return this;
    }

    public NetlinkBytes u64(long... values) {
        for (long value : values) {
            raw(buffer(Long.BYTES).putLong(value).array());
        }
        return this;
    }

    public NetlinkBytes raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    /** Bytes in hex; spaces are ignored. */
    public NetlinkBytes hex(String text) {
        return raw(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    public NetlinkBytes attribute(int type, NetlinkBytes value) {
        u16(4 + value.bytes.size()).u16(type).raw(value.toArray());
        return pad();
    }

    public NetlinkBytes text(int type, String value) {
        return attribute(type, new NetlinkBytes().raw((value + "\0").getBytes(StandardCharsets.UTF_8)));
    }

    /** A message including its header. */
    public NetlinkBytes message(int type, int flags, int sequence, NetlinkBytes body) {
        u32(16 + body.bytes.size()).u16(type).u16(flags).u32(sequence, 4711).raw(body.toArray());
        return pad();
    }

    public byte[] toArray() {
        return bytes.toByteArray();
    }

    public NetlinkData data() {
        return NetlinkData.of("test", toArray());
    }

    private NetlinkBytes pad() {
        while (bytes.size() % 4 != 0) {
            bytes.write(0);
        }
        return this;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
}
