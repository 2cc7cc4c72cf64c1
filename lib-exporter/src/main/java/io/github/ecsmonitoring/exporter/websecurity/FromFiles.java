package io.github.ecsmonitoring.exporter.websecurity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read from files, and is read anew when one of them has changed. A look costs a stat(2) for each file. What
 * can't be read fails each time until the file is mended: no old value lives on, as in the toolkit.
 */
final class FromFiles<T> {
    /**
     * A file that changed so shortly ago may change again within the clock tick of its file system; one of the future
     * changes in another.
     */
    private static final long UNSETTLED_MILLISECONDS = 1000;

    /** Reads the files. */
    @FunctionalInterface
    interface Reader<T> {
        T read() throws IOException;
    }

    private record Stamp(FileTime modified, long size, Object inode) {
        /** Null if there is none: the reader will say so, in its words. */
        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return null;
            }
        }
    }

    private final List<Path> files;
    private final Reader<T> reader;
    private List<Stamp> stamps;
    private T value;

    FromFiles(List<Path> files, Reader<T> reader) {
        this.files = files;
        this.reader = reader;
    }

    synchronized T get() throws IOException {
        long now = System.currentTimeMillis();
        List<Stamp> current = new ArrayList<>();
        boolean settled = true;
        for (Path file : files) {
            Stamp stamp = Stamp.of(file);
            settled &= stamp != null && Math.abs(now - stamp.modified.toMillis()) > UNSETTLED_MILLISECONDS;
            current.add(stamp);
        }
        if (value == null || !current.equals(stamps)) {
            value = null;
            value = reader.read();
            stamps = settled ? current : null;
        }
        return value;
    }
}
