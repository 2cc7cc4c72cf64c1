package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.io.KernelFiles;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The machine whose files are read. It owns everything that reading keeps between scrapes: the open descriptors, which
 * all readers share, and the readers that are free.
 *
 * <pre>
 * try (HostReader reader = host.open()) {
 *     collector.collect(reader, out);
 * }
 * </pre>
 */
public final class Host {
    /** One for each of two Prometheus servers; further readers of concurrent scrapes are dropped. */
    private static final int MOST_KEPT = 2;

    private final HostPaths paths;
    private final KernelFiles files = new KernelFiles();
    private final ConcurrentLinkedDeque<HostReader> free = new ConcurrentLinkedDeque<>();

    /** A machine whose files are at these paths. */
    public Host(HostPaths paths) {
        this.paths = paths;
        PageSize.bytes(); // read once, while files can be opened
    }

    /** A reader for the calling thread, until it is closed. */
    public HostReader open() {
        HostReader reader = free.poll();
        return reader == null ? new HostReader(paths, files, this::giveBack) : reader;
    }

    private void giveBack(HostReader reader) {
        if (free.size() < MOST_KEPT) {
            free.push(reader);
        } else {
            reader.dispose();
        }
    }
}
