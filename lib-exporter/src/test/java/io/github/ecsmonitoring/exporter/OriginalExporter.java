package io.github.ecsmonitoring.exporter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A binary of node_exporter that ours is compared with: 1.12.1, from which nothing may differ, or 1.5.0 as Debian 12
 * has it, where the lists below say what later releases added, dropped and changed. What they do not name has to be
 * equal.
 *
 * @see <a href="https://github.com/prometheus/node_exporter/blob/v1.12.1/CHANGELOG.md">node_exporter: CHANGELOG.md</a>
 */
record OriginalExporter(String binary, boolean isOld) {
    /** Both are told what 1.5.0, Debian's patches to it and 1.12.1 each have another default for. */
    private static final List<String> SAME_DEFAULTS = List.of(
            "--collector.diskstats.device-exclude=^(z?ram|loop|fd)\\d+$",
            "--collector.filesystem.mount-points-exclude=^/(dev|proc|run|sys)($|/)",
            "--collector.filesystem.fs-types-exclude=^(autofs|bpf|cgroup2?|devpts|devtmpfs|erofs|mqueue|nsfs|overlay|proc|squashfs|sysfs|tracefs)$",
            "--collector.netdev.device-exclude=^$",
            "--no-collector.systemd");

    private static final Pattern ONLY_OURS = series(
            "(bcachefs|dmmultipath|kernel_hung|watchdog)_.*", // collectors since 1.8 to 1.12
            "scrape_collector_success\\{collector=\"(bcachefs|dmmultipath|kernel_hung|watchdog)\"}.*",
            "(netstat_TcpExt_TCPOFOQueue|netstat_TcpExt_TCPRcvQDrop)", // in the default list since 1.8, 1.9
            "softnet_(backlog_len|cpu_collision_total|flow_limit_count_total|received_rps_total)", // since 1.6
            "cpu_(online|scaling_governor|frequency_avg_hertz)", // since 1.9, 1.6, 1.12
            "filesystem_(mount_info|purgeable_bytes)", // since 1.9
            "pressure_irq_.*", // since 1.9
            "btrfs_(commits_total|commit_seconds_total|last_commit_seconds|max_commit_seconds)", // since 1.9
            "os_support_end_timestamp_seconds", // since 1.8
            "network_altnames_info", // since 1.11
            "(edac_channel|infiniband_hw)_.*"); // since 1.12, 1.11

    private static final Pattern ONLY_THEIRS =
            series("memory_.*"); // all lines of meminfo until 1.9, since then those that it knows by name

    private static final Pattern NOT_COMPARED = series(
            "hwmon_.*", // 1.12 tells chips of one name apart
            "md_.*", // from sysfs since 1.10
            "nvme_.*"); // other labels, and name spaces, since 1.11

    /** Of node_filesystem_* since 1.8, of node_disk_info since 1.9, of node_network_info since 1.6. */
    private static final Pattern LATER_LABELS =
            Pattern.compile("(?<=[{,])(device_error|rotational|adminstate)=\"[^\"]*\",");

    /** Asks the binary for its version; one that {@code go install} made has none and is held to be 1.12.1. */
    static OriginalExporter of(String binary) throws IOException {
        Process process = new ProcessBuilder(binary, "--version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher version = Pattern.compile("node_exporter, version (\\S*) ").matcher(said);
        String found = version.find() ? version.group(1) : said;
        if (!List.of("", "1.12.1", "1.5.0").contains(found)) {
            throw new AssertionError(
                    "NODE_EXPORTER must be node_exporter 1.12.1 or 1.5.0, got " + found + " from " + binary);
        }
        return new OriginalExporter(binary, found.equals("1.5.0"));
    }

    /** What both are started with. */
    List<String> arguments() {
        return isOld ? SAME_DEFAULTS : List.of();
    }

    /** The lines of our page that this release has to have as well. */
    Stream<String> ours(String page) {
        Stream<String> lines = page.lines();
        return !isOld
                ? lines
                : lines.filter(line -> !is(ONLY_OURS, line) && !is(NOT_COMPARED, line))
                        .map(line -> LATER_LABELS.matcher(line).replaceFirst(""));
    }

    /** The lines of this release's page that ours has to have as well; {@code ours} are those of our page. */
    Stream<String> theirs(String page, List<String> ours) {
        Stream<String> lines = page.lines();
        return !isOld
                ? lines
                : lines.filter(line -> !is(NOT_COMPARED, line))
                        .filter(line -> !is(ONLY_THEIRS, line)
                                || ours.stream().anyMatch(our -> family(our).equals(family(line))));
    }

    private static boolean is(Pattern series, String line) {
        return series.matcher(line).matches();
    }

    private static String family(String line) {
        return line.startsWith("#") ? line.split(" ")[2] : line.split("[ {]")[0];
    }

    /** Lines of these series: samples, help and type. */
    private static Pattern series(String... names) {
        return Pattern.compile("(# (HELP|TYPE) )?node_(" + String.join("|", names) + ")([ {].*)?");
    }
}
