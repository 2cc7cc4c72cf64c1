package io.github.ecsmonitoring.exporter.names;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Paths with any characters in any locale. {@link Path#of(String, String...)} throws an exception for characters that
 * the locale's charset does not have, and {@link Path#toString()} replaces them; a URI keeps the bytes.
 */
public final class FilePaths {
    /** Stands before a relative path, since a URI of a file is absolute. */
    private static final String WORKING_FOLDER = "/proc/self/cwd/";

    private FilePaths() {}

    /**
     * The path with this text.
     *
     * @throws java.nio.file.InvalidPathException if the text contains the character NUL
     */
    public static Path of(String text) {
        if (RawText.isAscii(text) || text.indexOf('\0') >= 0) {
            return Path.of(text);
        }
        return Path.of(URI.create("file://" + escape(text.startsWith("/") ? text : WORKING_FOLDER + text)));
    }

    /** The text that {@link #of} makes this path from. */
    public static String text(Path path) {
        String text = path.toString();
        if (RawText.isAscii(text)) {
            return text;
        }
        String absolute = rawText(path);
        return absolute.startsWith(WORKING_FOLDER) ? absolute.substring(WORKING_FOLDER.length()) : absolute;
    }

    /** The text of the last name of a path. */
    public static String name(Path path) {
        String name = path.getFileName().toString();
        if (RawText.isAscii(name)) {
            return name;
        }
        String text = rawText(path);
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static String escape(String path) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : RawText.encode(path)) {
            escaped.append(b == '/' ? "/" : String.format("%%%02X", b));
        }
        return escaped.toString();
    }

    /** The URI of a folder ends with a slash. */
    private static String rawText(Path path) {
        byte[] escaped = path.toUri().getRawPath().getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length; i++) {
            boolean percent = escaped[i] == '%';
            bytes.write(percent ? hexadecimal(escaped[i + 1]) << 4 | hexadecimal(escaped[i + 2]) : escaped[i]);
            i += percent ? 2 : 0;
        }
        String text = RawText.decode(bytes.toByteArray());
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static int hexadecimal(byte digit) {
        return Character.digit(digit, 16);
    }
}
