package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The seconds of each CPU by column of {@code /proc/stat}, kept from decreasing: some of the kernel's counters, above
 * all idle and iowait, occasionally fall slightly. A number that cannot be read is NaN.
 */
final class CpuTimes {
    private static final int COLUMNS = 10;
    private static final int IDLE = 3;
    private static final double TICKS_PER_SECOND = 100;
    /** Idle time that falls by this many seconds means that the CPU was removed and added again. */
    private static final double JUMP_BACK_SECONDS = 3;

    /** A CPU, with as many columns as this kernel writes. */
    static final class Cpu {
        final int number;
        double[] seconds = {};

        private Cpu(int number) {
            this.number = number;
        }
    }

    /** In the order of the file. */
    private final List<Cpu> cpus = new ArrayList<>();

    private final double[] line = new double[COLUMNS];
    /** The number of CPUs that were read so far. */
    private int placed;

    /** The CPUs that were read last. */
    List<Cpu> cpus() {
        return cpus;
    }

    /** Reads the lines of the CPUs one by one. A line or a number that cannot be read is left out. */
    void read(KernelText text) throws IOException {
        placed = 0;
        text.eachLine(() -> {
            if (text.nextField() && text.fieldStartsWith("cpu") && !text.fieldIs("cpu")) {
                int number = text.fieldAsInt("cpu".length());
                int columns = readLine(text);
                raise(cpu(placed++, number), columns);
            }
        });
        if (placed == 0) {
            throw text.without("a line of a CPU");
        }
        removeFrom(placed, cpus.size());
    }

    private int readLine(KernelText text) throws IOException {
        int columns = Math.min(text.fieldCount() - 1, COLUMNS);
        if (columns <= IDLE) {
            throw text.malformed("expected user, nice, system and idle time");
        }
        for (int i = 0; i < columns; i++) {
            line[i] = text.nextUnsignedOrNaN() / TICKS_PER_SECOND;
        }
        return columns;
    }

    /** The CPU of this number; drops those from {@code place} up to it, which are no longer in the file. */
    private Cpu cpu(int place, int number) {
        for (int i = place; i < cpus.size(); i++) {
            if (cpus.get(i).number == number) {
                removeFrom(place, i);
                return cpus.get(place);
            }
        }
        cpus.add(place, new Cpu(number));
        return cpus.get(place);
    }

    private void removeFrom(int from, int to) {
        if (from < to) {
            cpus.subList(from, to).clear();
        }
    }

    private void raise(Cpu cpu, int columns) {
        double[] before = cpu.seconds;
        if (before.length != columns || before[IDLE] - line[IDLE] >= JUMP_BACK_SECONDS) {
            cpu.seconds = Arrays.copyOf(line, columns);
            return;
        }
        for (int i = 0; i < columns; i++) {
            // Unlike Math.max, this replaces NaN by the next number.
            before[i] = line[i] < before[i] ? before[i] : line[i];
        }
    }
}
