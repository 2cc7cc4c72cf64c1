package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.SysFolder;

/**
 * A file of a device in {@code /sys/class/net} that holds a number. The files differ by driver and kernel, and some
 * cannot be read while the device is down (EINVAL): then the metric is absent.
 */
record NetclassFile(String file, NetclassProperty property) {
    /** The result for a file that cannot be read or holds something else; no property has this value. */
    static final long NONE = Long.MIN_VALUE;

    static NetclassFile gauge(String file, String metric) {
        return new NetclassFile(file, NetclassProperty.gauge(metric));
    }

    static NetclassFile counter(String file, String metric) {
        return new NetclassFile(file, NetclassProperty.counter(metric));
    }

    void emit(MetricSink out, SysFolder device) {
        long number = number(device, file);
        if (number != NONE) {
            property.emit(out, device.name(), number);
        }
    }

    /** A whole number of 64 bits with a sign, in decimal, {@code 0x} hexadecimal or octal. */
    static long number(SysFolder device, String file) {
        String text = device.read(file).textOr("");
        if (text.isEmpty()) {
            return NONE;
        }
        try {
            if (text.startsWith("-")) {
                return Long.parseLong(text);
            }
            long number = KernelNumber.parseUnsigned(text);
            return number < 0 ? NONE : number;
        } catch (NumberFormatException notANumber) {
            return NONE;
        }
    }
}
