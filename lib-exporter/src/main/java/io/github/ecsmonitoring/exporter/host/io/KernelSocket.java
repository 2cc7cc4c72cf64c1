package io.github.ecsmonitoring.exporter.host.io;

import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A socket for requests to the kernel: netlink, or any socket as the handle of an ioctl(2) on network devices. For one
 * thread at a time. A call waits {@value #DEADLINE_SECONDS} seconds at most.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
 */
public final class KernelSocket implements Closeable {
    /** The address family and the type of a socket for ioctl(2). */
    public static final int AF_INET = 2;
    /** The address family of netlink. */
    public static final int AF_NETLINK = 16;
    /** A socket of datagrams. */
    public static final int SOCK_DGRAM = 2;
    /** A socket that shows a protocol's own messages. */
    public static final int SOCK_RAW = 3;

    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    /** Returns the whole length of the message even if the buffer is shorter. */
    private static final int MSG_TRUNC = 0x20;

    private static final int INTERRUPTED = 4;
    private static final long DEADLINE_SECONDS = 5;
    private static final int TIMEVAL_SIZE = 16;

    private final Arena arena = Arena.ofShared();
    private final CallState state = new CallState(arena);
    private final long descriptor;
    private MemorySegment outgoing;

    /** Opens a socket of an address family, type and protocol. */
    public KernelSocket(int family, int type, int protocol) throws ErrnoException {
        long opened = -1;
        try {
            opened = Syscalls.call(state, SystemCall.SOCKET, family, type | SOCK_CLOEXEC, protocol);
            MemorySegment timeout = allocate(TIMEVAL_SIZE);
            timeout.set(ValueLayout.JAVA_LONG, 0, DEADLINE_SECONDS);
            Syscalls.call(
                    state, SystemCall.SETSOCKOPT, opened, SOL_SOCKET, SO_RCVTIMEO, timeout.address(), TIMEVAL_SIZE);
        } catch (ErrnoException e) {
            descriptor = opened;
            close();
            throw e;
        }
        descriptor = opened;
    }

    /** Memory that lives as long as the socket, all zero, for what is received or asked with. */
    public MemorySegment allocate(int bytes) {
        return arena.allocate(bytes, 8);
    }

    /** Sends a message to the kernel. */
    public void send(byte[] message) throws ErrnoException {
        if (outgoing == null || outgoing.byteSize() < message.length) {
            outgoing = allocate(message.length);
        }
        MemorySegment.copy(message, 0, outgoing, ValueLayout.JAVA_BYTE, 0, message.length);
        Syscalls.call(state, SystemCall.SENDTO, descriptor, outgoing.address(), message.length);
    }

    /** Waits for a message; its length is larger than the buffer's if the rest of it is lost. */
    public long receive(MemorySegment buffer) throws ErrnoException {
        while (true) {
            try {
                return Syscalls.call(
                        state, SystemCall.RECVFROM, descriptor, buffer.address(), buffer.byteSize(), MSG_TRUNC);
            } catch (ErrnoException e) {
                if (e.errno() != INTERRUPTED) {
                    throw e;
                }
            }
        }
    }

    /** Makes an ioctl(2) request; the kernel reads and writes {@code argument}. */
    public void ioctl(long request, MemorySegment argument) throws ErrnoException {
        Syscalls.call(state, SystemCall.IOCTL, descriptor, request, argument.address());
    }

    @Override
    public void close() {
        try {
            if (descriptor >= 0) {
                Syscalls.call(state, SystemCall.CLOSE, descriptor);
            }
        } catch (ErrnoException alreadyClosed) {
            // nothing is left to be closed
        } finally {
            arena.close();
        }
    }
}
