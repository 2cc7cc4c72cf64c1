package io.github.ecsmonitoring.exporter.collector;

import java.util.Arrays;

/** How often each of a few numbers was counted; no object a number. */
final class Tally {
    private long[] numbers = new long[16];
    private int[] counts = new int[16];
    private int size;

    void add(long number) {
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

    int of(long number) {
        int place = find(number);
        return place == size ? 0 : counts[place];
    }

    /** How many different numbers were counted. */
    int size() {
        return size;
    }

    /** The number that was counted as the {@code place}th, from 0 on. */
    long number(int place) {
        return numbers[place];
    }

    int count(int place) {
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
