package io.github.ecsmonitoring.exporter.host.io;

import java.util.stream.IntStream;

/**
 * Signals that end a process by default, though their senders mean something else: to reopen logs, a timer, a resource.
 */
public final class ProcessSignals {
    private static final int USR1 = 10;
    private static final int ALRM = 14;
    private static final int XCPU = 24;
    private static final int VTALRM = 26;
    private static final int PROF = 27;
    private static final int IO = 29;
    private static final int PWR = 30;
    private static final int FIRST_REALTIME = 34;
    private static final int LAST = 64;

    private static final long DEFAULT = 0;
    private static final long IGNORE = 1;
    /** struct sigaction of the kernel: the handler, flags, a restorer on x86, and a mask of eight bytes. */
    private static final int SIGACTION_BYTES = 32;

    private static final int MASK_BYTES = 8;

    private ProcessSignals() {}

    /** Ignores the signals that Go programs ignore, too, except those that the Java virtual machine handles. */
    public static void ignoreUnused() {
        KernelMemory memory = new KernelMemory();
        IntStream.concat(
                        IntStream.of(USR1, ALRM, XCPU, VTALRM, PROF, IO, PWR),
                        IntStream.rangeClosed(FIRST_REALTIME, LAST))
                .forEach(signal -> ignore(signal, memory));
    }

    private static void ignore(int signal, KernelMemory memory) {
        long address = memory.clear(SIGACTION_BYTES).address();
        long known = memory.call(SystemCall.RT_SIGACTION, signal, 0, address, MASK_BYTES, 0);
        if (known == 0 && memory.longAt(0) == DEFAULT) {
            memory.clear(SIGACTION_BYTES).putLong(0, IGNORE);
            memory.call(SystemCall.RT_SIGACTION, signal, address, 0, MASK_BYTES, 0);
        }
    }
}
