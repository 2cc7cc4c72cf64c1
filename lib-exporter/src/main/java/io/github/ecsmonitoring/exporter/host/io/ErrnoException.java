package io.github.ecsmonitoring.exporter.host.io;

import java.io.IOException;

/**
 * An error that the kernel answered a system call with; its message is the kernel's text in Go's words, behind the file
 * that it is of if there is one: {@code /proc/pressure/io: operation not supported}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
public final class ErrnoException extends IOException {
    /** ESRCH: the process has ended since its file was opened. */
    public static final int NO_SUCH_PROCESS = 3;
    /** EACCES: this process may not open the file. */
    public static final int PERMISSION_DENIED = 13;
    /** ENODEV: the device has gone, or the driver has no such value. */
    public static final int NO_SUCH_DEVICE = 19;
    /** ENOTDIR: a part of the path is a file. */
    public static final int NOT_A_DIRECTORY = 20;
    /** EOPNOTSUPP: the device or the kernel does not have what it was asked for. */
    public static final int NOT_SUPPORTED = 95;

    static final int NO_SUCH_FILE = 2;

    private static final long serialVersionUID = 1;

    private final int errno;

    /** The error with this number, as errno(3) lists it. */
    public ErrnoException(int errno) {
        this(errno, Errno.text(errno));
    }

    private ErrnoException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** The same error, which says what it is of. */
    ErrnoException in(String file) {
        return new ErrnoException(errno, file + ": " + getMessage());
    }

    /** The error's number, as errno(3) lists it. */
    public int errno() {
        return errno;
    }

    /** Whether it is this error. */
    public static boolean is(IOException e, int errno) {
        return e instanceof ErrnoException answer && answer.errno == errno;
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
