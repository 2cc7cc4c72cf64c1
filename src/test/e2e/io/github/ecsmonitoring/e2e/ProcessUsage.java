package io.github.ecsmonitoring.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory and CPU time of a process.
 *
 * @param anonymousMiB anonymous memory, which cannot be reclaimed without swap
 * @param mappedMiB resident pages of mapped files, mainly of the binary
 * @param cpu CPU time since the start of the process
 * @see <a href="https://docs.kernel.org/filesystems/proc.html">proc</a>
 */
record ProcessUsage(int anonymousMiB, int mappedMiB, Duration cpu) {
    private static final int TICKS_PER_SECOND = 100;

    static ProcessUsage of(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // Fields after the name, which may contain spaces: state is field 3, user and system time are fields 14 and 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return new ProcessUsage(
                mebibytes(status, "RssAnon"),
                mebibytes(status, "RssFile"),
                Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND));
    }

    private static int mebibytes(String status, String name) {
        Matcher line = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
        if (!line.find()) {
            throw new IllegalStateException("expected a line " + name + " in " + status);
        }
        return Integer.parseInt(line.group(1)) / 1024;
    }
}
