package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.host.EscapedPath;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of a line of {@code mountinfo}. They are separated by one space; two spaces in a row enclose an empty
 * source. The options of the file system come last and may contain spaces, which the kernel does not escape.
 *
 * <pre>
 * 26 1 259:1 / /mnt rw,noatime shared:1 - xfs /dev/nvme0n1p1 rw,attr2
 * </pre>
 *
 * @param number {@code major:minor}
 * @param mountPoint without escapes
 * @param options of the mount
 * @param superOptions of the file system
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public record MountinfoLine(
        String number, String mountPoint, String options, String type, String source, String superOptions) {
    private static final int FEWEST_FIELDS = 10;
    private static final int OPTIONAL_FIELDS = 6;

    /** Parses the current line. */
    public static MountinfoLine parse(KernelText text) throws IOException {
        List<String> fields = Arrays.asList(text.line().split(" ", -1));
        int count = fields.size();
        if (count < FEWEST_FIELDS) {
            throw text.malformed("expected at least " + FEWEST_FIELDS + " fields, got " + count);
        }
        int separator = OPTIONAL_FIELDS;
        while (separator < count && !fields.get(separator).equals("-")) {
            separator++;
        }
        if (separator > count - 4) {
            throw text.malformed("expected the separator \"-\" before the last three fields");
        }
        return new MountinfoLine(
                fields.get(2),
                EscapedPath.decode(fields.get(4)),
                fields.get(5),
                fields.get(separator + 1),
                fields.get(separator + 2),
                String.join(" ", fields.subList(separator + 3, count)));
    }
}
