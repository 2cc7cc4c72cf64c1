package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.host.io.FileCalls;
import io.github.ecsmonitoring.exporter.host.io.FileContents;
import io.github.ecsmonitoring.exporter.host.io.FileKey;
import io.github.ecsmonitoring.exporter.host.io.KernelCalls;
import io.github.ecsmonitoring.exporter.host.io.KernelFiles;
import io.github.ecsmonitoring.exporter.host.io.ReadResult;
import io.github.ecsmonitoring.exporter.host.io.StringCache;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the files of the monitored machine, for one thread. Its memory is reused, so that a scrape allocates next to
 * nothing: the texts that it returns are valid until {@link #releaseTexts}, which is called after each collector.
 */
public final class HostReader implements AutoCloseable {
    private static final int FIRST_ROOM = 64 * 1024;
    /** More than nearly all machines need. */
    private static final int LARGEST_ROOM_KEPT = 256 * 1024;
    /** 4,096 strings. */
    private static final int STRING_SET_BITS = 10;

    private final HostPaths paths;
    private final KernelCalls calls;
    private final Consumer<HostReader> giveBack;
    private final SysFolderContext folders;
    private final FileContents contents;
    private final StringCache strings = new StringCache(STRING_SET_BITS);
    /** By their paths below sysfs. */
    private final Map<String, SysFolder> sysfs = new HashMap<>();

    /** By their paths below procfs. */
    private final Map<String, SysFolder> procfs = new HashMap<>();

    private final Map<Integer, Netlink> netlink = new HashMap<>();
    private final Omissions omissions = new Omissions();
    private byte[] room = new byte[FIRST_ROOM];
    private int used;
    private boolean discarded;

    HostReader(HostPaths paths, KernelFiles files, Consumer<HostReader> giveBack) {
        this.paths = paths;
        this.calls = files.calls();
        this.giveBack = giveBack;
        FileCalls fileCalls = files.newFileCalls();
        this.contents = new FileContents(fileCalls);
        this.folders = new SysFolderContext(fileCalls, contents, omissions);
    }

    /** Where the files are. */
    public HostPaths paths() {
        return paths;
    }

    /** statfs(2), uname(2) and adjtimex(2). */
    public KernelCalls calls() {
        return calls;
    }

    /**
     * The text of a file below procfs.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws java.nio.file.AccessDeniedException if this process may not open it
     * @throws ErrnoException for any other error of the kernel
     * @throws IOException if the file is larger than an eighth of the heap
     */
    public KernelText proc(String file) throws IOException {
        return text(new FileKey(paths.procfsOf(file), 0, file));
    }

    /** As {@link #proc}; empty if there is no such file. */
    public Optional<KernelText> procIfPresent(String file) throws IOException {
        return textIfPresent(new FileKey(paths.procfsOf(file), 0, file));
    }

    /** The text of a file; errors as those of {@link #proc}. */
    public KernelText text(String file) throws IOException {
        return text(FileKey.of(file));
    }

    /** As {@link #text}; empty if there is no such file or its device was removed. */
    public Optional<KernelText> textIfPresent(String file) throws IOException {
        return textIfPresent(FileKey.of(file));
    }

    /** A folder below sysfs, which may not exist; the same object each time. */
    public SysFolder sys(String folder) {
        SysFolder kept = sysfs.get(folder);
        if (kept == null) {
            kept = new SysFolder(folders, HostPaths.join(paths.sysfs(), folder), 0, true);
            sysfs.put(folder, kept);
        }
        return kept;
    }

    /** A folder below procfs with files of one value, which may not exist; the same object each time. */
    public SysFolder procFolder(String folder) {
        SysFolder kept = procfs.get(folder);
        if (kept == null) {
            kept = new SysFolder(folders, HostPaths.join(paths.procfsOf(folder), folder), 0, true);
            procfs.put(folder, kept);
        }
        return kept;
    }

    /** A folder with files of one value, which may not exist; a new object each time. */
    public SysFolder folder(String folder) {
        return new SysFolder(folders, folder, 0, false);
    }

    /**
     * A socket of a netlink protocol, which the reader keeps open.
     *
     * @param protocol such as {@link Netlink#ROUTE}
     */
    public Netlink netlink(int protocol) throws IOException {
        Netlink kept = netlink.get(protocol);
        if (kept == null || kept.hasFailed()) {
            Netlink opened = Netlink.open(protocol, strings);
            if (kept != null) {
                kept.close();
            }
            netlink.put(protocol, opened);
            return opened;
        }
        return kept;
    }

    /** A part of what a collector reads. */
    @FunctionalInterface
    public interface Part {
        /** Reads it and sends its samples. */
        void collect() throws IOException;
    }

    /** Runs a part of a collector. One that fails is left out, and the parts after it are read all the same. */
    public void attempt(Part part) {
        try {
            part.collect();
        } catch (IOException e) {
            omit(e);
        }
    }

    /** Reports that a part of what a collector reads is left out. */
    public void omit(IOException error) {
        omissions.add(error);
    }

    /** The first error of what was left out since the last call. */
    public Optional<IOException> takeOmission() {
        return omissions.take();
    }

    /** Reuses the memory of all texts that were read. */
    public void releaseTexts() {
        used = 0;
    }

    /** Lets {@link #close} drop what this reader keeps, since memory has run out. */
    public void discard() {
        discarded = true;
    }

    @Override
    public void close() {
        if (discarded) {
            dispose();
            return;
        }
        try {
            releaseTexts();
            omissions.take();
            contents.trim();
            netlink.values().forEach(Netlink::trim);
            if (room.length > LARGEST_ROOM_KEPT) {
                room = new byte[FIRST_ROOM];
            }
        } finally {
            giveBack.accept(this);
        }
    }

    /** Closes the sockets of a reader that is not used again. */
    void dispose() {
        netlink.values().forEach(Netlink::close);
        netlink.clear();
    }

    private KernelText text(FileKey file) throws IOException {
        if (contents.read(file, KernelFileLimit.BYTES + 1) != ReadResult.READ) {
            throw folders.calls.error(file.path());
        }
        return content(file);
    }

    private Optional<KernelText> textIfPresent(FileKey file) throws IOException {
        return switch (contents.read(file, KernelFileLimit.BYTES + 1)) {
            case READ -> Optional.of(content(file));
            case ABSENT -> Optional.empty();
            default -> {
                if (folders.calls.errno() == ErrnoException.NO_SUCH_DEVICE) {
                    yield Optional.empty();
                }
                throw folders.calls.error(file.path());
            }
        };
    }

    /** The text that was just read. */
    private KernelText content(FileKey file) throws IOException {
        int size = contents.size();
        if (size > KernelFileLimit.BYTES) {
            throw KernelFileLimit.exceededBy(file.path());
        }
        int from = take(size);
        contents.copyTo(room, from);
        return new KernelText(file, room, from, from + size, strings, omissions);
    }

    /** Texts that are in an array that has become too small keep it. */
    private int take(int size) {
        if (room.length - used < size) {
            room = new byte[Math.max(2 * room.length, size)];
            used = 0;
        }
        int from = used;
        used += size;
        return from;
    }
}
