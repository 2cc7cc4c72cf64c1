package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.ErrnoException;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files and folders that a kernel, a driver or a moment may not have: then there is nothing to show, and nothing has
 * failed. Any other error is one.
 */
final class IfPresent {
    private IfPresent() {}

    /** The text of a file. */
    static Optional<KernelText> text(HostPaths paths, Path file) throws IOException {
        try {
            return paths.readIfPresent(file);
        } catch (ErrnoException e) {
            if (e.errno() == ErrnoException.NO_SUCH_DEVICE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The text of a file below procfs without which a collector has nothing to show.
     *
     * @throws NoDataException that says {@code why}, and then the file's name, if there is no such file
     */
    static KernelText proc(HostPaths paths, String file, String why) throws IOException {
        return paths.readProcIfPresent(file).orElseThrow(() -> new NoDataException(why + paths.procfs() + '/' + file));
    }

    /** The text of a file below a folder. */
    static Optional<KernelText> text(HostPaths paths, SysFolder folder, String file) throws IOException {
        return text(paths, folder.path().resolve(file));
    }

    /** The text of a file below a folder, without a line if there is no file. */
    static KernelText lines(HostPaths paths, SysFolder folder, String file) throws IOException {
        return text(paths, folder, file).orElseGet(() -> KernelText.of(file, ""));
    }

    /** The folders below a folder whose names fit a glob. */
    static List<SysFolder> children(SysFolder folder, String glob) throws IOException {
        return folder.childrenIfAny(glob);
    }

    /** The names of all that is in a folder. */
    static List<String> names(SysFolder folder) throws IOException {
        return folder.namesIfAny();
    }
}
