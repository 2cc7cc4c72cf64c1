package io.github.ecsmonitoring.exporter.websecurity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A value that is read from files, and read again after one of them has changed, at the cost of a stat(2) per file.
 * After a failed read there is no value until the file is fixed, as in exporter-toolkit.
 */
final class FileCache<T> {
    /** A file modified more recently may change again within the same tick of its file system's clock. */
    private static final long UNSETTLED_MILLISECONDS = 1000;

    /** Reads the files. */
    @FunctionalInterface
    interface Reader<T> {
        T read() throws IOException;
    }

    private record Stamp(FileTime modified, long size, Object inode) {
        /** Null if the file does not exist, which the reader reports. */
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

    FileCache(List<Path> files, Reader<T> reader) {
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
