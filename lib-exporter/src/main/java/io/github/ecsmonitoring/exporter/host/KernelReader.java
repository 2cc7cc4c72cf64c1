package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.OpenFiles.Handle;
import io.github.ecsmonitoring.exporter.host.OpenFiles.Key;
import java.util.Arrays;

/** Reads files by {@link KernelCalls}; holds the bytes of the last one. */
final class KernelReader extends KernelCalls {
    /** The smallest page: nothing of sysfs that is shorter has a second part. */
    private static final int PAGE = 4096;

    private static final int SIZE = KernelMemory.SIZE;
    private static final int LARGEST_KEPT = 256 * 1024;
    private static final byte[] NONE = {};

    /** The beginning of a file for which the memory has no room. */
    private byte[] beginning = NONE;

    private int moved;
    private int filled;
    private Handle handle;

    KernelReader(KernelMemory memory, boolean lent) {
        super(memory, lent);
    }

    /** Reads the file's first {@code most} bytes; false if there is an {@link #error}. */
    boolean read(Key key, int most) {
        Handle kept = takeOpen(key);
        boolean good = kept != null && reread(kept, most);
        return good ? size() >= 0 : open(key, most);
    }

    /**
     * Whether a file that was open still is, and no other thread reads it: then it was read, or {@link #size} is less
     * than zero.
     */
    boolean readAgain(Handle open, int most) {
        return open.take() && reread(open, most);
    }

    /** The file that was read, if it is still open; else null. */
    Handle handle() {
        return handle;
    }

    /** The number of bytes; less than zero if there is an {@link #error}. */
    int size() {
        return filled < 0 ? filled : moved + filled;
    }

    /** All that was read. */
    byte[] bytes() {
        byte[] bytes = new byte[size()];
        copyTo(bytes, 0);
        return bytes;
    }

    /** Copies all that was read to where {@code at} says. */
    void copyTo(byte[] target, int at) {
        System.arraycopy(beginning, 0, target, at, moved);
        memory.copy(target, at + moved, filled);
    }

    /** Whether these bytes are what was read. */
    boolean hasRead(byte[] bytes) {
        return moved == 0 && filled == bytes.length && memory.holds(bytes);
    }

    /** Whether the file is still what its name says: it may have no value just now. */
    private boolean reread(Handle kept, int most) {
        boolean good = false;
        try {
            good = readAll(SystemCall.PREAD64, kept, most) || isAnswer();
            return good;
        } finally {
            // Else the device behind it has gone: there may be another of this name.
            giveOrForget(kept.key(), kept, good);
            handle = good ? kept : null;
        }
    }

    private boolean open(Key key, int most) {
        handle = null;
        filled = -1;
        int descriptor = openat(key.path(), 0);
        if (descriptor < 0) {
            return false;
        }
        long fileSystem = fileSystem(key, descriptor);
        boolean sysfs = OpenFiles.isSysfs(fileSystem);
        boolean procfs = OpenFiles.isProcfs(fileSystem);
        Handle opened = new Handle(descriptor, sysfs || procfs && key.path().startsWith("/proc/sys/"));
        boolean good = false;
        try {
            boolean read = readAll(SystemCall.READ, opened, most);
            good = read || isAnswer();
            return read;
        } finally {
            // Only the kernel's own stay the same under their names; any other may be replaced.
            handle = keepOrClose(key, opened, (sysfs || procfs) && good) ? opened : null;
        }
    }

    /**
     * With {@code READ} from where the file is, its beginning; with {@code PREAD64} from the beginning wherever it is.
     */
    private boolean readAll(SystemCall how, Handle file, int most) {
        moved = 0;
        filled = 0;
        while (true) {
            int room = Math.min(SIZE - filled, most - size());
            int read =
                    room == 0 ? 0 : (int) readCall(how, file.descriptor(), memory.address() + filled, room, size(), 0);
            if (read < 0) {
                filled = read;
                return false;
            }
            filled += read;
            if (read == 0 || file.whole() && moved == 0 && filled < PAGE) {
                return true;
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

    /** Gives back what only large files need. */
    void trim() {
        if (beginning.length > LARGEST_KEPT) {
            beginning = NONE;
        }
    }
}
