package io.github.ecsmonitoring.exporter.netlink;

import io.github.ecsmonitoring.exporter.host.ErrnoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What has come back of an answer so far; in memory that serves the next answer. */
final class NetlinkAnswer {
    static final int ERROR = 2;
    static final int DONE = 3;
    static final int INTERRUPTED = 0x10;

    private static final int FIRST_ROOM = 16 * 1024;
    private static final int LARGEST_KEPT = 256 * 1024;

    private int request;
    private long sequence;
    private boolean dump;
    private boolean complete;
    private boolean interrupted;
    /** The bodies of the messages, the length of each before it. */
    private ByteBuffer bodies = room(FIRST_ROOM);

    private String name = "";

    /** Forgets what was there, and waits for the answer to a request. */
    void begin(int type, long number, boolean wholeTable) {
        request = type;
        sequence = number;
        dump = wholeTable;
        complete = false;
        interrupted = false;
        if (bodies.capacity() > LARGEST_KEPT) {
            bodies = room(FIRST_ROOM);
        }
        bodies.clear();
    }

    /** Takes the messages of a datagram; those that answer an earlier request are passed over. */
    void add(NetlinkData datagram) throws IOException {
        name = datagram.name();
        int from = 0;
        while (from < datagram.length() && !complete) {
            long length = datagram.u32(from);
            if (length < Netlink.HEADER || length > datagram.length() - from) {
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
        int body = from + Netlink.HEADER;
        int size = length - Netlink.HEADER;
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
            throw datagram.part(body, size).malformed("nothing in the answer to request " + request);
        }
    }

    private void keep(NetlinkData datagram, int body, int size) throws IOException {
        if (bodies.remaining() < Integer.BYTES + size) {
            bodies = room(Math.max(2 * bodies.capacity(), bodies.position() + Integer.BYTES + size))
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

    /** Shows each message to {@code reader}, which finds it there until it returns. */
    void each(Netlink.Reader reader) throws IOException {
        NetlinkData message = NetlinkData.in(name, bodies);
        for (int at = 0; at < bodies.position(); ) {
            int size = bodies.getInt(at);
            at += Integer.BYTES;
            reader.read(message.at(at, size));
            at += size;
        }
    }

    /** All messages, for good. */
    List<NetlinkData> bodies() throws IOException {
        List<NetlinkData> all = new ArrayList<>();
        each(message -> all.add(NetlinkData.of(name, message.toArray())));
        return all;
    }

    private static ByteBuffer room(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
}
