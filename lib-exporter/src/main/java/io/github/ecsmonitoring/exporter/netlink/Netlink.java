package io.github.ecsmonitoring.exporter.netlink;

import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.host.io.KernelSocket;
import io.github.ecsmonitoring.exporter.host.io.StringCache;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A netlink socket for requests to the kernel, one at a time. For one thread.
 *
 * <pre>
 * List&lt;NetlinkData&gt; neighbors = host.netlink(Netlink.ROUTE).dump(30, new byte[12]);   // RTM_GETNEIGH
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/userspace-api/netlink/intro.html">Kernel: introduction to netlink</a>
 */
public final class Netlink implements Closeable {
    /** NETLINK_ROUTE: links, addresses, routes, neighbors and queueing disciplines. */
    public static final int ROUTE = 0;
    /** NETLINK_SOCK_DIAG: sockets. */
    public static final int SOCK_DIAG = 4;
    /** NETLINK_GENERIC: families such as ethtool. */
    public static final int GENERIC = 16;

    /** The index follows the 16 bytes of the name in struct ifreq. */
    private static final int IFREQ_INDEX = 16;

    private static final long SIOCGIFNAME = 0x8910;

    private static final int REQUEST = 1;
    private static final int DUMP = 0x300;
    /** The kernel sends up to 32 KiB at once; a single message may be larger. */
    private static final int BUFFER = 64 * 1024;

    private static final int ATTEMPTS = 3;

    private final KernelSocket socket;
    private final StringCache strings;
    private final MemorySegment buffer;
    private final ByteBuffer received;
    private final NetlinkReply reply;
    private int sequence;
    private boolean failed;

    private Netlink(KernelSocket socket, StringCache strings) {
        this.socket = socket;
        this.strings = strings;
        this.buffer = socket.allocate(BUFFER);
        this.received = buffer.asByteBuffer().order(ByteOrder.nativeOrder());
        this.reply = new NetlinkReply(strings);
    }

    /**
     * Opens a socket for a netlink protocol.
     *
     * @param strings the strings of names that come again in each reply
     */
    public static Netlink open(int protocol, StringCache strings) throws IOException {
        try {
            KernelSocket socket = new KernelSocket(KernelSocket.AF_NETLINK, KernelSocket.SOCK_RAW, protocol);
            try {
                return new Netlink(socket, strings);
            } catch (Error outOfMemory) {
                socket.close();
                throw outOfMemory;
            }
        } catch (ErrnoException e) {
            throw new IOException("cannot open a netlink socket: " + e.getMessage(), e);
        }
    }

    /** Drops memory that only large replies need. */
    public void trim() {
        reply.trim();
    }

    /** Whether a request failed, so that the socket may hold the rest of its reply. */
    public boolean hasFailed() {
        return failed;
    }

    /**
     * Requests a dump and returns the bodies of all messages. A dump that the kernel marks as inconsistent is repeated,
     * at most twice.
     *
     * @param type the type of the request, such as {@code RTM_GETLINK}
     * @param body the request without its header
     */
    public List<NetlinkData> dump(int type, byte[] body) throws IOException {
        exchange(type, REQUEST | DUMP, body);
        return reply.bodies();
    }

    /** As {@link #dump}, but passes the messages to {@code reader} without copying them. */
    public void each(int type, byte[] body, NetlinkReader reader) throws IOException {
        exchange(type, REQUEST | DUMP, body);
        reply.each(reader);
    }

    /** Sends a request that the kernel answers with a single message. */
    public NetlinkData get(int type, byte[] body) throws IOException {
        exchange(type, REQUEST, body);
        return reply.bodies().getFirst();
    }

    /** The name of a network device by its index; null if there is none. */
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
        return NetlinkData.in("network device " + index, received, strings)
                .at(0, IFREQ_INDEX)
                .text();
    }

    private void exchange(int type, int flags, byte[] body) throws IOException {
        int attempt = 0;
        failed = true;
        try {
            do {
                socket.send(request(type, flags, ++sequence, body));
                reply.begin(sequence, (flags & DUMP) != 0);
                while (!reply.isComplete()) {
                    reply.add(receive(type));
                }
            } while (reply.isInterrupted() && ++attempt < ATTEMPTS);
        } catch (ErrnoException e) {
            throw new IOException("netlink request " + type + ": " + e.getMessage(), e);
        }
        failed = false;
    }

    private NetlinkData receive(int type) throws IOException {
        long length = socket.receive(buffer);
        if (length > BUFFER) {
            throw new IOException(
                    "netlink request " + type + ": expected a reply of at most " + BUFFER + " bytes, got " + length);
        }
        return NetlinkData.in("netlink reply to " + type, received, strings).at(0, (int) length);
    }

    static byte[] request(int type, int flags, int sequence, byte[] body) {
        return ByteBuffer.allocate(NetlinkData.MESSAGE_HEADER + body.length)
                .order(ByteOrder.nativeOrder())
                .putInt(NetlinkData.MESSAGE_HEADER + body.length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0)
                .put(body)
                .array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
