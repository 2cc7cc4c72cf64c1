package io.github.ecsmonitoring.exporter.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of UTF-8 text that is cleared and filled again for each scrape. */
public final class Utf8Buffer {
    private byte[] bytes;
    private int size;
    private StringBuilder scratch;

    /** A buffer of 16 KiB, which grows as needed. */
    public Utf8Buffer() {
        this(16 * 1024);
    }

    Utf8Buffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** Empties the buffer and keeps its memory. */
    public void clear() {
        size = 0;
    }

    /** The number of bytes appended since the last {@link #clear()}. */
    public int size() {
        return size;
    }

    /** Removes what follows the first {@code size} bytes. */
    void truncate(int size) {
        this.size = size;
    }

    /** Appends one ASCII character. */
    public Utf8Buffer append(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    /** Appends any text. */
    public Utf8Buffer append(String text) {
        int length = text.length();
        reserve(length);
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] utf8 = LabelValue.withoutLoneSurrogates(text).getBytes(StandardCharsets.UTF_8);
                return append(utf8, 0, utf8.length);
            }
            bytes[at++] = (byte) c;
        }
        size = at;
        return this;
    }

    /** Appends the last {@code digits} decimal digits of a number from 0, with leading zeros if it has fewer. */
    Utf8Buffer append(long number, int digits) {
        reserve(digits);
        long rest = number;
        int at = size + digits;
        // 32-bit divisions are much cheaper.
        for (; rest > Integer.MAX_VALUE && at > size; rest /= 10) {
            bytes[--at] = (byte) ('0' + rest % 10);
        }
        for (int small = (int) rest; at > size; small /= 10) {
            bytes[--at] = (byte) ('0' + small % 10);
        }
        size += digits;
        return this;
    }

    /** Appends all of another buffer. */
    Utf8Buffer append(Utf8Buffer other) {
        return append(other.bytes, 0, other.size);
    }

    /** Appends bytes {@code from} (inclusive) to {@code to} (exclusive) of an array. */
    public Utf8Buffer append(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    /** Appends bytes {@code from} (inclusive) to {@code to} (exclusive) of another buffer. */
    Utf8Buffer append(Utf8Buffer other, int from, int to) {
        return append(other.bytes, from, to);
    }

    /** Reads the buffer's own array, which must not be kept or changed. */
    @FunctionalInterface
    public interface ByteReader {
        /** Reads the first {@code size} bytes. */
        void read(byte[] bytes, int size);
    }

    /** Passes the content to {@code reader} without copying it. */
    public void readBy(ByteReader reader) {
        reader.read(bytes, size);
    }

    /** An empty builder for intermediate text; the same one in each call. */
    StringBuilder scratch() {
        if (scratch == null) {
            scratch = new StringBuilder();
        }
        scratch.setLength(0);
        return scratch;
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text(0, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
