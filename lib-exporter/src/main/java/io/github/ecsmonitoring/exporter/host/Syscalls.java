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

/**
 * The system calls that no file answers, through the Foreign Function and Memory API. All of them go through libc's one function
 * {@code syscall}: a second linked function costs some 40 ms at start. Linked at the first call, not before.
 */
public final class Syscalls {
    /** Sizes and places in the kernel's struct statfs, the same on all 64-bit machines that Linux calls generic. */
    private static final int STATFS_SIZE = 120;
    /** struct new_utsname: six fields of 65 bytes. */
    private static final int UTSNAME_FIELD = 65;

    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    private static final int STATFS = ARM ? 43 : 137;
    private static final int UNAME = ARM ? 160 : 63;

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

    /** Asks for a file system's size; the error is the kernel's, in Go's words. */
    public static Statfs statfs(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(STATFS_SIZE, 8);
            call(arena, STATFS, arena.allocateFrom(path, StandardCharsets.UTF_8), buffer);
            return new Statfs(word(buffer, 1), word(buffer, 2), word(buffer, 3), word(buffer, 4), word(buffer, 5), word(buffer, 6));
        }
    }

    /** Asks for the kernel's name and version. */
    public static Uname uname() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(6 * UTSNAME_FIELD);
            call(arena, UNAME, buffer, MemorySegment.NULL);
            return new Uname(text(buffer, 0), text(buffer, 1), text(buffer, 2), text(buffer, 3), text(buffer, 4), text(buffer, 5));
        }
    }

    private static void call(Arena arena, int number, MemorySegment first, MemorySegment second) throws IOException {
        MemorySegment state = arena.allocate(STATE);
        long result;
        try {
            result = (long) SYSCALL.invokeExact(state, (long) number, first, second);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        if (result < 0) {
            throw new IOException(Errno.text((int) ERRNO.get(state, 0L)));
        }
    }

    /** The kernel's counts are unsigned, but none comes near 2^63. */
    private static double word(MemorySegment buffer, int index) {
        return buffer.getAtIndex(ValueLayout.JAVA_LONG, index);
    }

    private static String text(MemorySegment buffer, int field) {
        return buffer.getString((long) field * UTSNAME_FIELD, StandardCharsets.UTF_8);
    }

    private static MethodHandle link() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                Linker.Option.captureCallState("errno"));
    }
}
