package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;

/**
 * A device of a bcachefs file system, from its folder {@code dev-0}: size, state, bytes read and written, errors; a
 * part of {@link BcachefsCollector}.
 *
 * <pre>
 * node_bcachefs_device_io_done_bytes_total{data_type="user",device="0",operation="read",uuid="deadbeef-…"} 1.02313054208e+11
 * node_bcachefs_device_io_errors_total{device="0",type="checksum",uuid="deadbeef-…"} 18
 * </pre>
 */
record BcachefsDevice(HostPaths paths, SysFolder folder, String uuid) {
    private static final String ERRORS_SINCE = "IO errors since ";
    private static final String ERRORS_SINCE_CREATION = "IO errors since filesystem creation";

    void collect(MetricSink out) throws IOException {
        String device = folder.name().substring("dev-".length());
        out.gauge(
                "node_bcachefs_device_info",
                "Device information.",
                1,
                "device",
                device,
                "label",
                folder.find("label").orElse(""),
                "state",
                folder.find("state").orElse(""),
                "uuid",
                uuid);
        KernelText bucketSize = IfPresent.lines(paths, folder, "bucket_size");
        if (bucketSize.nextLine()) {
            out.gauge(
                    "node_bcachefs_device_bucket_size_bytes",
                    "Bucket size in bytes.",
                    HumanNumber.bcachefs(bucketSize, bucketSize.nextString()),
                    "device",
                    device,
                    "uuid",
                    uuid);
        }
        folder.findNumber("nbuckets")
                .ifPresent(buckets -> out.gauge(
                        "node_bcachefs_device_buckets",
                        "Total number of buckets.",
                        buckets,
                        "device",
                        device,
                        "uuid",
                        uuid));
        folder.findNumber("durability")
                .ifPresent(copies -> out.gauge(
                        "node_bcachefs_device_durability",
                        "Device durability setting.",
                        copies,
                        "device",
                        device,
                        "uuid",
                        uuid));
        collectDone(out, device);
        collectErrors(out, device);
    }

    /** {@code read:} and {@code write:}, each above lines {@code user : 102313054208}. */
    private void collectDone(MetricSink out, String device) throws IOException {
        KernelText text = IfPresent.lines(paths, folder, "io_done");
        String operation = "";
        while (text.nextLine()) {
            String line = text.line().strip();
            if (line.equals("read:") || line.equals("write:")) {
                operation = line.substring(0, line.length() - 1);
            } else if (!operation.isEmpty() && text.skipPastLast(':')) {
                out.counter(
                        "node_bcachefs_device_io_done_bytes_total",
                        "IO bytes by operation type and data type.",
                        text.nextUnsigned(),
                        "data_type",
                        name(line),
                        "device",
                        device,
                        "operation",
                        operation,
                        "uuid",
                        uuid);
            }
        }
    }

    /** Lines {@code read: 197416}, first since the file system was made, then for other times. */
    private void collectErrors(MetricSink out, String device) throws IOException {
        KernelText text = IfPresent.lines(paths, folder, "io_errors");
        boolean sinceCreation = false;
        while (text.nextLine()) {
            String line = text.line().strip();
            if (line.startsWith(ERRORS_SINCE)) {
                if (sinceCreation) {
                    return;
                }
                sinceCreation = line.startsWith(ERRORS_SINCE_CREATION);
            } else if (sinceCreation && text.skipPastLast(':')) {
                out.counter(
                        "node_bcachefs_device_io_errors_total",
                        "IO errors by error type.",
                        text.nextUnsigned(),
                        "device",
                        device,
                        "type",
                        name(line),
                        "uuid",
                        uuid);
            }
        }
    }

    private static String name(String line) {
        return line.substring(0, line.lastIndexOf(':')).strip();
    }
}
