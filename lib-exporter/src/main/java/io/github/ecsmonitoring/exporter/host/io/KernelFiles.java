package io.github.ecsmonitoring.exporter.host.io;

import java.io.IOException;

/**
 * The descriptors and the memory with which one exporter reads the kernel's files. Descriptors of sysfs and procfs stay
 * open between scrapes and are shared by all threads.
 */
public final class KernelFiles {
    /** Linux's usual limit. */
    private static final int USUAL_LIMIT = 1024;

    private final KernelCalls calls = new KernelCalls();
    private final OpenFiles open = new OpenFiles(OpenFiles.most(limit(calls)));

    private static long limit(KernelCalls calls) {
        try {
            return calls.openFileLimit();
        } catch (IOException forbidden) {
            return USUAL_LIMIT;
        }
    }

    /** System calls on files, for one thread at a time. */
    public FileCalls newFileCalls() {
        return new FileCalls(new KernelMemory(), open);
    }

    /** statfs(2), uname(2) and adjtimex(2). */
    public KernelCalls calls() {
        return calls;
    }
}
