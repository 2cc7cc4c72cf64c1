package io.github.ecsmonitoring.exporter.host.io;

import io.github.ecsmonitoring.exporter.names.RawText;
import java.util.Arrays;

/**
 * Strings of short texts that the kernel writes again at each scrape (names of devices, keys, values of labels): the
 * same bytes give the same string, so that they allocate nothing and maps compare them by identity. Older strings are
 * evicted by newer ones. For one thread.
 */
public final class StringCache {
    private static final int LONGEST = 64;
    /** The places of one set, in which a text is looked up. */
    private static final int PLACES = 4;
    /** Multiplied by it, hashes that differ in low bits differ in high ones. */
    private static final int SPREAD = 0x9E3779B9;

    private static final class Entry {
        private final String text;
        private final byte[] bytes;
        private final int hash;

        Entry(String text, byte[] bytes, int hash) {
            this.text = text;
            this.bytes = bytes;
            this.hash = hash;
        }
    }

    private final Entry[] entries;
    private final int shift;

    /** A cache of four strings in each of 2^{@code setBits} sets; at least of one set. */
    public StringCache(int setBits) {
        entries = new Entry[PLACES << setBits];
        shift = Integer.SIZE - setBits;
    }

    /** The {@link RawText} of bytes {@code from} to {@code to}; empty if there are none. */
    public String get(byte[] bytes, int from, int to) {
        if (to <= from) {
            return "";
        }
        return to - from > LONGEST ? RawText.decode(bytes, from, to) : find(bytes, from, to);
    }

    private String find(byte[] bytes, int from, int to) {
        int hash = 0;
        int signs = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
            signs |= bytes[i];
        }
        if (signs < 0) {
            return RawText.decode(bytes, from, to); // not ASCII
        }
        int set = (int) ((hash * SPREAD & 0xFFFFFFFFL) >>> shift) * PLACES;
        for (int i = set; i < set + PLACES; i++) {
            Entry entry = entries[i];
            if (entry == null) {
                break;
            }
            if (entry.hash == hash && Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, from, to)) {
                return entry.text;
            }
        }
        String text = RawText.decode(bytes, from, to);
        System.arraycopy(entries, set, entries, set + 1, PLACES - 1);
        entries[set] = new Entry(text, Arrays.copyOfRange(bytes, from, to), hash);
        return text;
    }
}
