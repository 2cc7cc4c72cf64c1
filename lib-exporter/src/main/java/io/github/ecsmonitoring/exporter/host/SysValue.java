package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.host.io.FileCalls;
import io.github.ecsmonitoring.exporter.host.io.FileKey;
import io.github.ecsmonitoring.exporter.host.io.ReadResult;
import io.github.ecsmonitoring.exporter.names.RawText;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * The outcome of reading a file of one value: its text, or that there is no such file, or the kernel's error. Drivers
 * refuse values with errors of all kinds (EINVAL, EIO, ENODEV), so most collectors leave out what is not read.
 */
public final class SysValue {
    private static final byte[] EMPTY = {};
    /** No errno: the file exceeds {@link KernelFileLimit#BYTES}. */
    private static final int TOO_LARGE = -1;

    private final FileKey file;
    private final ReadResult result;
    private final byte[] content;
    private final String text;
    private final int errno;
    private final boolean opened;
    /** Null until it is needed. */
    private OptionalDouble number;

    private SysValue(FileKey file, ReadResult result, byte[] content, int errno, boolean opened) {
        this.file = file;
        this.result = result;
        this.content = content;
        this.text = RawText.decode(content).strip();
        this.errno = errno;
        this.opened = opened;
    }

    static SysValue of(FileKey file, byte[] content) {
        return new SysValue(file, ReadResult.READ, content, 0, true);
    }

    static SysValue failure(FileKey file, ReadResult result, int errno, boolean opened) {
        return new SysValue(file, result, EMPTY, errno, opened);
    }

    static SysValue tooLarge(FileKey file) {
        return new SysValue(file, ReadResult.FAILED, EMPTY, TOO_LARGE, true);
    }

    /** Whether the file was read. */
    public boolean isRead() {
        return result == ReadResult.READ;
    }

    /** Whether there is no such file. */
    public boolean isAbsent() {
        return result == ReadResult.ABSENT;
    }

    /** Whether there is no such file, or the device has no such value at the moment. */
    public boolean hasNone() {
        return result == ReadResult.ABSENT || result == ReadResult.NO_VALUE;
    }

    /** Whether this process may not open the file. */
    public boolean isDenied() {
        return errno == ErrnoException.PERMISSION_DENIED && !opened;
    }

    /**
     * The text without the blanks around it.
     *
     * @throws IOException the kernel's error if the file was not read
     */
    public String text() throws IOException {
        requireRead();
        return text;
    }

    /** The text without the blanks around it; {@code other} if the file was not read. */
    public String textOr(String other) {
        return isRead() ? text : other;
    }

    /**
     * The text as a whole number of up to 64 bits, signed or unsigned.
     *
     * @throws IOException the kernel's error if the file was not read, or if the text is no such number
     */
    public double number() throws IOException {
        return parsedNumber().getAsDouble();
    }

    /** As {@link #number()}; the same object each time. */
    OptionalDouble parsedNumber() throws IOException {
        requireRead();
        if (number == null) {
            number = OptionalDouble.of(parse());
        }
        return number;
    }

    /**
     * The bytes as they are in the file.
     *
     * @throws IOException the kernel's error if the file was not read
     */
    public byte[] bytes() throws IOException {
        requireRead();
        return content.clone();
    }

    byte[] content() {
        return content;
    }

    boolean isFailure(ReadResult result, int errno, boolean opened) {
        return this.result == result && this.errno == errno && this.opened == opened;
    }

    private void requireRead() throws IOException {
        if (!isRead()) {
            throw errno == TOO_LARGE
                    ? KernelFileLimit.exceededBy(file.path())
                    : FileCalls.error(file.path(), errno, opened);
        }
    }

    private double parse() throws IOException {
        int from = text.startsWith("-") ? 1 : 0;
        if (KernelNumber.isDigits(text, from)) {
            try {
                double magnitude = KernelNumber.toDouble(Long.parseUnsignedLong(text, from, text.length(), 10));
                return from == 0 ? magnitude : -magnitude;
            } catch (NumberFormatException tooLarge) {
                // reported below
            }
        }
        throw new IOException(file + ": expected a whole number, got \"" + RawText.printable(text) + '"');
    }
}
