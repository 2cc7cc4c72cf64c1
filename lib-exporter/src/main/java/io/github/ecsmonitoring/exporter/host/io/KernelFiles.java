package io.github.ecsmonitoring.exporter.host.io;

/**
 * The descriptors and the memory with which one exporter reads the kernel's files. Descriptors of sysfs and procfs stay
 * open between scrapes and are shared by all threads.
 */
public final class KernelFiles {
    private final OpenFiles open = new OpenFiles();
    private final KernelCalls calls = new KernelCalls();

    /** System calls on files, for one thread at a time. */
    public FileCalls newFileCalls() {
        return new FileCalls(new KernelMemory(), open);
    }

    /** statfs(2), uname(2) and adjtimex(2). */
    public KernelCalls calls() {
        return calls;
    }
}
