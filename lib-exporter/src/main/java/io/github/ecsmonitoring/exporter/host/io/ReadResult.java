package io.github.ecsmonitoring.exporter.host.io;

/** The outcome of reading a file or a folder. */
public enum ReadResult {
    /** The content is there. */
    READ,
    /** There is no such file, or a part of its path is not a folder. */
    ABSENT,
    /** The file exists, but the device has no such value at the moment (EINVAL, EOPNOTSUPP). */
    NO_VALUE,
    /** Any other error of the kernel. */
    FAILED
}
