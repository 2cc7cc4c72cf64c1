package io.github.ecsmonitoring.exporter.collector.cpu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A list of CPUs as the kernel writes it: {@code 1,3-5} is 1, 3, 4 and 5.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cputopology.html">Kernel: CPU topology</a>
 */
final class CpuList {
    /** The largest NR_CPUS; text with a larger number is malformed. */
    private static final int MOST_CPUS = 8192;

    private record Range(int from, int to) {}

    static final CpuList NONE = new CpuList();

    private final List<Range> ranges = new ArrayList<>();

    private CpuList() {}

    /** {@code file} is the name in error messages. */
    static CpuList parse(String file, String text) throws IOException {
        CpuList list = new CpuList();
        try {
            for (String range : text.isEmpty() ? new String[0] : text.split(",", -1)) {
                int dash = range.indexOf('-');
                int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
                list.ranges.add(new Range(from, dash < 0 ? from : Integer.parseInt(range.substring(dash + 1))));
            }
        } catch (NumberFormatException e) {
            throw new IOException(file + ": expected a list of CPUs, got \"" + text + '"', e);
        }
        return list;
    }

    /**
     * The CPUs, in the order of the list.
     *
     * @throws IOException if a number is larger than that of any CPU
     */
    List<Integer> numbers() throws IOException {
        if (ranges.stream().anyMatch(range -> range.to >= MOST_CPUS)) {
            throw new IOException("expected CPUs below " + MOST_CPUS + ", got " + ranges);
        }
        return ranges.stream()
                .flatMap(range -> IntStream.rangeClosed(range.from, range.to).boxed())
                .toList();
    }

    /** Whether it contains a CPU; false for text that is not a number. */
    boolean contains(String cpu) {
        try {
            int number = Integer.parseInt(cpu);
            return ranges.stream().anyMatch(range -> range.from <= number && number <= range.to);
        } catch (NumberFormatException notACpu) {
            return false;
        }
    }
}
