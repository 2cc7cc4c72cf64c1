package io.github.ecsmonitoring.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The metrics that the exporter and the collector can expose: {@code exposed-metrics.txt}. Names of the exporter are
 * those in its sources and on the pages that its collectors' tests expect.
 */
final class ExposedMetrics {
    /** Families whose names come from the kernel or a device. */
    static final List<String> PATTERNS = List.of(
            "node_bcachefs_\\w+_total",
            "node_ethtool_\\w+",
            "node_hwmon_\\w+",
            "node_lnstat_\\w+_total",
            "node_memory_HugePages_\\w+",
            "node_memory_[A-Z]\\w*_bytes",
            "node_memory_numa_\\w+",
            "node_netstat_[A-Z]\\w*_\\w+",
            "node_rapl_\\w+_joules_total",
            "node_sockstat_[A-Z]\\w*_\\w+",
            "node_sysctl_\\w+",
            "node_vmstat_\\w+",
            "node_zfs_\\w+",
            "node_zoneinfo_\\w+");

    private static final Path EXPORTER = Path.of("../lib-exporter/src");
    private static final String NAME = "((?:node|ecs)_[a-zA-Z0-9_]+)";
    private static final Pattern TYPE = Pattern.compile("\\s*# TYPE " + NAME + " \\w+");
    private static final Pattern SAMPLE = Pattern.compile("\\s*" + NAME + "(?:\\{.*})? [-+0-9.eEInfNa]+");
    private static final Pattern LITERAL = Pattern.compile("\"" + NAME + "\"(?!\\s*\\+)");

    private ExposedMetrics() {}

    static String text() throws IOException {
        Set<String> common = commonNames();
        Set<String> lines = new TreeSet<>(names());
        lines.removeIf(name -> PATTERNS.stream().anyMatch(name::matches) && !common.contains(name));
        lines.addAll(PATTERNS);
        return "# The metrics that the node exporter and the ADOT collector can expose: names, and expressions for names that the kernel determines.\n"
                + "# Written by mvn -pl dashboards test -Dsnapshots.update=true.\n"
                + String.join("\n", lines) + "\n";
    }

    /** Names of typical machines, which are listed even if an expression matches them, for the error about a typo. */
    private static Set<String> commonNames() throws IOException {
        Set<String> names = new TreeSet<>(MetricFamilies.scraped().keySet());
        ExporterPages.read("fixtures").forEach(sample -> names.add(sample.name()));
        return names;
    }

    static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>(onPages());
        collect(EXPORTER.resolve("main/java"), path -> path.toString().endsWith(".java"), names, LITERAL);
        names.removeIf(name -> name.endsWith("_"));
        names.addAll(MetricFamilies.scraped().keySet());
        names.addAll(MetricFamilies.read("otelcol").keySet());
        return names;
    }

    /** Names on the pages of the exporter's tests. */
    static Set<String> onPages() throws IOException {
        Set<String> names = new TreeSet<>();
        collect(EXPORTER.resolve("test"), ExposedMetrics::isPage, names, TYPE, SAMPLE);
        return names;
    }

    /** Text files of users may have any names. */
    private static boolean isPage(Path path) {
        String name = path.toString().replace('\\', '/');
        return (name.endsWith("CollectorTest.java") && name.contains("/collector/") || name.endsWith(".txt"))
                && !name.contains("extfile");
    }

    private static void collect(Path folder, Predicate<Path> filter, Set<String> names, Pattern... patterns)
            throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(filter).toList()) {
                for (String line : Files.readAllLines(file)) {
                    for (Pattern pattern : patterns) {
                        Matcher matcher = pattern.matcher(line);
                        if (pattern == LITERAL) {
                            matcher.results().forEach(found -> names.add(found.group(1)));
                        } else if (matcher.matches()) {
                            names.add(matcher.group(1));
                        }
                    }
                }
            }
        }
    }
}
