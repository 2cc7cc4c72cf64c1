package bench;

import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.collector.Collectors;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scope.Scope;
import java.nio.file.Path;
import java.util.List;

/** All default collectors of this machine, with its real files. */
final class ExporterState {
    final MetricSink sink = new MetricSink();
    private final CollectorSet all;

    ExporterState() {
        Flags flags = new Flags();
        Collectors collectors = new Collectors(flags);
        flags.parse(List.of());
        HostPaths paths = new HostPaths(Path.of("/proc"), Path.of("/sys"), Path.of("/"), Path.of("/run/udev/data"));
        all = collectors.create(paths, Scope.HOST, new Log(System.err, Log.Level.ERROR, Log.Format.LOGFMT));
    }

    /** All of them, or the named ones. */
    CollectorSet collectors(String... names) {
        return names.length == 0 ? all : all.only(List.of(names));
    }

    /** Collects anew what the sink has. */
    MetricSink collect(CollectorSet wanted) {
        sink.clear();
        wanted.run(sink).collect();
        return sink;
    }
}
