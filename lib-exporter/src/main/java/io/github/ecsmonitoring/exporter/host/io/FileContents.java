package io.github.ecsmonitoring.exporter.host.io;

import java.util.Arrays;

/** Reads whole files and holds the content of the last one. For one thread. */
public final class FileContents {
    /** The smallest page: a file of sysfs that is shorter has no second part. */
    private static final int PAGE = 4096;

    private static final int SIZE = KernelMemory.SIZE;
    private static final int LARGEST_KEPT = 256 * 1024;
    private static final byte[] EMPTY = {};

    private final FileCalls calls;
    private final KernelMemory memory;
    /** The beginning of a file that does not fit into the memory. */
    private byte[] beginning = EMPTY;

    private int moved;
    private int filled;
    private FileHandle handle;

    /** Reads by these calls. */
    public FileContents(FileCalls calls) {
        this.calls = calls;
        this.memory = calls.memory;
    }

    /** Reads the first {@code most} bytes of a file. */
    public ReadResult read(FileKey key, int most) {
        FileHandle kept = calls.takeOpen(key);
        ReadResult result = kept == null ? ReadResult.FAILED : reread(kept, most);
        return isStillOpen(result) ? result : open(key, most);
    }

    /** Reads an open file again; FAILED if it has been closed, is gone or another thread reads it. */
    public ReadResult readAgain(FileHandle open, int most) {
        return calls.takeAgain(open) ? reread(open, most) : ReadResult.FAILED;
    }

    /** The file that was read, if it stays open; else null. */
    public FileHandle handle() {
        return handle;
    }

    /** The number of bytes that were read. */
    public int size() {
        return moved + filled;
    }

    /** Copies all that was read to an offset of the target. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(beginning, 0, target, at, moved);
        memory.copy(target, at + moved, filled);
    }

    /** Whether these bytes are all that was read. */
    public boolean equalTo(byte[] bytes) {
        return moved == 0 && filled == bytes.length && memory.holds(bytes);
    }

    /** Drops the array that only large files need. */
    public void trim() {
        if (beginning.length > LARGEST_KEPT) {
            beginning = EMPTY;
        }
    }

    /** Otherwise its device was removed, and another may have its name. */
    private static boolean isStillOpen(ReadResult result) {
        return result == ReadResult.READ || result == ReadResult.NO_VALUE;
    }

    private ReadResult reread(FileHandle kept, int most) {
        ReadResult result = ReadResult.FAILED;
        try {
            result = readAll(SystemCall.PREAD64, kept.descriptor(), kept.whole(), most);
            return result;
        } finally {
            boolean good = isStillOpen(result);
            calls.giveBack(kept, good);
            handle = good ? kept : null;
        }
    }

    private ReadResult open(FileKey key, int most) {
        handle = null;
        int descriptor = calls.openat(key.path(), 0);
        if (descriptor < 0) {
            return calls.result();
        }
        long fileSystem = calls.fileSystem(key, descriptor);
        boolean sysfs = FileSystemType.isSysfs(fileSystem);
        boolean procfs = FileSystemType.isProcfs(fileSystem);
        boolean whole = sysfs || procfs && key.path().startsWith("/proc/sys/");
        ReadResult result = ReadResult.FAILED;
        try {
            result = readAll(SystemCall.READ, descriptor, whole, most);
            return result;
        } finally {
            // on other file systems, another file may replace it
            handle = calls.keepOrClose(key, descriptor, whole, (sysfs || procfs) && isStillOpen(result));
        }
    }

    /** READ continues where the file is, at its beginning; PREAD64 reads from the beginning wherever it is. */
    private ReadResult readAll(SystemCall how, int descriptor, boolean whole, int most) {
        moved = 0;
        filled = 0;
        while (true) {
            int room = Math.min(SIZE - filled, most - size());
            int read =
                    room == 0 ? 0 : (int) calls.readCall(how, descriptor, memory.address() + filled, room, size(), 0);
            if (read < 0) {
                return calls.result();
            }
            filled += read;
            if (read == 0 || whole && moved == 0 && filled < PAGE) {
                return ReadResult.READ;
            }
            if (filled == SIZE) {
                makeRoom();
            }
        }
    }

    private void makeRoom() {
        if (beginning.length < moved + filled) {
            beginning = Arrays.copyOf(beginning, Math.max(moved + filled, 2 * beginning.length));
        }
        memory.copy(beginning, moved, filled);
        moved += filled;
        filled = 0;
    }
}
