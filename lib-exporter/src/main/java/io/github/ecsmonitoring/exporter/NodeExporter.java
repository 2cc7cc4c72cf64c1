package io.github.ecsmonitoring.exporter;

import io.github.ecsmonitoring.exporter.collector.CollectorList;
import io.github.ecsmonitoring.exporter.collector.process.ProcessCollector;
import io.github.ecsmonitoring.exporter.deployment.ScopeDecision;
import io.github.ecsmonitoring.exporter.flags.EnvironmentException;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.io.ProcessSignals;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.metrics.HealthCheck;
import io.github.ecsmonitoring.exporter.metrics.MetricsServer;
import io.github.ecsmonitoring.exporter.names.CommandLine;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import io.github.ecsmonitoring.exporter.websecurity.WebConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The node exporter: serves the metrics of this machine at {@code /metrics} until it gets SIGTERM, SIGINT or SIGHUP,
 * and exits with 0 then.
 *
 * <p>Exit codes as node_exporter's: 1 for a wrong command line, a wrong variable of the environment, a host whose
 * procfs is not mounted or an address that cannot be bound, 2 for flags of a collector that contradict each other or
 * hold a bad regular expression. The error is one line on stderr. With {@code --health-check} no server starts, and 1
 * also means that the running exporter is unhealthy.
 */
public final class NodeExporter {
    private static final String PROGRAM = "node-exporter";
    private static final int DRAIN_SECONDS = 1;
    private static final int FLUSH_MILLIS = 500;

    private NodeExporter() {}

    /** Runs the exporter with the flags that {@code --help} lists. */
    public static void main(String[] args) {
        int exit = run(args);
        if (exit >= 0) {
            System.exit(exit);
        }
    }

    /** The exit code, or -1 while the server runs on in its own threads. */
    private static int run(String[] arguments) {
        Flags flags = new Flags(System.getenv());
        ExporterFlags own = new ExporterFlags(flags);
        CollectorList collectors = new CollectorList(flags);
        try {
            flags.parse(CommandLine.arguments(arguments));
        } catch (FlagException | IOException e) {
            return fail(1, e);
        }
        BuildInfo build = BuildInfo.ofThisBuild();
        if (own.help() || own.version()) {
            System.out.println(own.help() ? flags.help(PROGRAM) : build);
            return 0;
        }
        return own.healthCheck() ? checkHealth(own, build) : start(own, collectors, build);
    }

    private static int checkHealth(ExporterFlags own, BuildInfo build) {
        try {
            HealthCheck.ask(own.server(build.version()).addresses().getFirst(), own.webConfig());
            return 0;
        } catch (FlagException | IOException e) {
            return fail(1, e);
        }
    }

    private static int start(ExporterFlags own, CollectorList collectors, BuildInfo build) {
        keepJarOpen();
        Log log = own.log(System.err);
        MetricsServer.Options options;
        ScopeDecision scope;
        try {
            options = own.server(build.version());
            scope = own.scope(System.getenv());
        } catch (FlagException e) {
            return fail(1, e, log);
        }
        CollectorSet set;
        try {
            set = collectors.create(new Host(own.paths()), scope.scope(), log);
        } catch (EnvironmentException e) {
            return fail(1, e, log);
        } catch (FlagException e) {
            return fail(2, e, log);
        }
        log.info("Starting node_exporter", "version", build);
        log.info(
                "Scope of the metrics",
                "scope",
                scope.scope(),
                "launch_type",
                scope.launchType(),
                "reason",
                scope.reason());
        log.info("Enabled collectors", "collectors", String.join(",", set.names()));
        ScopeInfo info = new ScopeInfo(scope);
        return serve(
                options,
                own.webConfig(),
                log,
                set,
                own.ownMetrics() ? List.of(build, info, new ProcessCollector()) : List.of(build, info));
    }

    /**
     * Classes that are not in the AOT cache are loaded from the jar. If a shortage of file descriptors prevented that
     * once, they would be missing for ever.
     */
    private static void keepJarOpen() {
        NodeExporter.class.getResource("NodeExporter.class");
    }

    private static int serve(
            MetricsServer.Options options, Path webConfig, Log log, CollectorSet set, List<Collector> always) {
        try {
            ProcessSignals.ignoreUnused();
            WebConfig web = webConfig == null ? null : WebConfig.open(webConfig, log);
            stopAtSignal(MetricsServer.start(options, set, always, web, log), log);
            return -1;
        } catch (IOException e) {
            log.error(e.getMessage());
            log.flush(FLUSH_MILLIS);
            return 1;
        }
    }

    /** Exits with 0 after a signal: ECS would report the JVM's exit code 143 as a failure. */
    private static void stopAtSignal(MetricsServer server, Log log) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.stop(DRAIN_SECONDS);
                            log.info("Stopped");
                            log.flush(FLUSH_MILLIS);
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
    }

    private static int fail(int exit, Exception e, Log log) {
        log.flush(FLUSH_MILLIS);
        return fail(exit, e);
    }

    private static int fail(int exit, Exception e) {
        System.err.println(PROGRAM + ": error: " + e.getMessage());
        return exit;
    }
}
