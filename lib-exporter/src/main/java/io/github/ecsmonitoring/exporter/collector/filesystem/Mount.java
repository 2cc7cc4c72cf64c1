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
    public static List<Mount> parse(KernelText text) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        text.eachLine(() -> mounts.add(parseLine(text)));
        return mounts;
    }

    /** The same mount with another mount point. */
    Mount at(String otherMountPoint) {
        return new Mount(device, otherMountPoint, type, major, minor, readOnly);
    }

    private static Mount parseLine(KernelText text) throws IOException {
        MountinfoLine line = MountinfoLine.parse(text);
        String[] number = line.number().split(":");
        if (number.length != 2 || !KernelNumber.isDigits(number[0]) || !KernelNumber.isDigits(number[1])) {
            throw text.malformed("expected \"major:minor\", got \"" + line.number() + '"');
        }
        boolean readOnly =
                has(line.options(), "ro") || has(line.superOptions(), "ro") || has(line.superOptions(), "emergency_ro");
        return new Mount(line.source(), line.mountPoint(), line.type(), number[0], number[1], readOnly);
    }

    private static boolean has(String options, String option) {
        return (',' + options + ',').contains(',' + option + ',');
    }
}
