package io.github.ecsmonitoring.exporter;

import io.github.ecsmonitoring.exporter.deployment.ScopeDecision;
import io.github.ecsmonitoring.exporter.deployment.ScopeFlags;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.metrics.ListenAddress;
import io.github.ecsmonitoring.exporter.metrics.MetricsPath;
import io.github.ecsmonitoring.exporter.metrics.MetricsServer;
import io.github.ecsmonitoring.exporter.names.FilePaths;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The flags that belong to no collector. */
final class ExporterFlags {
    private final Flag<Boolean> help;
    private final Flag<Boolean> version;
    private final Flag<Boolean> healthCheck;
    private final Flag<String> procfs;
    private final Flag<String> networkProcess;
    private final Flag<String> sysfs;
    private final Flag<String> rootfs;
    private final Flag<String> udevData;
    private final ScopeFlags scope;
    private final Flag<List<String>> listenAddresses;
    private final Flag<Boolean> systemdSocket;
    private final Flag<String> webConfig;
    private final Flag<String> metricsPath;
    private final Flag<Integer> maxRequests;
    private final Flag<Boolean> disableExporterMetrics;
    private final Flag<Boolean> compressLoopback;
    private final Flag<Log.Level> logLevel;
    private final Flag<Log.Format> logFormat;

    ExporterFlags(Flags flags) {
        help = flags.toggle("help", false, "Show this text.");
        version = flags.toggle("version", false, "Show the version.");
        healthCheck = flags.toggle(
                "health-check",
                false,
                "Ask the exporter that runs with the same flags whether it is healthy, and exit with 0 or 1.");
        procfs = flags.text("path.procfs", "/proc", "procfs mountpoint.");
        networkProcess = flags.text(
                "path.procfs.network",
                "",
                "Folder whose net/ is read, such as /host/proc/1 in a container with a network of its own. "
                        + "Default: the procfs mountpoint.");
        sysfs = flags.text("path.sysfs", "/sys", "sysfs mountpoint.");
        rootfs = flags.text("path.rootfs", "/", "rootfs mountpoint.");
        udevData = flags.text("path.udev.data", "/run/udev/data", "udev data path.");
        scope = new ScopeFlags(flags);
        listenAddresses = flags.texts(
                "web.listen-address", List.of(":9100"), "Addresses on which to expose metrics. Repeatable.");
        systemdSocket = flags.toggle("web.systemd-socket", false, "Not supported: use --web.listen-address.");
        webConfig = flags.text(
                "web.config.file",
                "",
                "Path to configuration file that can enable TLS or authentication. "
                        + "See: https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md");
        metricsPath = flags.text("web.telemetry-path", "/metrics", "Path under which to expose metrics.");
        maxRequests =
                flags.number("web.max-requests", 40, "Maximum number of parallel scrape requests. Use 0 to disable.");
        disableExporterMetrics = flags.toggle(
                "web.disable-exporter-metrics",
                false,
                "Exclude metrics about the exporter itself (promhttp_*, process_*).");
        compressLoopback = flags.toggle(
                "web.compress-loopback", false, "Compress pages also for clients on this machine, such as a proxy.");
        flags.number("runtime.gomaxprocs", 1, "Has no effect: a scrape uses one CPU at a time.");
        logLevel = flags.choice(
                "log.level",
                Log.Level.INFO,
                "Only log messages with this severity or above: debug, info, warn, error.");
        logFormat = flags.choice("log.format", Log.Format.LOGFMT, "Output format of log messages: logfmt, json.");
    }

    boolean help() {
        return help.value();
    }

    boolean version() {
        return version.value();
    }

    boolean healthCheck() {
        return healthCheck.value();
    }

    HostPaths paths() {
        return new HostPaths(
                path(procfs),
                path(sysfs),
                path(rootfs),
                path(udevData),
                path(networkProcess.value().isEmpty() ? procfs : networkProcess));
    }

    ScopeDecision scope(Map<String, String> environment) {
        return scope.decide(paths(), environment);
    }

    /** Null without the flag. */
    Path webConfig() {
        return webConfig.value().isEmpty() ? null : FilePaths.of(webConfig.value());
    }

    MetricsServer.Options server(String version) {
        if (systemdSocket.value()) {
            throw new FlagException(
                    "--web.systemd-socket is not supported here: a JVM takes no sockets from systemd; use --web.listen-address");
        }
        return new MetricsServer.Options(
                listenAddresses.value().stream().map(ListenAddress::parse).toList(),
                MetricsPath.parse(metricsPath.value()),
                maxRequests.value(),
                version,
                ownMetrics(),
                compressLoopback.value());
    }

    boolean ownMetrics() {
        return !disableExporterMetrics.value();
    }

    private static String path(Flag<String> flag) {
        if (flag.value().indexOf('\0') >= 0) {
            throw new FlagException(
                    "--" + flag.name() + " takes a path, got '" + flag.value() + "': Nul character not allowed");
        }
        return flag.value();
    }

    Log log(PrintStream out) {
        return Log.inBackground(out, logLevel.value(), logFormat.value());
    }
}
