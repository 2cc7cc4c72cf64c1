package bench;

import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.collector.Collectors;
import io.github.ecsmonitoring.exporter.deployment.DeploymentScope;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import java.nio.file.Path;
import java.util.List;

/** The default collectors on the files of this machine. */
final class ExporterState {
    final MetricSink sink = new MetricSink();
    private final CollectorSet all;

    ExporterState() {
        Flags flags = new Flags();
        Collectors collectors = new Collectors(flags);
        flags.parse(List.of());
        HostPaths paths = new HostPaths(Path.of("/proc"), Path.of("/sys"), Path.of("/"), Path.of("/run/udev/data"));
        all = collectors.create(paths, DeploymentScope.HOST, new Log(System.err, Log.Level.ERROR, Log.Format.LOGFMT));
    }

    /** All collectors, or those with the given names. */
    CollectorSet collectors(String... names) {
        return names.length == 0 ? all : all.only(List.of(names));
    }

    /** Replaces the content of the sink. */
    MetricSink collect(CollectorSet wanted) {
        sink.clear();
        wanted.run(sink).collect();
        return sink;
    }
}
