package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.ParsedText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * The mounts of the monitored machine: those of PID 1, which are all of them. In a container without the machine's root
 * ({@code --path.rootfs}), PID 1 may be a process of another container, such as the pause container of a task that
 * shares its PID namespace, and its mount points do not exist here: then the list is this process's own.
 */
final class MountList {
    private final ParsedText<List<Mount>> ofFirst = new ParsedText<>(Mount::parse);
    private final ParsedText<List<Mount>> ofSelf = new ParsedText<>(Mount::parse);

    /** Whether these mounts have another root than this process's; kept, since comparing takes as long as reading. */
    private record Compared(List<Mount> first, boolean otherRoot) {}

    private volatile Compared compared = new Compared(null, false);

    /** The same object as before if nothing was mounted or unmounted. */
    List<Mount> read(HostReader host) throws IOException {
        try {
            List<Mount> first = ofFirst.parse(host.proc("1/mountinfo"));
            return host.paths().rootfs().equals("/") && otherRoot(host, first) ? readSelf(host) : first;
        } catch (NoSuchFileException hidden) {
            // The mount option hidepid hides processes of other users.
            return readSelf(host);
        }
    }

    /** Compares again only after mounts were added or removed, since no process changes its root. */
    private boolean otherRoot(HostReader host, List<Mount> first) throws IOException {
        Compared last = compared;
        if (last.first != first) {
            last = new Compared(first, hasOtherRoot(host, first));
            compared = last;
        }
        return last.otherRoot;
    }

    /** Two containers never share a root file system. */
    private boolean hasOtherRoot(HostReader host, List<Mount> first) throws IOException {
        Optional<Mount> theirs = root(first);
        Optional<Mount> ours = root(ownMounts(host));
        return theirs.isPresent()
                && ours.isPresent()
                && !(theirs.get().major().equals(ours.get().major())
                        && theirs.get().minor().equals(ours.get().minor()));
    }

    /** None if procfs is that of a machine on which this process does not run. */
    private List<Mount> ownMounts(HostReader host) throws IOException {
        try {
            return readSelf(host);
        } catch (NoSuchFileException otherMachine) {
            return List.of();
        }
    }

    /** The last one: earlier ones, such as an initial RAM disk, are hidden by it. */
    private static Optional<Mount> root(List<Mount> mounts) {
        return mounts.stream().filter(mount -> mount.mountPoint().equals("/")).reduce((earlier, later) -> later);
    }

    private List<Mount> readSelf(HostReader host) throws IOException {
        return ofSelf.parse(host.proc("self/mountinfo"));
    }
}
