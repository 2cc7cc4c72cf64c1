package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Text of a device's firmware as a label: what is not UTF-8 in it is shown as U+FFFD, once for a run of such bytes, as
 * in node_exporter.
 */
final class LabelValue {
    private static final char REPLACEMENT = '\ufffd';

    private LabelValue() {}

    /** A file's text without the blanks around it, or nothing if it can't be read. */
    static Optional<String> find(SysFolder folder, String file) {
        try {
            return Optional.of(
                    decode(Files.readAllBytes(folder.path().resolve(file))).strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static String decode(byte[] bytes) {
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        return decoded.indexOf(REPLACEMENT) < 0 ? decoded : replaceRuns(bytes);
    }

    private static String replaceRuns(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        int runEnd = -1;
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            if (in.position() != runEnd) {
                out.put(REPLACEMENT);
            }
            runEnd = in.position() + result.length();
            in.position(runEnd);
        }
        return out.flip().toString();
    }
}
