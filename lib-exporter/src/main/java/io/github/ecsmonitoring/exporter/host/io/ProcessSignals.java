package io.github.ecsmonitoring.exporter.host.io;

/**
 * Signals that end a process by default, though their senders mean something else: to reopen logs, a timer, a resource.
 */
public final class ProcessSignals {
    /** SIGUSR1, SIGALRM, SIGXCPU, SIGVTALRM, SIGPROF, SIGIO and SIGPWR. */
    private static final int[] UNUSED = {10, 14, 24, 26, 27, 29, 30};

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
        for (int signal : UNUSED) {
            ignore(signal, memory);
        }
        for (int signal = FIRST_REALTIME; signal <= LAST; signal++) {
            ignore(signal, memory);
        }
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
