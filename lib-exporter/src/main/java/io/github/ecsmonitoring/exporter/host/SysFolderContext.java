package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.io.FileCalls;
import io.github.ecsmonitoring.exporter.host.io.FileContents;
import io.github.ecsmonitoring.exporter.host.io.FolderContents;

/**
 * The state that all folders of one {@link HostReader} share: its calls, what was left out, and the number of files
 * kept in memory.
 */
final class SysFolderContext {
    /** The number of files; they take half a megabyte and are enough for 80 network devices. */
    private static final int MOST_KEPT = 2048;

    final FileCalls calls;
    final FileContents contents;
    final FolderContents folders;
    final Omissions omissions;
    private int kept;

    SysFolderContext(FileCalls calls, FileContents contents, Omissions omissions) {
        this.calls = calls;
        this.contents = contents;
        this.omissions = omissions;
        this.folders = new FolderContents(calls);
    }

    /** Whether one more file may be kept; then it counts until it is released. */
    boolean keep() {
        boolean room = kept < MOST_KEPT;
        kept += room ? 1 : 0;
        return room;
    }

    void release(int files) {
        kept -= files;
    }
}
