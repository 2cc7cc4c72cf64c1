package io.github.ecsmonitoring.exporter.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a tar file in the POSIX format. All entries belong to root and have the same time, so that the output is
 * reproducible.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06">POSIX: ustar
 *     interchange format</a>
 */
final class TarFile implements Closeable {
    private static final int BLOCK = 512;
    private static final int MAX_NAME_BYTES = 100;

    private final OutputStream out;
    private final Instant time;

    TarFile(OutputStream out, Instant time) {
        this.out = out;
        this.time = time;
    }

    /** Adds all files below the folder, sorted by name. */
    void addAll(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths = all.filter(each -> !each.equals(folder)).sorted().toList();
        }
        for (Path path : paths) {
            String name = folder.relativize(path).toString();
            if (Files.isSymbolicLink(path)) {
                header(name, 0777, 0, '2', Files.readSymbolicLink(path).toString());
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                header(name + "/", 0755, 0, '5', "");
            } else {
                add(name, path, Files.isExecutable(path) ? 0755 : 0644);
            }
        }
    }

    void add(String name, Path file, int mode) throws IOException {
        long size = Files.size(file);
        header(name, mode, size, '0', "");
        Files.copy(file, out);
        pad(size);
    }

    void add(String name, byte[] content) throws IOException {
        header(name, 0644, content.length, '0', "");
        out.write(content);
        pad(content.length);
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }

    private void header(String name, int mode, long size, char type, String link) throws IOException {
        byte[] header = new byte[BLOCK];
        put(header, 0, MAX_NAME_BYTES, name);
        put(header, 100, 8, octal(mode, 7));
        put(header, 108, 8, octal(0, 7));
        put(header, 116, 8, octal(0, 7));
        put(header, 124, 12, octal(size, 11));
        put(header, 136, 12, octal(time.getEpochSecond(), 11));
        put(header, 148, 8, "        ");
        header[156] = (byte) type;
        put(header, 157, MAX_NAME_BYTES, link);
        put(header, 257, 8, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, 8, octal(sum, 6) + "\0 ");
        out.write(header);
    }

    private static String octal(long number, int digits) {
        String text = Long.toOctalString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private static void put(byte[] header, int offset, int length, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > length) {
            throw new IOException("expected a name of at most " + length + " bytes in a tar file, got \"" + text + '"');
        }
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (-size & BLOCK - 1)]);
    }
}
