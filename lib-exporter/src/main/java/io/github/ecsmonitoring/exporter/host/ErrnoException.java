package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;

/** An error that the kernel answered a system call with; its message is the kernel's text in Go's words. */
public final class ErrnoException extends IOException {
    /** The device or the kernel does not have what it was asked for. */
    public static final int NOT_SUPPORTED = 95;

    private static final long serialVersionUID = 1;

    private final int errno;

    /** The error with this number, as errno(3) lists it. */
    public ErrnoException(int errno) {
        super(Errno.text(errno));
        this.errno = errno;
    }

    /** The error's number, as errno(3) lists it. */
    public int errno() {
        return errno;
    }

    /** Whether the kernel knows the call and forbids it: EPERM or EACCES. */
    public boolean isForbidden() {
        return errno == 1 || errno == 13;
    }

    /** The kernel's text alone: the class says nothing more. */
    @Override
    public String toString() {
        return getMessage();
    }
}
