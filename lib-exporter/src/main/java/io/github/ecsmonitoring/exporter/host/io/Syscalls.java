package io.github.ecsmonitoring.exporter.host.io;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * Makes system calls through the Foreign Function and Memory API. All of them go through libc's one function
 * {@code syscall}, since each linked function costs some 10 ms at start. Linked at the first call.
 */
final class Syscalls {
    private static final int MOST_ARGUMENTS = 6;

    private static final MethodHandle SYSCALL = link(Linker.Option.captureCallState("errno"));
    /** Capturing errno allocates an object with each call. */
    private static final MethodHandle WITHOUT_ERROR = link();

    private Syscalls() {}

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

    /** Makes a system call; a negative result is the negated errno. */
    static long invoke(CallState state, SystemCall call, long a, long b, long c, long d, long e, long f) {
        try {
            long result = (long) SYSCALL.invokeExact(state.memory, (long) call.number, a, b, c, d, e, f);
            return result < 0 ? -state.errno() : result;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** As {@link #invoke}, but a negative result is any error: repeat the call by {@link #invoke} to get its errno. */
    static long tryInvoke(SystemCall call, long a, long b, long c, long d, long e) {
        try {
            return (long) WITHOUT_ERROR.invokeExact((long) call.number, a, b, c, d, e, 0L);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
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
