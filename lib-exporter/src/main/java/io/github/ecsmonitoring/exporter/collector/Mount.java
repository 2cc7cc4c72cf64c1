package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code mountinfo}.
 *
 * <pre>
 * 26 1 259:1 / / rw,noatime shared:1 - xfs /dev/nvme0n1p1 rw,attr2
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
record Mount(String device, String mountPoint, String type, String major, String minor, boolean readOnly) {
    /** Six fields, any number of optional ones, the separator, and three more. */
    private static final int FEWEST_FIELDS = 10;

    static List<Mount> parse(KernelText text) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        while (text.nextLine()) {
            mounts.add(parseLine(text));
        }
        return mounts;
    }

    /** The same mount under another name. */
    Mount at(String otherMountPoint) {
        return new Mount(device, otherMountPoint, type, major, minor, readOnly);
    }

    private static Mount parseLine(KernelText text) throws IOException {
        // A single blank parts the fields: a source can be empty, and then two blanks stand side by side.
        String[] fields = text.line().split(" ", -1);
        int last = fields.length - 1;
        if (fields.length < FEWEST_FIELDS) {
            throw text.malformed("expected at least " + FEWEST_FIELDS + " fields, got " + fields.length);
        }
        if (!fields[last - 3].equals("-")) {
            throw text.malformed("expected the separator \"-\", got \"" + fields[last - 3] + '"');
        }
        String[] device = fields[2].split(":");
        if (device.length != 2 || !isNumber(device[0]) || !isNumber(device[1])) {
            throw text.malformed("expected \"major:minor\", got \"" + fields[2] + '"');
        }
        boolean readOnly = has(fields[5], "ro") || has(fields[last], "ro") || has(fields[last], "emergency_ro");
        return new Mount(fields[last - 1], unescape(fields[4]), fields[last - 2], device[0], device[1], readOnly);
    }

    /** The kernel escapes four characters; node_exporter reads two of them, and its labels are what dashboards know. */
    private static String unescape(String mountPoint) {
        return mountPoint.replace("\\040", " ").replace("\\011", "\t");
    }

    private static boolean has(String options, String option) {
        return (',' + options + ',').contains(',' + option + ',');
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
