package io.github.ecsmonitoring.exporter.host.io;

import io.github.ecsmonitoring.exporter.names.RawText;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap that system calls read and fill; for one thread at a time. Numbers are in the machine's byte
 * order. A {@link ByteBuffer}, since the compiler needs megabytes for a method that reads the fields of a structure
 * from a {@link MemorySegment}.
 */
final class KernelMemory {
    /** Enough for a path, and for nearly all files as a whole. */
    static final int SIZE = 32 * 1024;

    private static final int INTERRUPTED = 4;
    /** PATH_MAX, with the zero byte at the end. */
    private static final int LONGEST_PATH = 4096;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
    private final long address = MemorySegment.ofBuffer(bytes).address();
    private final CallState state = new CallState(Arena.ofAuto());

    KernelMemory() {}

    long address() {
        return address;
    }

    /** Makes a system call, and repeats it after an interrupt; a negative result is the negated errno. */
    long call(SystemCall call, long a, long b, long c, long d, long e) {
        long result;
        do {
            result = Syscalls.invoke(state, call, a, b, c, d, e, 0);
        } while (result == -INTERRUPTED);
        return result;
    }

    /** As {@link #call}, for a call that has no side effect; allocates nothing if it succeeds. */
    long read(SystemCall call, long a, long b, long c, long d, long e) {
        long result = Syscalls.tryInvoke(call, a, b, c, d, e);
        return result >= 0 ? result : call(call, a, b, c, d, e);
    }

    /** Makes a system call that must not be repeated after an interrupt and whose result is not needed. */
    void callOnce(SystemCall call, long a) {
        Syscalls.invoke(state, call, a, 0, 0, 0, 0, 0);
    }

    /**
     * Writes a path with a zero byte behind it to the beginning and returns its address. A path from a damaged file may
     * exceed PATH_MAX; what is written of it is still too long for the kernel, which returns ENAMETOOLONG.
     */
    long hold(String path) {
        byte[] text = RawText.encode(path);
        int length = Math.min(text.length, LONGEST_PATH);
        bytes.put(0, text, 0, length).put(length, (byte) 0);
        return address;
    }

    /** Fills the first {@code size} bytes with zeroes. */
    KernelMemory clear(int size) {
        for (int at = 0; at < size; at += Long.BYTES) {
            bytes.putLong(at, 0);
        }
        return this;
    }

    void putLong(int offset, long value) {
        bytes.putLong(offset, value);
    }

    long longAt(int offset) {
        return bytes.getLong(offset);
    }

    int intAt(int offset) {
        return bytes.getInt(offset);
    }

    int shortAt(int offset) {
        return Short.toUnsignedInt(bytes.getShort(offset));
    }

    int byteAt(int offset) {
        return bytes.get(offset);
    }

    /** The text at an offset up to a zero byte, at most {@code most} bytes. */
    String textAt(int offset, int most) {
        int length = 0;
        while (length < most && bytes.get(offset + length) != 0) {
            length++;
        }
        byte[] text = new byte[length];
        bytes.get(offset, text);
        return RawText.decode(text);
    }

    /** Whether the first bytes are these. */
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

    /** Copies the first {@code size} bytes to an offset of the target. */
    void copy(byte[] target, int at, int size) {
        bytes.get(0, target, at, size);
    }
}
