package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;

/** The size up to which files are read: a share of the heap that holds a file twice while it is read. */
final class KernelFileLimit {
    /** 3 MiB in the image. */
    static final int BYTES = (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 8);

    private KernelFileLimit() {}

    static IOException exceededBy(String file) {
        return new IOException(file + ": expected at most " + BYTES + " bytes, an eighth of the Java heap, got more");
    }
}
