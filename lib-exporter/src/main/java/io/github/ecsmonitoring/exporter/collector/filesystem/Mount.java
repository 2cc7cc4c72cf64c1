package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A mount: a line of {@code mountinfo}.
 *
 * <pre>
 * 26 1 259:1 / / rw,noatime shared:1 - xfs /dev/nvme0n1p1 rw,attr2
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public record Mount(String device, String mountPoint, String type, String major, String minor, boolean readOnly) {
    /** Six fields, any number of optional ones, the separator and three more. */
    private static final int FEWEST_FIELDS = 10;

    public static List<Mount> parse(KernelText text) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        while (text.nextLine()) {
            mounts.add(parseLine(text));
        }
        return mounts;
    }

    /** The same mount with another mount point. */
    Mount at(String otherMountPoint) {
        return new Mount(device, otherMountPoint, type, major, minor, readOnly);
    }

    private static Mount parseLine(KernelText text) throws IOException {
        // Fields are separated by one space; two spaces in a row enclose an empty source.
        String[] fields = text.line().split(" ", -1);
        int last = fields.length - 1;
        if (fields.length < FEWEST_FIELDS) {
            throw text.malformed("expected at least " + FEWEST_FIELDS + " fields, got " + fields.length);
        }
        if (!fields[last - 3].equals("-")) {
            throw text.malformed("expected the separator \"-\", got \"" + fields[last - 3] + '"');
        }
        String[] device = fields[2].split(":");
        if (device.length != 2 || !KernelNumber.isDigits(device[0]) || !KernelNumber.isDigits(device[1])) {
            throw text.malformed("expected \"major:minor\", got \"" + fields[2] + '"');
        }
        boolean readOnly = has(fields[5], "ro") || has(fields[last], "ro") || has(fields[last], "emergency_ro");
        return new Mount(fields[last - 1], unescape(fields[4]), fields[last - 2], device[0], device[1], readOnly);
    }

    /** The kernel escapes four characters, of which node_exporter unescapes two: labels must be the same. */
    private static String unescape(String mountPoint) {
        return mountPoint.replace("\\040", " ").replace("\\011", "\t");
    }

    private static boolean has(String options, String option) {
        return (',' + options + ',').contains(',' + option + ',');
    }
}
