package io.github.ecsmonitoring.exporter.host;

import java.util.Arrays;

/** Counts how often each of a few numbers occurs, without an object for each number. */
public final class NumberCounts {
    private long[] numbers = new long[16];
    private int[] counts = new int[16];
    private int size;

    /** Counts a number. */
    public void add(long number) {
        int place = find(number);
        if (place == size) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
            }
            numbers[place] = number;
            counts[place] = 0;
            size++;
        }
        counts[place]++;
    }

    /** How often a number was counted. */
    public int of(long number) {
        int place = find(number);
        return place == size ? 0 : counts[place];
    }

    /** How many different numbers were counted. */
    public int size() {
        return size;
    }

    /** The different number at a place, in the order in which they first occurred. */
    public long number(int place) {
        return numbers[place];
    }

    /** How often the number at a place was counted. */
    public int count(int place) {
        return counts[place];
    }

    private int find(long number) {
        int place = 0;
        while (place < size && numbers[place] != number) {
            place++;
        }
        return place;
    }
}
