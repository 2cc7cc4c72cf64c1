package io.github.ecsmonitoring.exporter.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Memory outside the heap that system calls read and fill, kept and used again: for one thread at a time, and as many
 * as threads have asked at once. Numbers are in the machine's own byte order. A {@link ByteBuffer}, since the compiler
 * needs megabytes for a method that gets the fields of a structure out of a {@link MemorySegment}.
 */
final class KernelMemory implements AutoCloseable {
    /** Holds a path, and nearly all files whole. */
    static final int SIZE = 32 * 1024;

    private static final int MOST_KEPT = 8;
    private static final int INTERRUPTED = 4;
    /** PATH_MAX, the zero byte at the end included. */
    private static final int LONGEST_PATH = 4096;

    private static final ConcurrentLinkedDeque<KernelMemory> FREE = new ConcurrentLinkedDeque<>();

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
    private final long address = MemorySegment.ofBuffer(bytes).address();
    private final CallState state = new CallState(Arena.ofAuto());

    private KernelMemory() {}

    static KernelMemory take() {
        KernelMemory free = FREE.poll();
        return free == null ? new KernelMemory() : free;
    }

    @Override
    public void close() {
        if (FREE.size() < MOST_KEPT) {
            FREE.push(this);
        }
    }

    long address() {
        return address;
    }

    /** Makes a system call; less than zero is the error's number, negative. */
    long call(SystemCall call, long a, long b, long c, long d, long e) {
        long result;
        do {
            result = Syscalls.invoke(state, call, a, b, c, d, e, 0);
        } while (result == -INTERRUPTED);
        return result;
    }

    /** As {@link #call}, for one that changes nothing and mostly succeeds: makes no garbage then. */
    long read(SystemCall call, long a, long b, long c, long d, long e) {
        long result = Syscalls.tryInvoke(call, a, b, c, d, e);
        return result >= 0 ? result : call(call, a, b, c, d, e);
    }

    /** Makes a system call that must not be made again after an interrupt, and whose answer nobody needs. */
    void callOnce(SystemCall call, long a) {
        Syscalls.invoke(state, call, a, 0, 0, 0, 0, 0);
    }

    /** Makes a system call, and throws the kernel's error. */
    long ask(SystemCall call, long a, long b) throws ErrnoException {
        long result = call(call, a, b, 0, 0, 0);
        if (result < 0) {
            throw new ErrnoException((int) -result);
        }
        return result;
    }

    /**
     * Writes a path, ended by a zero byte, to the beginning, and returns its address. A path from a damaged file can be
     * longer than any: what fits is still too long for the kernel, which says so.
     */
    long hold(String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, LONGEST_PATH);
        bytes.put(0, text, 0, length).put(length, (byte) 0);
        return address;
    }

    /** Writes bytes to the beginning and returns their address. */
    long hold(byte[] message) {
        bytes.put(0, message);
        return address;
    }

    /** Fills the first {@code size} bytes with zeroes. */
    KernelMemory clear(int size) {
        for (int at = 0; at < size; at += Long.BYTES) {
            bytes.putLong(at, 0);
        }
        return this;
    }

    long longAt(int place) {
        return bytes.getLong(place);
    }

    int intAt(int place) {
        return bytes.getInt(place);
    }

    int shortAt(int place) {
        return Short.toUnsignedInt(bytes.getShort(place));
    }

    int byteAt(int place) {
        return bytes.get(place);
    }

    /** The text up to a zero byte, at most {@code most} bytes. */
    String textAt(int place, int most) {
        int length = 0;
        while (length < most && bytes.get(place + length) != 0) {
            length++;
        }
        byte[] text = new byte[length];
        bytes.get(place, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Whether these are the first bytes. */
    boolean holds(byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (bytes.get(i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first {@code size} bytes. */
    byte[] bytes(int size) {
        byte[] copy = new byte[size];
        copy(copy, 0, size);
        return copy;
    }

    /** Copies the first {@code size} bytes to where {@code at} says. */
    void copy(byte[] target, int at, int size) {
        bytes.get(0, target, at, size);
    }
}
