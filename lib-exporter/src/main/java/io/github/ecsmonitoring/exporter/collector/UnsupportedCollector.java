package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.util.List;
import java.util.function.Function;

/**
 * A collector of node_exporter that is not supported. It is disabled, as in node_exporter; its other flags are accepted
 * and have no effect, so that a command line that does not enable it keeps working, and one that does is an error.
 */
record UnsupportedCollector(String name, String reason, List<String> toggles, List<String> texts) {
    private static final List<UnsupportedCollector> ALL = List.of(
            new UnsupportedCollector("logind", "it would need D-Bus", List.of(), List.of()),
            new UnsupportedCollector(
                    "ntp",
                    "node_exporter is about to remove it, timex shows the clock",
                    List.of("server-is-local"),
                    List.of(
                            "server",
                            "server-port",
                            "protocol-version",
                            "ip-ttl",
                            "max-distance",
                            "local-offset-tolerance")),
            new UnsupportedCollector(
                    "perf",
                    "it would need perf_event_open(2) and the rights for it",
                    List.of("disable-hardware-profilers", "disable-software-profilers", "disable-cache-profilers"),
                    List.of("cpus", "tracepoint", "hardware-profilers", "software-profilers", "cache-profilers")),
            new UnsupportedCollector(
                    "runit", "it would need the services' control files", List.of(), List.of("servicedir")),
            new UnsupportedCollector("supervisord", "node_exporter is about to remove it", List.of(), List.of("url")),
            new UnsupportedCollector(
                    "systemd",
                    "it would need D-Bus",
                    List.of("enable-task-metrics", "enable-restarts-metrics", "enable-start-time-metrics", "private"),
                    List.of("unit-include", "unit-exclude", "unit-whitelist", "unit-blacklist")),
            new UnsupportedCollector("wifi", "it would need nl80211", List.of(), List.of("fixtures")));

    /** The entries in the list of collectors. */
    static List<CollectorType> types() {
        return ALL.stream()
                .map(each -> CollectorType.unsupported(each.name, each.reason, each.declaration()))
                .toList();
    }

    private Function<Flags, CollectorFactory> declaration() {
        return flags -> {
            String prefix = "collector." + name + ".";
            toggles.forEach(toggle ->
                    flags.toggle(prefix + toggle, false, "Has no effect.").hidden());
            texts.forEach(text ->
                    flags.texts(prefix + text, List.of(), "Has no effect.").hidden());
            return log -> {
                throw new FlagException("--collector." + name + " is not supported: " + reason);
            };
        };
    }
}
