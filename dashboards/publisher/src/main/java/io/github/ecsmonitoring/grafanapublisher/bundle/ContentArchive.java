package io.github.ecsmonitoring.grafanapublisher.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks a zip in memory. Its sizes are bounded, since the function has little of it. */
final class ContentArchive {
    static final int MAX_ENTRIES = 2100;
    static final int MAX_FILE = 5_000_000;
    static final int MAX_TOTAL = 25_000_000;

    private ContentArchive() {}

    /** The files by their paths, such as {@code dashboards/ecs-task.json}. */
    static Map<String, byte[]> unpack(byte[] zip) {
        Map<String, byte[]> files = new TreeMap<>();
        int total = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                String path = checked(entry.getName());
                byte[] content = in.readNBytes(MAX_FILE + 1);
                total += content.length;
                require(content.length <= MAX_FILE, path + " of the asset must have at most " + MAX_FILE + " bytes");
                require(total <= MAX_TOTAL, "files of the asset must have at most " + MAX_TOTAL + " bytes together");
                require(files.put(path, content) == null, path + " is in the asset twice");
                require(files.size() <= MAX_ENTRIES, "the asset must have at most " + MAX_ENTRIES + " files");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BadContentException("the asset must be a zip: " + e.getMessage());
        }
        require(
                !files.isEmpty(),
                "the asset must be a zip with content.json, got " + zip.length + " bytes without files");
        return files;
    }

    private static String checked(String path) {
        boolean leaves = path.startsWith("/")
                || path.contains("\\")
                || path.contains(":")
                || ("/" + path + "/").contains("/../");
        require(!leaves, "paths in the asset must be relative and stay inside of it, got \"" + path + "\"");
        return path;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new BadContentException(message);
        }
    }
}
