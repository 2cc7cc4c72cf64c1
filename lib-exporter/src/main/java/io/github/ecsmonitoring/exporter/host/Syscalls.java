package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The system calls that no file answers, through the Foreign Function and Memory API. All of them go through libc's one
 * function {@code syscall}: each linked function costs some 10 ms at start. Linked at the first call, not before.
 */
public final class Syscalls {
    /** struct new_utsname: six fields of 65 bytes. */
    private static final int UTSNAME_FIELD = 65;
    /** struct timex of 64-bit machines. */
    private static final int TIMEX_SIZE = 208;

    private static final int MOST_ARGUMENTS = 6;

    private static final MethodHandle SYSCALL = link(Linker.Option.captureCallState("errno"));
    /** To leave the error where it was found costs an object a call. */
    private static final MethodHandle WITHOUT_ERROR = link();

    private Syscalls() {}

    /**
     * What statfs(2) says of a mounted file system; counts of blocks and of file nodes.
     *
     * @param blockSize bytes in a block, f_bsize
     */
    public record Statfs(
            double blockSize,
            double blocks,
            double blocksFree,
            double blocksAvailable,
            double files,
            double filesFree) {}

    /** What uname(2) says of the kernel. */
    public record Uname(
            String sysname, String nodename, String release, String version, String machine, String domainname) {}

    /**
     * What adjtimex(2) says of the clock, in the kernel's units: times in microseconds, or in nanoseconds if
     * {@code status} has STA_NANO (0x2000); frequencies in parts per million with 16 bits behind the point.
     *
     * @param state what the call returns; 5 is TIME_ERROR, a clock that is not synchronized
     */
    public record Timex(
            long state,
            long offset,
            long frequency,
            long maximumError,
            long estimatedError,
            int status,
            long timeConstant,
            long tick,
            long pulseFrequency,
            long jitter,
            int shift,
            long stability,
            long jitterExceeded,
            long calibrations,
            long calibrationErrors,
            long stabilityExceeded,
            int taiOffset) {}

    /**
     * Asks how the clock is kept, and changes nothing.
     *
     * @throws ErrnoException with EPERM or EACCES if the container's seccomp profile forbids the call
     */
    public static Timex adjtimex() throws IOException {
        try (KernelMemory memory = KernelMemory.take()) {
            long state = memory.clear(TIMEX_SIZE).ask(SystemCall.ADJTIMEX, memory.address(), 0);
            return new Timex(
                    state,
                    memory.longAt(8),
                    memory.longAt(16),
                    memory.longAt(24),
                    memory.longAt(32),
                    memory.intAt(40),
                    memory.longAt(48),
                    memory.longAt(88),
                    memory.longAt(96),
                    memory.longAt(104),
                    memory.intAt(112),
                    memory.longAt(120),
                    memory.longAt(128),
                    memory.longAt(136),
                    memory.longAt(144),
                    memory.longAt(152),
                    memory.intAt(160));
        }
    }

    /** Asks for a file system's size; the error is the kernel's, in Go's words. */
    public static Statfs statfs(String path) throws IOException {
        try (KernelMemory memory = KernelMemory.take()) {
            // The answer takes the place of the path, which the kernel has read before it writes.
            memory.ask(SystemCall.STATFS, memory.hold(path), memory.address());
            return new Statfs(
                    word(memory, 1),
                    word(memory, 2),
                    word(memory, 3),
                    word(memory, 4),
                    word(memory, 5),
                    word(memory, 6));
        }
    }

    /** Asks for the kernel's name and version. */
    public static Uname uname() throws IOException {
        try (KernelMemory memory = KernelMemory.take()) {
            memory.ask(SystemCall.UNAME, memory.address(), 0);
            return new Uname(
                    text(memory, 0),
                    text(memory, 1),
                    text(memory, 2),
                    text(memory, 3),
                    text(memory, 4),
                    text(memory, 5));
        }
    }

    /**
     * Makes a system call with up to six arguments, a pointer as its address.
     *
     * @throws ErrnoException with the kernel's error
     */
    static long call(CallState state, SystemCall call, long... arguments) throws ErrnoException {
        long[] all = Arrays.copyOf(arguments, MOST_ARGUMENTS);
        long result = invoke(state, call, all[0], all[1], all[2], all[3], all[4], all[5]);
        if (result < 0) {
            throw new ErrnoException((int) -result);
        }
        return result;
    }

    /** Makes a system call that allocates nothing; less than zero is the error's number, negative. */
    static long invoke(CallState state, SystemCall call, long a, long b, long c, long d, long e, long f) {
        try {
            long result = (long) SYSCALL.invokeExact(state.memory, (long) call.number, a, b, c, d, e, f);
            return result < 0 ? -state.errno() : result;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * As {@link #invoke}, but less than zero is any error: to be made again by {@link #invoke}, which says what it was.
     */
    static long tryInvoke(SystemCall call, long a, long b, long c, long d, long e) {
        try {
            return (long) WITHOUT_ERROR.invokeExact((long) call.number, a, b, c, d, e, 0L);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The kernel's counts are unsigned, but none comes near 2^63. */
    private static double word(KernelMemory memory, int index) {
        return memory.longAt(index * Long.BYTES);
    }

    private static String text(KernelMemory memory, int field) {
        return memory.textAt(field * UTSNAME_FIELD, UTSNAME_FIELD);
    }

    private static MethodHandle link(Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemoryLayout[] arguments = new MemoryLayout[1 + MOST_ARGUMENTS];
        Arrays.fill(arguments, ValueLayout.JAVA_LONG);
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments),
                options);
    }
}
