package io.github.ecsmonitoring.exporter.host;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Short texts that the kernel writes again at each scrape (names of devices, keys, values of labels): the same bytes
 * give the same string, so that they cost no memory and maps know them by identity. Of those that differ each time the
 * older ones give way: never more than 4,096 are kept. For all threads: where two write to one place, one of two equal
 * strings is lost.
 */
public final class Names {
    private static final int LONGEST = 64;
    /** A text is looked for at the few places of its set. */
    private static final int PLACES = 4;

    private static final int SET_BITS = 10;
    /** Multiplied by it, hashes that differ in low bits differ in high ones. */
    private static final int SPREAD = 0x9E3779B9;

    private static final class Name {
        private final String text;
        private final byte[] bytes;
        private final int hash;

        Name(String text, byte[] bytes, int hash) {
            this.text = text;
            this.bytes = bytes;
            this.hash = hash;
        }
    }

    private static final Name[] KNOWN = new Name[PLACES << SET_BITS];

    private Names() {}

    /** The text of bytes {@code from} to {@code to}. */
    public static String of(byte[] bytes, int from, int to) {
        if (to <= from) {
            return "";
        }
        return to - from > LONGEST ? text(bytes, from, to) : find(bytes, from, to);
    }

    private static String find(byte[] bytes, int from, int to) {
        int hash = 0;
        int signs = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
            signs |= bytes[i];
        }
        if (signs < 0) {
            return text(bytes, from, to);
        }
        int set = (hash * SPREAD >>> (Integer.SIZE - SET_BITS)) * PLACES;
        for (int i = set; i < set + PLACES; i++) {
            Name known = KNOWN[i];
            if (known == null) {
                break;
            }
            if (known.hash == hash && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, to)) {
                return known.text;
            }
        }
        String text = text(bytes, from, to);
        System.arraycopy(KNOWN, set, KNOWN, set + 1, PLACES - 1);
        KNOWN[set] = new Name(text, Arrays.copyOfRange(bytes, from, to), hash);
        return text;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
