package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.OpenFiles.Handle;
import io.github.ecsmonitoring.exporter.host.OpenFiles.Key;
import java.util.Arrays;

/** Reads files by {@link KernelCalls}. */
final class KernelReader extends KernelCalls {
    /** The smallest page: nothing of sysfs that is shorter has a second part. */
    private static final int PAGE = 4096;
    private static final int SIZE = KernelMemory.SIZE;

    /** The file's first {@code most} bytes; null if there is an {@link #error}. */
    byte[] read(Key key, int most) {
        Handle kept = takeOpen(key);
        if (kept == null) {
            return open(key, most);
        }
        boolean good = false;
        try {
            byte[] bytes = readAll(SystemCall.PREAD64, kept, most);
            good = bytes != null || isAnswer();
            if (good) {
                return bytes;
            }
        } finally {
            giveOrForget(key, kept, good);
        }
        // The device behind it has gone: there may be another of this name.
        return open(key, most);
    }

    private byte[] open(Key key, int most) {
        int descriptor = openat(key.path(), 0);
        if (descriptor < 0) {
            return null;
        }
        long fileSystem = fileSystem(key, descriptor);
        boolean sysfs = OpenFiles.isSysfs(fileSystem);
        boolean procfs = OpenFiles.isProcfs(fileSystem);
        Handle handle = new Handle(descriptor, sysfs || procfs && key.path().startsWith("/proc/sys/"));
        boolean good = false;
        try {
            byte[] bytes = readAll(SystemCall.READ, handle, most);
            good = bytes != null || isAnswer();
            return bytes;
        } finally {
            // Only the kernel's own stay the same under their names; any other may be replaced.
            keepOrClose(key, handle, (sysfs || procfs) && good);
        }
    }

    /** With {@code READ} from where the file is, its beginning; with {@code PREAD64} from the beginning wherever it is. */
    private byte[] readAll(SystemCall how, Handle file, int most) {
        byte[] bytes = new byte[0];
        int size = 0;
        int filled = 0;
        while (true) {
            int room = Math.min(SIZE - filled, most - size - filled);
            int read = room == 0 ? 0 : (int) call(how, file.descriptor(), memory.address() + filled, room, size + filled, 0);
            if (read < 0) {
                return null;
            }
            filled += read;
            boolean last = read == 0 || file.whole() && size == 0 && filled < PAGE;
            if (last || filled == SIZE) {
                bytes = append(bytes, size, filled);
                size += filled;
                filled = 0;
            }
            if (last) {
                return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
            }
        }
    }

    private byte[] append(byte[] bytes, int size, int filled) {
        byte[] all = size + filled <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(size + filled, 2 * size));
        memory.copy(all, size, filled);
        return all;
    }
}
