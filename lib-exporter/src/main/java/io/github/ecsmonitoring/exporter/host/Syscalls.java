package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The system calls that no file answers, through the Foreign Function and Memory API. All of them go through libc's one function
 * {@code syscall}: a second linked function costs some 40 ms at start. Linked at the first call, not before.
 */
public final class Syscalls {
    /** Sizes and places in the kernel's struct statfs, the same on all 64-bit machines that Linux calls generic. */
    private static final int STATFS_SIZE = 120;
    /** struct new_utsname: six fields of 65 bytes. */
    private static final int UTSNAME_FIELD = 65;
    /** struct timex of 64-bit machines. */
    private static final int TIMEX_SIZE = 208;

    private static final int MOST_ARGUMENTS = 6;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = link();

    private Syscalls() {}

    /**
     * What statfs(2) says of a mounted file system; counts of blocks and of file nodes.
     *
     * @param blockSize bytes in a block, f_bsize
     */
    public record Statfs(double blockSize, double blocks, double blocksFree, double blocksAvailable, double files, double filesFree) {}

    /** What uname(2) says of the kernel. */
    public record Uname(String sysname, String nodename, String release, String version, String machine, String domainname) {}

    /**
     * What adjtimex(2) says of the clock, in the kernel's units: times in microseconds, or in nanoseconds if {@code status} has
     * STA_NANO (0x2000); frequencies in parts per million with 16 bits behind the point.
     *
     * @param state  what the call returns; 5 is TIME_ERROR, a clock that is not synchronized
     */
    public record Timex(long state, long offset, long frequency, long maximumError, long estimatedError, int status, long timeConstant,
            long tick, long pulseFrequency, long jitter, int shift, long stability, long jitterExceeded, long calibrations,
            long calibrationErrors, long stabilityExceeded, int taiOffset) {}

    /**
     * Asks how the clock is kept, and changes nothing.
     *
     * @throws ErrnoException with EPERM or EACCES if the container's seccomp profile forbids the call
     */
    public static Timex adjtimex() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(TIMEX_SIZE, 8);
            long state = call(arena, SystemCall.ADJTIMEX, buffer.address());
            return new Timex(state, longAt(buffer, 8), longAt(buffer, 16), longAt(buffer, 24), longAt(buffer, 32),
                    buffer.get(ValueLayout.JAVA_INT, 40), longAt(buffer, 48), longAt(buffer, 88), longAt(buffer, 96), longAt(buffer, 104),
                    buffer.get(ValueLayout.JAVA_INT, 112), longAt(buffer, 120), longAt(buffer, 128), longAt(buffer, 136),
                    longAt(buffer, 144), longAt(buffer, 152), buffer.get(ValueLayout.JAVA_INT, 160));
        }
    }

    /** Asks for a file system's size; the error is the kernel's, in Go's words. */
    public static Statfs statfs(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(STATFS_SIZE, 8);
            call(arena, SystemCall.STATFS, arena.allocateFrom(path, StandardCharsets.UTF_8).address(), buffer.address());
            return new Statfs(word(buffer, 1), word(buffer, 2), word(buffer, 3), word(buffer, 4), word(buffer, 5), word(buffer, 6));
        }
    }

    /** Asks for the kernel's name and version. */
    public static Uname uname() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(6 * UTSNAME_FIELD);
            call(arena, SystemCall.UNAME, buffer.address());
            return new Uname(text(buffer, 0), text(buffer, 1), text(buffer, 2), text(buffer, 3), text(buffer, 4), text(buffer, 5));
        }
    }

    /**
     * Makes a system call with up to six arguments, a pointer as its address: the memory behind it must live in {@code arena}.
     *
     * @throws ErrnoException with the kernel's error
     */
    static long call(Arena arena, SystemCall call, long... arguments) throws ErrnoException {
        long[] all = Arrays.copyOf(arguments, MOST_ARGUMENTS);
        long result = invoke(allocateState(arena), call, all[0], all[1], all[2], all[3], all[4], all[5]);
        if (result < 0) {
            throw new ErrnoException((int) -result);
        }
        return result;
    }

    /** Memory in which a call leaves its error; for one thread, and for any number of calls. */
    static MemorySegment allocateState(Arena arena) {
        return arena.allocate(STATE);
    }

    /** Makes a system call that allocates nothing; less than zero is the error's number, negative. */
    static long invoke(MemorySegment state, SystemCall call, long a, long b, long c, long d, long e, long f) {
        try {
            long result = (long) SYSCALL.invokeExact(state, (long) call.number(), a, b, c, d, e, f);
            return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The kernel's counts are unsigned, but none comes near 2^63. */
    private static double word(MemorySegment buffer, int index) {
        return buffer.getAtIndex(ValueLayout.JAVA_LONG, index);
    }

    private static long longAt(MemorySegment buffer, int place) {
        return buffer.get(ValueLayout.JAVA_LONG, place);
    }

    private static String text(MemorySegment buffer, int field) {
        return buffer.getString((long) field * UTSNAME_FIELD, StandardCharsets.UTF_8);
    }

    private static MethodHandle link() {
        Linker linker = Linker.nativeLinker();
        MemoryLayout[] arguments = new MemoryLayout[1 + MOST_ARGUMENTS];
        Arrays.fill(arguments, ValueLayout.JAVA_LONG);
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments),
                Linker.Option.captureCallState("errno"));
    }
}
