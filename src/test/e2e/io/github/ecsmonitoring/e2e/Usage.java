package io.github.ecsmonitoring.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process uses.
 *
 * @param anonymousMiB its own memory, which no limit can push out
 * @param mappedMiB pages of its binary that are in memory
 * @param cpu time on a CPU since it was started
 * @see <a href="https://docs.kernel.org/filesystems/proc.html">proc</a>
 */
record Usage(int anonymousMiB, int mappedMiB, Duration cpu) {
    private static final int TICKS_PER_SECOND = 100;

    static Usage of(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // After the name, which may hold spaces: state is the third field, user and system time the 14th and 15th.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return new Usage(
                mebibytes(status, "RssAnon"),
                mebibytes(status, "RssFile"),
                Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND));
    }

    private static int mebibytes(String status, String name) {
        Matcher line = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
        if (!line.find()) {
            throw new IllegalStateException("no " + name + " in " + status);
        }
        return Integer.parseInt(line.group(1)) / 1024;
    }
}
