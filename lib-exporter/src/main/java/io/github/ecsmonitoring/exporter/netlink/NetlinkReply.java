package io.github.ecsmonitoring.exporter.netlink;

import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.host.io.StringCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Collects the messages of a reply; the buffer is reused for the next reply. */
final class NetlinkReply {
    static final int ERROR = 2;
    static final int DONE = 3;
    static final int INTERRUPTED = 0x10;

    private static final int INITIAL_CAPACITY = 16 * 1024;
    private static final int MAX_KEPT_CAPACITY = 256 * 1024;

    private final StringCache strings;
    private long sequence;
    private boolean dump;
    private boolean complete;
    private boolean interrupted;
    /** The bodies of the messages, each preceded by its length. */
    private ByteBuffer bodies = buffer(INITIAL_CAPACITY);

    private String name = "";

    NetlinkReply(StringCache strings) {
        this.strings = strings;
    }

    /** Discards the previous reply and starts the one to a new request. */
    void begin(long number, boolean isDump) {
        sequence = number;
        dump = isDump;
        complete = false;
        interrupted = false;
        bodies.clear();
    }

    /** Adds the messages of a datagram, except those for earlier requests. */
    void add(NetlinkData datagram) throws IOException {
        name = datagram.name();
        int from = 0;
        while (from < datagram.length() && !complete) {
            long length = datagram.u32(from);
            if (length < NetlinkData.MESSAGE_HEADER || length > datagram.length() - from) {
                throw datagram.malformed("a message of " + length + " bytes at " + from);
            }
            if (datagram.u32(from + 8) == sequence) {
                addMessage(datagram, from, (int) length);
            }
            from += NetlinkData.aligned((int) length);
        }
    }

    private void addMessage(NetlinkData datagram, int from, int length) throws IOException {
        int type = datagram.u16(from + 4);
        int body = from + NetlinkData.MESSAGE_HEADER;
        int size = length - NetlinkData.MESSAGE_HEADER;
        interrupted |= (datagram.u16(from + 6) & INTERRUPTED) != 0;
        if (type == ERROR || type == DONE && size >= Integer.BYTES) {
            int error = (int) datagram.u32(body);
            if (error < 0) {
                throw new ErrnoException(-error);
            }
        }
        if (type == DONE || type == ERROR) {
            complete = true;
        } else {
            keep(datagram, body, size);
            complete = !dump;
        }
        if (complete && !dump && bodies.position() == 0) {
            throw new IOException(name + ": expected a message, got only an acknowledgement");
        }
    }

    private void keep(NetlinkData datagram, int body, int size) throws IOException {
        if (bodies.remaining() < Integer.BYTES + size) {
            bodies = buffer(Math.max(2 * bodies.capacity(), bodies.position() + Integer.BYTES + size))
                    .put(bodies.flip());
        }
        bodies.putInt(size);
        datagram.copyTo(bodies, body, size);
    }

    boolean isComplete() {
        return complete;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** Passes each message to {@code reader}. */
    void each(NetlinkReader reader) throws IOException {
        NetlinkData message = NetlinkData.in(name, bodies, strings);
        for (int at = 0; at < bodies.position(); ) {
            int size = bodies.getInt(at);
            at += Integer.BYTES;
            reader.read(message.at(at, size));
            at += size;
        }
    }

    /** Copies of all messages. */
    List<NetlinkData> bodies() throws IOException {
        List<NetlinkData> all = new ArrayList<>();
        each(message -> all.add(copy(message)));
        return all;
    }

    private NetlinkData copy(NetlinkData message) {
        byte[] bytes = message.toArray();
        return NetlinkData.in(name, ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), strings)
                .at(0, bytes.length);
    }

    /** Drops the buffer of a large reply. */
    void trim() {
        if (bodies.capacity() > MAX_KEPT_CAPACITY) {
            bodies = buffer(INITIAL_CAPACITY);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
}
