package io.github.ecsmonitoring.exporter.host;

import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What a thread reads the kernel's files with, and the arrays that the texts are in: kept and used again, so that to
 * read costs no garbage. Without one, all is made anew at each read.
 *
 * <pre>
 * try (ReadScope scope = ReadScope.open()) {
 *     collector.collect(out);
 *     scope.clear(); // from here on no text is looked at that the collector has read
 *     next.collect(out);
 * }
 * </pre>
 */
public final class ReadScope implements AutoCloseable {
    private static final int FIRST_ROOM = 64 * 1024;
    /** More than nearly all machines need: of the rest each scrape makes its own. */
    private static final int LARGEST_KEPT = 256 * 1024;

    private static final int MOST_KEPT = 4;

    private static final ThreadLocal<ReadScope> CURRENT = new ThreadLocal<>();
    private static final ConcurrentLinkedDeque<ReadScope> FREE = new ConcurrentLinkedDeque<>();

    private final KernelMemory memory = KernelMemory.take();
    private final KernelReader files = new KernelReader(memory, true);
    private final FolderReader folders = new FolderReader(memory, true);
    private byte[] room = new byte[FIRST_ROOM];
    private int used;

    private ReadScope() {}

    /** For the thread that calls, until it closes it; one at a time. */
    public static ReadScope open() {
        ReadScope free = FREE.poll();
        ReadScope scope = free == null ? new ReadScope() : free;
        CURRENT.set(scope);
        return scope;
    }

    /** What was read is not looked at any more: its memory serves what is read next. */
    public void clear() {
        used = 0;
    }

    @Override
    public void close() {
        CURRENT.remove();
        clear();
        files.trim();
        if (room.length > LARGEST_KEPT) {
            room = new byte[FIRST_ROOM];
        }
        // Of a crowd's, most are not needed again.
        if (FREE.size() < MOST_KEPT) {
            FREE.push(this);
        }
    }

    static KernelReader files() {
        ReadScope scope = CURRENT.get();
        return scope == null ? new KernelReader(KernelMemory.take(), false) : scope.files;
    }

    static FolderReader folders() {
        ReadScope scope = CURRENT.get();
        return scope == null ? new FolderReader(KernelMemory.take(), false) : scope.folders;
    }

    /** The text that {@code reader} has just read. */
    static KernelText text(Object name, KernelReader reader) {
        ReadScope scope = CURRENT.get();
        int size = reader.size();
        if (scope == null) {
            return new KernelText(name, reader.bytes(), 0, size);
        }
        int from = scope.take(size);
        reader.copyTo(scope.room, from);
        return new KernelText(name, scope.room, from, from + size);
    }

    /** Texts that are in the room that was too small keep it. */
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
