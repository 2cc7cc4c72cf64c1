package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of {@link CpuCollector} that reads {@code /sys/devices/system/cpu}: CPUs that are online, kept apart from the scheduler, or
 * slowed down by heat. A machine that shows none of it (a container without sysfs) has none of these metrics and no failure.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cputopology.html">Kernel: CPU topology</a>
 */
final class CpuSysfs {
    private final HostPaths paths;
    private final Path root;
    private final List<Integer> isolated;

    /** Isolation is a boot parameter, so it is read once. */
    CpuSysfs(HostPaths paths, Log log) {
        this.paths = paths;
        this.root = paths.sysfs().resolve("devices/system/cpu");
        this.isolated = read(root.resolve("isolated")).map(ranges -> parseRanges(ranges, log)).orElse(List.of());
    }

    static List<Integer> parseRanges(String ranges, Log log) {
        try {
            return CpuList.parse("isolated", ranges).numbers();
        } catch (IOException e) {
            log.warn("can't read the list of isolated CPUs, so node_cpu_isolated is left out", "list", ranges);
            return List.of();
        }
    }

    void collect(MetricSink out) throws IOException {
        for (int cpu : isolated) {
            out.gauge("node_cpu_isolated", "Whether each core is isolated, information from /sys/devices/system/cpu/isolated.", 1,
                    "cpu", Integer.toString(cpu));
        }
        List<Path> cpus = folders();
        collectThrottles(out, cpus);
        collectOnline(out, cpus);
    }

    private List<Path> folders() throws IOException {
        List<Path> cpus = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(root, "cpu[0-9]*")) {
            found.forEach(cpus::add);
        } catch (NoSuchFileException noSysfs) {
            return List.of();
        }
        cpus.sort(null);
        return cpus;
    }

    /** Cores share their package's counter and hyper-threads their core's: each is read at the first CPU that has it. */
    private void collectThrottles(MetricSink out, List<Path> cpus) {
        Set<String> packages = new HashSet<>();
        Set<String> cores = new HashSet<>();
        for (Path cpu : cpus) {
            Optional<String> physical = readNumber(cpu.resolve("topology/physical_package_id"));
            Optional<String> core = readNumber(cpu.resolve("topology/core_id"));
            if (physical.isEmpty() || core.isEmpty()) {
                continue;
            }
            String pack = physical.get();
            if (!cores.contains(pack + "/" + core.get())) {
                readNumber(cpu.resolve("thermal_throttle/core_throttle_count")).ifPresent(count -> {
                    cores.add(pack + "/" + core.get());
                    out.counter("node_cpu_core_throttles_total", "Number of times this CPU core has been throttled.",
                            Double.parseDouble(count), "core", core.get(), "package", pack);
                });
            }
            if (!packages.contains(pack)) {
                readNumber(cpu.resolve("thermal_throttle/package_throttle_count")).ifPresent(count -> {
                    packages.add(pack);
                    out.counter("node_cpu_package_throttles_total", "Number of times this CPU package has been throttled.",
                            Double.parseDouble(count), "package", pack);
                });
            }
        }
    }

    /** A kernel without CPU hotplug has no such file at any CPU; then nothing is shown. */
    private void collectOnline(MetricSink out, List<Path> cpus) {
        if (cpus.isEmpty() || !Files.exists(cpus.getFirst().resolve("online"))) {
            return;
        }
        for (Path cpu : cpus) {
            String number = cpu.getFileName().toString().substring("cpu".length());
            read(cpu.resolve("online")).filter(online -> online.equals("0") || online.equals("1")).ifPresent(online ->
                    out.gauge("node_cpu_online", "CPUs that are online and being scheduled.", online.equals("1") ? 1 : 0, "cpu", number));
        }
    }

    private Optional<String> readNumber(Path file) {
        return read(file).filter(text -> !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    private Optional<String> read(Path file) {
        try {
            return Optional.of(paths.readValue(file));
        } catch (IOException | UncheckedIOException absent) {
            return Optional.empty();
        }
    }
}
