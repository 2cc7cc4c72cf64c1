package io.github.ecsmonitoring.dashboards.lab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request of Prometheus' remote write protocol 1.0: the protobuf message {@code WriteRequest} in Snappy's block
 * format.
 */
final class RemoteWrite {
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED64 = 1;
    private static final int VARINT = 0;

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    /** The labels of a time series, which each request repeats. */
    static byte[] labels(Map<String, String> labels) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        labels.forEach((name, value) -> {
            ByteArrayOutputStream label = new ByteArrayOutputStream();
            field(label, 1, name.getBytes(StandardCharsets.UTF_8));
            field(label, 2, value.getBytes(StandardCharsets.UTF_8));
            field(all, 1, label.toByteArray());
        });
        return all.toByteArray();
    }

    /** Appends a sample to a time series. */
    static void sample(ByteArrayOutputStream series, double value, long milliseconds) {
        ByteArrayOutputStream sample = new ByteArrayOutputStream(20);
        key(sample, 1, FIXED64);
        // Unlike doubleToLongBits this keeps the bits of the staleness marker.
        sample.writeBytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Double.doubleToRawLongBits(value))
                .array());
        key(sample, 2, VARINT);
        varint(sample, milliseconds);
        field(series, 2, sample.toByteArray());
    }

    /** Adds a time series: its labels and samples. */
    void add(byte[] series) {
        field(message, 1, series);
    }

    int size() {
        return message.size();
    }

    /** The message as one literal: Snappy without compression. */
    byte[] body() {
        byte[] plain = message.toByteArray();
        ByteArrayOutputStream block = new ByteArrayOutputStream(plain.length + 10);
        varint(block, plain.length);
        block.write(63 << 2);
        block.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(plain.length - 1)
                .array());
        block.writeBytes(plain);
        return block.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
        key(out, number, LENGTH_DELIMITED);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void key(ByteArrayOutputStream out, int number, int type) {
        varint(out, number << 3 | type);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
