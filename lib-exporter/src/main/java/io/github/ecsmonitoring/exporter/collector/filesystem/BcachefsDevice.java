package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.collector.sysfs.HumanNumber;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;

/**
 * A device of a bcachefs file system, from its folder {@code dev-0}: size, state, bytes read and written, errors.
 *
 * <pre>
 * node_bcachefs_device_io_done_bytes_total{data_type="user",device="0",operation="read",uuid="deadbeef-…"} 1.02313054208e+11
 * node_bcachefs_device_io_errors_total{device="0",type="checksum",uuid="deadbeef-…"} 18
 * </pre>
 */
record BcachefsDevice(SysFolder folder, String uuid) {
    private static final String ERRORS_SINCE = "IO errors since ";
    private static final String ERRORS_SINCE_CREATION = "IO errors since filesystem creation";

    /** The text of a file; an empty one if there is no such file. */
    static KernelText lines(HostReader host, SysFolder folder, String file) throws IOException {
        return host.textIfPresent(folder.path(file)).orElseGet(() -> KernelText.of(file, ""));
    }

    void collect(HostReader host, MetricSink out) {
        String device = folder.name().substring("dev-".length());
        out.gauge(
                "node_bcachefs_device_info",
                "Device information.",
                1,
                "device",
                device,
                "label",
                folder.read("label").textOr(""),
                "state",
                folder.read("state").textOr(""),
                "uuid",
                uuid);
        host.attempt(() -> collectBucketSize(host, out, device));
        folder.numberIfPresent("nbuckets")
                .ifPresent(buckets -> out.gauge(
                        "node_bcachefs_device_buckets",
                        "Total number of buckets.",
                        buckets,
                        "device",
                        device,
                        "uuid",
                        uuid));
        folder.numberIfPresent("durability")
                .ifPresent(copies -> out.gauge(
                        "node_bcachefs_device_durability",
                        "Device durability setting.",
                        copies,
                        "device",
                        device,
                        "uuid",
                        uuid));
        host.attempt(() -> collectDone(host, out, device));
        host.attempt(() -> collectErrors(host, out, device));
    }

    private void collectBucketSize(HostReader host, MetricSink out, String device) throws IOException {
        KernelText text = lines(host, folder, "bucket_size");
        if (text.nextLine()) {
            out.gauge(
                    "node_bcachefs_device_bucket_size_bytes",
                    "Bucket size in bytes.",
                    HumanNumber.bcachefs(text, text.nextString()),
                    "device",
                    device,
                    "uuid",
                    uuid);
        }
    }

    /** {@code read:} and {@code write:}, each followed by lines {@code user : 102313054208}. */
    private void collectDone(HostReader host, MetricSink out, String device) throws IOException {
        KernelText text = lines(host, folder, "io_done");
        String operation = "";
        while (text.nextLine()) {
            String line = text.line().strip();
            if (line.equals("read:") || line.equals("write:")) {
                operation = line.substring(0, line.length() - 1);
            } else if (!operation.isEmpty() && text.skipPastLast(':')) {
                out.addIfRead(
                        MetricType.COUNTER,
                        "node_bcachefs_device_io_done_bytes_total",
                        "IO bytes by operation type and data type.",
                        text.nextUnsignedOrNaN(),
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

    /** Lines {@code read: 197416}, first since the creation of the file system, then for other periods. */
    private void collectErrors(HostReader host, MetricSink out, String device) throws IOException {
        KernelText text = lines(host, folder, "io_errors");
        boolean sinceCreation = false;
        while (text.nextLine()) {
            String line = text.line().strip();
            if (line.startsWith(ERRORS_SINCE)) {
                if (sinceCreation) {
                    return;
                }
                sinceCreation = line.startsWith(ERRORS_SINCE_CREATION);
            } else if (sinceCreation && text.skipPastLast(':')) {
                out.addIfRead(
                        MetricType.COUNTER,
                        "node_bcachefs_device_io_errors_total",
                        "IO errors by error type.",
                        text.nextUnsignedOrNaN(),
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
