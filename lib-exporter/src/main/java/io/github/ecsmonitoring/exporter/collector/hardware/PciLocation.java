package io.github.ecsmonitoring.exporter.collector.hardware;

import java.io.IOException;

/** The address of a PCI device: {@code 0000:01:00.0} is segment, bus, device and function in hexadecimal. */
record PciLocation(String segment, String bus, String device, String function) {

    static PciLocation parse(String location) throws IOException {
        String[] parts = location.replace('.', ':').split(":", -1);
        int dot = location.lastIndexOf('.');
        if (parts.length != 4 || dot != location.indexOf('.') || dot < location.lastIndexOf(':')) {
            throw malformed(location);
        }
        try {
            return new PciLocation(hex(parts[0], 4), hex(parts[1], 2), hex(parts[2], 2), hex(parts[3], 1));
        } catch (NumberFormatException e) {
            throw malformed(location);
        }
    }

    /** Names and values in turn, followed by {@code more}. */
    String[] labels(String prefix, String... more) {
        String[] labels = new String[8 + more.length];
        String[] location = {
            prefix + "segment", segment, prefix + "bus", bus, prefix + "device", device, prefix + "function", function
        };
        System.arraycopy(location, 0, labels, 0, location.length);
        System.arraycopy(more, 0, labels, location.length, more.length);
        return labels;
    }

    /** The labels of a device without a parent. */
    static String[] noLabels(String prefix) {
        return new PciLocation("*", "*", "*", "*").labels(prefix);
    }

    /** A hexadecimal number of at least that many digits. */
    static String hex(int number, int digits) {
        String hexadecimal = Integer.toHexString(number);
        return "0".repeat(Math.max(0, digits - hexadecimal.length())) + hexadecimal;
    }

    private static String hex(String text, int digits) {
        return hex(Integer.parseUnsignedInt(text, 16), digits);
    }

    private static IOException malformed(String location) {
        return new IOException("expected the address of a PCI device such as 0000:00:00.0, got \"" + location + '"');
    }
}
