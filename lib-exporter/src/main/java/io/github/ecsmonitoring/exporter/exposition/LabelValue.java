package io.github.ecsmonitoring.exporter.exposition;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text of a device's firmware as a label value: bytes that are not UTF-8 are shown as U+FFFD, once for a run of them,
 * as in node_exporter.
 */
public final class LabelValue {
    private static final char REPLACEMENT = '\ufffd';

    private LabelValue() {}

    /** The bytes as text. */
    public static String decode(byte[] bytes) {
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        return decoded.indexOf(REPLACEMENT) < 0 ? decoded : replaceRuns(bytes);
    }

    /** The text with one U+FFFD for a run of lone surrogates, which stand for bytes that are not UTF-8. */
    static String withoutLoneSurrogates(String text) {
        if (text.codePoints().noneMatch(LabelValue::isSurrogate)) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        int last = 0;
        for (int c : text.codePoints().toArray()) {
            if (!isSurrogate(c)) {
                replaced.appendCodePoint(c);
            } else if (!isSurrogate(last)) {
                replaced.append(REPLACEMENT);
            }
            last = c;
        }
        return replaced.toString();
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
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
