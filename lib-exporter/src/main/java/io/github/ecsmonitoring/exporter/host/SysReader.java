package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.io.FileCalls;
import io.github.ecsmonitoring.exporter.host.io.FileContents;
import io.github.ecsmonitoring.exporter.host.io.FolderContents;

/** How the folders of one {@link HostReader} read, and how many of their files they may keep in memory. */
final class SysReader {
    /** Half a megabyte: all files that are read on machines with up to 80 network devices. */
    private static final int MOST_KEPT = 2048;

    final FileCalls calls;
    final FileContents contents;
    final FolderContents folders;
    private int kept;

    SysReader(FileCalls calls, FileContents contents) {
        this.calls = calls;
        this.contents = contents;
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
