package io.github.ecsmonitoring.exporter.host.io;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The system calls statfs(2), uname(2), adjtimex(2) and getrlimit(2), for any number of threads. */
public final class KernelCalls {
    /** struct new_utsname: six fields of 65 bytes. */
    private static final int UTSNAME_FIELD = 65;
    /** struct timex of 64-bit machines. */
    private static final int TIMEX_SIZE = 208;

    private static final int RLIMIT_NOFILE = 7;

    private static final int MOST_KEPT = 8;

    private final ConcurrentLinkedDeque<KernelMemory> free = new ConcurrentLinkedDeque<>();

    /**
     * A mounted file system as statfs(2) shows it: counts of blocks and of file nodes.
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

    /** The kernel as uname(2) shows it. */
    public record Uname(
            String sysname, String nodename, String release, String version, String machine, String domainname) {}

    /**
     * The clock as adjtimex(2) shows it, in the kernel's units: times in microseconds, or in nanoseconds if
     * {@code status} has STA_NANO (0x2000); frequencies in parts per million with 16 fractional bits.
     *
     * @param state the return value; 5 is TIME_ERROR, a clock that is not synchronized
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
     * Reads the state of the clock, without changing it.
     *
     * @throws ErrnoException with EPERM or EACCES if the container's seccomp profile forbids the call
     */
    public Timex adjtimex() throws IOException {
        KernelMemory memory = take();
        try {
            memory.clear(TIMEX_SIZE);
            long state = call(memory, SystemCall.ADJTIMEX, memory.address(), 0);
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
        } finally {
            giveBack(memory);
        }
    }

    /** Reads the size of the file system that a path is on. */
    public Statfs statfs(String path) throws IOException {
        KernelMemory memory = take();
        try {
            // The result may overwrite the path, which the kernel reads first.
            call(memory, SystemCall.STATFS, memory.hold(path), memory.address());
            return new Statfs(
                    count(memory, 1),
                    count(memory, 2),
                    count(memory, 3),
                    count(memory, 4),
                    count(memory, 5),
                    count(memory, 6));
        } finally {
            giveBack(memory);
        }
    }

    /** Reads the kernel's name and version. */
    public Uname uname() throws IOException {
        KernelMemory memory = take();
        try {
            call(memory, SystemCall.UNAME, memory.address(), 0);
            return new Uname(
                    field(memory, 0),
                    field(memory, 1),
                    field(memory, 2),
                    field(memory, 3),
                    field(memory, 4),
                    field(memory, 5));
        } finally {
            giveBack(memory);
        }
    }

    /**
     * The number of files that this process may have open, the soft limit RLIMIT_NOFILE. Java raises it to the hard
     * limit when it starts.
     */
    long openFileLimit() throws IOException {
        KernelMemory memory = take();
        try {
            // of this process (0), without setting another limit (null)
            long failed = memory.call(SystemCall.PRLIMIT64, 0, RLIMIT_NOFILE, 0, memory.address(), 0);
            if (failed != 0) {
                throw new ErrnoException((int) -failed);
            }
            return memory.longAt(0);
        } finally {
            giveBack(memory);
        }
    }

    private static long call(KernelMemory memory, SystemCall call, long a, long b) throws ErrnoException {
        long result = memory.call(call, a, b, 0, 0, 0);
        if (result < 0) {
            throw new ErrnoException((int) -result);
        }
        return result;
    }

    /** The kernel's counts are unsigned, but none comes near 2^63. */
    private static double count(KernelMemory memory, int index) {
        return memory.longAt(index * Long.BYTES);
    }

    private static String field(KernelMemory memory, int index) {
        return memory.textAt(index * UTSNAME_FIELD, UTSNAME_FIELD);
    }

    private KernelMemory take() {
        KernelMemory memory = free.poll();
        return memory == null ? new KernelMemory() : memory;
    }

    private void giveBack(KernelMemory memory) {
        if (free.size() < MOST_KEPT) {
            free.push(memory);
        }
    }
}
