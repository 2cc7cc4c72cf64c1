package io.github.ecsmonitoring.exporter.host.io;

/** The kernel's errors in the words of Go's syscall package, which node_exporter shows in its labels. */
final class Errno {
    private Errno() {}

    static String text(int errno) {
        return switch (errno) {
            case 1 -> "operation not permitted";
            case 2 -> "no such file or directory";
            case 3 -> "no such process";
            case 5 -> "input/output error";
            case 11 -> "resource temporarily unavailable";
            case 12 -> "cannot allocate memory";
            case 13 -> "permission denied";
            case 19 -> "no such device";
            case 20 -> "not a directory";
            case 21 -> "is a directory";
            case 22 -> "invalid argument";
            case 24 -> "too many open files";
            case 36 -> "file name too long";
            case 38 -> "function not implemented";
            case 40 -> "too many levels of symbolic links";
            case 93 -> "protocol not supported";
            case 95 -> "operation not supported";
            case 97 -> "address family not supported by protocol";
            case 105 -> "no buffer space available";
            case 107 -> "transport endpoint is not connected";
            case 110 -> "connection timed out";
            case 111 -> "connection refused";
            case 112 -> "host is down";
            case 116 -> "stale NFS file handle";
            default -> "errno " + errno;
        };
    }
}
