package io.github.ecsmonitoring.exporter.host.io;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where a system call leaves its error; for one thread, and for any number of calls. */
final class CallState {
    private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
    private static final int ERRNO = (int) LAYOUT.byteOffset(PathElement.groupElement("errno"));

    final MemorySegment memory;
    private final ByteBuffer bytes;

    CallState(Arena arena) {
        memory = arena.allocate(LAYOUT);
        bytes = memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    int errno() {
        return bytes.getInt(ERRNO);
    }
}
