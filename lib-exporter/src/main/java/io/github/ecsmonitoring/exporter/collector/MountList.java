package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.HostPaths;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * The mounts of the watched machine: PID 1's, who sees them all. But in a container that was not given the machine's
 * root ({@code --path.rootfs}), PID 1 may be another container's process (the pause container of a task that shares its
 * processes), and its mount points say nothing of the files seen here: then they are this process's own.
 */
final class MountList {
    private final HostPaths paths;
    private final Unchanged<List<Mount>> ofFirst = new Unchanged<>(Mount::parse);
    private final Unchanged<List<Mount>> ofSelf = new Unchanged<>(Mount::parse);

    /** Whether these mounts have another root than this process's: to find out takes as long as to read them. */
    private record Compared(List<Mount> first, boolean otherRoot) {}

    private volatile Compared compared = new Compared(null, false);

    MountList(HostPaths paths) {
        this.paths = paths;
    }

    /** The same object as before, if nothing was mounted or unmounted. */
    List<Mount> read() throws IOException {
        try {
            List<Mount> first = ofFirst.parse(paths.readProc("1/mountinfo"));
            return paths.rootfs().toString().equals("/") && otherRoot(first) ? readSelf() : first;
        } catch (NoSuchFileException hidden) {
            // /proc can be mounted so that it hides the processes of others (hidepid).
            return readSelf();
        }
    }

    /** Neither process changes its root: asked once, and again when mounts were added or removed. */
    private boolean otherRoot(List<Mount> first) throws IOException {
        Compared last = compared;
        if (last.first != first) {
            last = new Compared(first, hasOtherRoot(first));
            compared = last;
        }
        return last.otherRoot;
    }

    /** Two containers never have one root file system. */
    private boolean hasOtherRoot(List<Mount> first) throws IOException {
        Optional<Mount> theirs = root(first);
        Optional<Mount> ours = root(ownMounts());
        return theirs.isPresent()
                && ours.isPresent()
                && !(theirs.get().major().equals(ours.get().major())
                        && theirs.get().minor().equals(ours.get().minor()));
    }

    /** None, if the machine that is watched is one that this process does not run on. */
    private List<Mount> ownMounts() throws IOException {
        try {
            return readSelf();
        } catch (NoSuchFileException otherMachine) {
            return List.of();
        }
    }

    /** The last one counts: an initial RAM disk lies beneath it. */
    private static Optional<Mount> root(List<Mount> mounts) {
        return mounts.stream().filter(mount -> mount.mountPoint().equals("/")).reduce((earlier, later) -> later);
    }

    private List<Mount> readSelf() throws IOException {
        return ofSelf.parse(paths.readProc("self/mountinfo"));
    }
}
