package io.github.ecsmonitoring.exporter.netlink;

import io.github.ecsmonitoring.exporter.host.ErrnoException;
import io.github.ecsmonitoring.exporter.host.KernelSocket;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A netlink connection that asks the kernel for whole tables, one after the other. The next one who opens it gets the
 * same socket, as long as nothing was wrong with it.
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

    /** struct ifreq: 16 bytes for the name, and the number behind it. */
    private static final int IFREQ_INDEX = 16;

    private static final long SIOCGIFNAME = 0x8910;

    private static final int REQUEST = 1;
    private static final int DUMP = 0x300;
    /** The kernel fills buffers up to 32 KiB; twice that holds a single message that is larger, too. */
    private static final int BUFFER = 64 * 1024;

    private static final int ATTEMPTS = 3;
    private static final int MOST_KEPT = 4;

    /** By the protocol. */
    private static final Map<Integer, Deque<Netlink>> FREE = new ConcurrentHashMap<>();

    private final KernelSocket socket;
    private final int protocol;
    private final MemorySegment buffer;
    private final ByteBuffer received;
    private final NetlinkAnswer answer = new NetlinkAnswer();
    private int sequence;
    private boolean failed;

    private Netlink(KernelSocket socket, int protocol) {
        this.socket = socket;
        this.protocol = protocol;
        this.buffer = socket.allocate(BUFFER);
        this.received = buffer.asByteBuffer().order(ByteOrder.nativeOrder());
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

    /** Reads one message of a table, which is there during the call alone. */
    @FunctionalInterface
    public interface Reader {
        /** Reads the body behind the header. */
        void read(NetlinkData message) throws IOException;
    }

    /**
     * Asks for a table: the bodies of all messages that come back. A table that changes meanwhile is asked for again,
     * twice at most.
     *
     * @param type the type of the request, as {@code RTM_GETLINK}
     * @param body the request behind its header
     */
    public List<NetlinkData> dump(int type, byte[] body) throws IOException {
        exchange(type, REQUEST | DUMP, body);
        return answer.bodies();
    }

    /** As {@link #dump}, without a copy: the messages go to {@code reader}, one after the other, once all are there. */
    public void each(int type, byte[] body, Reader reader) throws IOException {
        exchange(type, REQUEST | DUMP, body);
        answer.each(reader);
    }

    /** Asks for one thing that the kernel answers with one message. */
    public NetlinkData get(int type, byte[] body) throws IOException {
        exchange(type, REQUEST, body);
        return answer.bodies().getFirst();
    }

    /** The name of a network device of this namespace by its number; null if there is none. */
    String deviceName(long index) throws IOException {
        received.putInt(IFREQ_INDEX, (int) index);
        try {
            socket.ioctl(SIOCGIFNAME, buffer);
        } catch (ErrnoException e) {
            if (e.errno() == ErrnoException.NO_SUCH_DEVICE) {
                return null;
            }
            throw new IOException("the name of network device " + index + ": " + e.getMessage(), e);
        }
        return NetlinkData.in("network device " + index, received)
                .at(0, IFREQ_INDEX)
                .text();
    }

    private static Deque<Netlink> free(int protocol) {
        return FREE.computeIfAbsent(protocol, each -> new ConcurrentLinkedDeque<>());
    }

    private void exchange(int type, int flags, byte[] body) throws IOException {
        int attempt = 0;
        failed = true;
        try {
            do {
                socket.send(request(type, flags, ++sequence, body));
                answer.begin(type, sequence, (flags & DUMP) != 0);
                while (!answer.isComplete()) {
                    answer.add(receive(type));
                }
            } while (answer.isInterrupted() && ++attempt < ATTEMPTS);
        } catch (ErrnoException e) {
            throw new IOException("netlink request " + type + ": " + e.getMessage(), e);
        }
        failed = false;
    }

    private NetlinkData receive(int type) throws IOException {
        long length = socket.receive(buffer);
        if (length > BUFFER) {
            throw new IOException(
                    "netlink request " + type + ": the answer has " + length + " bytes, more than " + BUFFER);
        }
        return NetlinkData.in("netlink answer to " + type, received).at(0, (int) length);
    }

    static byte[] request(int type, int flags, int sequence, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length)
                .order(ByteOrder.nativeOrder())
                .putInt(HEADER + body.length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0)
                .put(body)
                .array();
    }

    @Override
    public void close() {
        if (failed || free(protocol).size() >= MOST_KEPT) {
            socket.close();
        } else {
            free(protocol).push(this);
        }
    }
}
