package io.github.ecsmonitoring.exporter.netlink;

import io.github.ecsmonitoring.exporter.host.ErrnoException;
import io.github.ecsmonitoring.exporter.host.KernelSocket;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A netlink connection that asks the kernel for whole tables, one after the other. The next one who opens it gets the same socket, as long
 * as nothing was wrong with it.
 *
 * <pre>
 * try (Netlink route = Netlink.open(Netlink.ROUTE)) {
 *     List&lt;NetlinkData&gt; neighbours = route.dump(30, new byte[12]);
 * }
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/userspace-api/netlink/intro.html">Kernel: introduction to netlink</a>
 */
public final class Netlink implements Closeable {
    /** The protocol of links, addresses, routes, neighbours and queues. */
    public static final int ROUTE = 0;
    /** The protocol of sockets. */
    public static final int SOCK_DIAG = 4;
    /** The protocol of whatever else: wireless, ethtool. */
    public static final int GENERIC = 16;

    static final int HEADER = 16;
    static final int ERROR = 2;
    static final int DONE = 3;
    static final int INTERRUPTED = 0x10;

    private static final int REQUEST = 1;
    private static final int DUMP = 0x300;
    /** The kernel fills buffers up to 32 KiB; twice that holds a single message that is larger, too. */
    private static final int BUFFER = 64 * 1024;
    private static final int ATTEMPTS = 3;

    /** By the protocol. */
    private static final Map<Integer, Deque<Netlink>> FREE = new ConcurrentHashMap<>();

    private final KernelSocket socket;
    private final int protocol;
    private final MemorySegment buffer;
    private int sequence;
    private boolean failed;

    private Netlink(KernelSocket socket, int protocol) {
        this.socket = socket;
        this.protocol = protocol;
        this.buffer = socket.allocate(BUFFER);
    }

    /** Connects to a part of the kernel. */
    public static Netlink open(int protocol) throws IOException {
        Netlink free = free(protocol).poll();
        if (free != null) {
            return free;
        }
        try {
            KernelSocket socket = new KernelSocket(KernelSocket.AF_NETLINK, KernelSocket.SOCK_RAW, protocol);
            try {
                return new Netlink(socket, protocol);
            } catch (Error outOfMemory) {
                socket.close();
                throw outOfMemory;
            }
        } catch (ErrnoException e) {
            throw new IOException("can't open a netlink socket: " + e.getMessage(), e);
        }
    }

    /**
     * Asks for a table: the bodies of all messages that come back. A table that changes meanwhile is asked for again, twice at most.
     *
     * @param type the type of the request, as {@code RTM_GETLINK}
     * @param body the request behind its header
     */
    public List<NetlinkData> dump(int type, byte[] body) throws IOException {
        return exchange(type, REQUEST | DUMP, body);
    }

    /** Asks for one thing that the kernel answers with one message. */
    public NetlinkData get(int type, byte[] body) throws IOException {
        return exchange(type, REQUEST, body).getFirst();
    }

    private static Deque<Netlink> free(int protocol) {
        return FREE.computeIfAbsent(protocol, each -> new ConcurrentLinkedDeque<>());
    }

    private List<NetlinkData> exchange(int type, int flags, byte[] body) throws IOException {
        Answer answer;
        int attempt = 0;
        failed = true;
        try {
            do {
                socket.send(request(type, flags, ++sequence, body));
                answer = new Answer(type, sequence, (flags & DUMP) != 0);
                while (!answer.isComplete()) {
                    answer.add(receive(type));
                }
            } while (answer.isInterrupted() && ++attempt < ATTEMPTS);
        } catch (ErrnoException e) {
            throw new IOException("netlink request " + type + ": " + e.getMessage(), e);
        }
        failed = false;
        return answer.bodies();
    }

    private NetlinkData receive(int type) throws IOException {
        long length = socket.receive(buffer);
        if (length > BUFFER) {
            throw new IOException("netlink request " + type + ": the answer has " + length + " bytes, more than " + BUFFER);
        }
        return NetlinkData.of("netlink answer to " + type, buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }

    static byte[] request(int type, int flags, int sequence, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length).order(ByteOrder.nativeOrder())
                .putInt(HEADER + body.length).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(0).put(body).array();
    }

    @Override
    public void close() {
        if (failed) {
            socket.close();
        } else {
            free(protocol).push(this);
        }
    }

    /** What has come back so far. */
    static final class Answer {
        private final int request;
        private final long sequence;
        private final boolean dump;
        private final List<NetlinkData> bodies = new ArrayList<>();
        private boolean complete;
        private boolean interrupted;

        Answer(int request, long sequence, boolean dump) {
            this.request = request;
            this.sequence = sequence;
            this.dump = dump;
        }

        /** Takes the messages of a datagram; those that answer an earlier request are passed over. */
        void add(NetlinkData datagram) throws IOException {
            int from = 0;
            while (from < datagram.length() && !complete) {
                long length = datagram.u32(from);
                if (length < HEADER || length > datagram.length() - from) {
                    throw datagram.malformed("a message of " + length + " bytes at " + from);
                }
                NetlinkData message = datagram.part(from, (int) length);
                if (message.u32(8) == sequence) {
                    addMessage(message.u16(4), message.u16(6), message.part(HEADER, (int) length - HEADER));
                }
                from += NetlinkData.aligned((int) length);
            }
        }

        private void addMessage(int type, int flags, NetlinkData body) throws IOException {
            interrupted |= (flags & INTERRUPTED) != 0;
            if (type == ERROR || type == DONE && body.length() >= Integer.BYTES) {
                int error = (int) body.u32(0);
                if (error < 0) {
                    throw new ErrnoException(-error);
                }
            }
            if (type == DONE || type == ERROR) {
                complete = true;
            } else {
                bodies.add(body);
                complete = !dump;
            }
            if (complete && !dump && bodies.isEmpty()) {
                throw body.malformed("nothing in the answer to request " + request);
            }
        }

        boolean isComplete() {
            return complete;
        }

        boolean isInterrupted() {
            return interrupted;
        }

        List<NetlinkData> bodies() {
            return bodies;
        }
    }
}
