package io.github.ecsmonitoring.exporter.emulator;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Faults and their probabilities. */
record Faults(String text, List<Fault> list) {
    static final String GRAMMAR =
            "STATUS:P (400 to 599), slow=DURATION:P, cut:P (half of the body), reset:P (no response), malformed:P, empty:P";

    /** Parses {@code 429:0.1,slow=3s:0.05}; the default probability is 1. */
    static Faults parse(String text) {
        String faults = text.strip();
        List<Fault> list = faults.isEmpty()
                ? List.of()
                : Arrays.stream(faults.split(",", -1)).map(Fault::parse).toList();
        double sum = list.stream().mapToDouble(Fault::probability).sum();
        // ten times 0.1 is slightly more than 1
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException(
                    "probabilities must not add up to more than 1, got " + sum + " from '" + faults + "'");
        }
        return new Faults(faults, list);
    }

    /** The fault of the next response. */
    Fault next(RandomGenerator random) {
        double at = random.nextDouble();
        for (Fault fault : list) {
            at -= fault.probability();
            if (at < 0) {
                return fault;
            }
        }
        return Fault.NONE;
    }
}
