package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A RAID array of {@code /proc/mdstat}.
 *
 * <pre>
 * md6 : active raid1 sdb2[2](F) sdc[1](S) sda2[0]
 *       195310144 blocks [2/1] [U_]
 *       [=>...................]  recovery =  8.5% (16775552/195310144) finish=17.0min speed=259783K/sec
 * </pre>
 *
 * @param state the file's word, or recovering, resyncing, checking or reshaping during that action
 * @param active disks in use
 * @param disks disks that the array consists of
 * @param blocks blocks of 1 KiB
 * @param synced blocks in sync; NaN if they cannot be read
 */
record MdArray(
        String name, String state, double active, double disks, int failed, int spare, double blocks, double synced) {
    private static final String[][] ACTIONS = {
        {"recovery", "recovering"}, {"reshape", "reshaping"}, {"check", "checking"}, {"resync", "resyncing"},
    };

    /** An array that cannot be read is left out. */
    static List<MdArray> parse(KernelText text) {
        List<MdArray> arrays = new ArrayList<>();
        Lines lines = null;
        while (text.nextLine()) {
            String line = text.line();
            if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
                addTo(arrays, lines, text);
                lines = isArray(line) ? first(text) : null;
            } else if (lines != null) {
                lines = next(lines, text);
            }
        }
        if (lines != null && !lines.ended) {
            text.omit(lines.incomplete(text));
        } else {
            addTo(arrays, lines, text);
        }
        return arrays;
    }

    private static void addTo(List<MdArray> arrays, Lines lines, KernelText text) {
        if (lines != null && lines.hasStatus) {
            arrays.add(lines.array());
        } else if (lines != null) {
            text.omit(lines.incomplete(text));
        }
    }

    /** Null if the line cannot be read. */
    private static Lines first(KernelText text) {
        try {
            return Lines.of(text);
        } catch (IOException e) {
            text.omit(e);
            return null;
        }
    }

    /** Null if the line cannot be read. */
    private static Lines next(Lines lines, KernelText text) {
        try {
            lines.add(text);
            return lines;
        } catch (IOException e) {
            text.omit(e);
            return null;
        }
    }

    private static boolean isArray(String line) {
        return !line.startsWith("unused") && !line.startsWith("Personalities :");
    }

    /** The lines of one array that were read so far. */
    private static final class Lines {
        private final String name;
        private final String first;
        private String state;
        private boolean hasStatus;
        /** Whether a blank line follows. */
        private boolean ended;

        private double[] disks;
        private double blocks;
        private double synced;

        private Lines(String name, String state, String first) {
            this.name = name;
            this.state = state;
            this.first = first;
        }

        static Lines of(KernelText text) throws IOException {
            if (text.fieldCount() < 3) {
                throw text.malformed("expected \"device : state\"");
            }
            String name = text.nextString();
            text.nextString();
            return new Lines(name, text.nextString(), text.line());
        }

        void add(KernelText text) throws IOException {
            if (text.line().isBlank()) {
                ended = hasStatus;
            } else if (hasStatus) {
                addAction(text);
            } else {
                blocks = text.nextUnsigned();
                synced = blocks;
                disks = disks(text, first);
                hasStatus = true;
            }
        }

        /** Any line may be the one of an action: a bitmap's or an unknown one may come before it. */
        private void addAction(KernelText text) {
            String line = text.line();
            for (String[] action : ACTIONS) {
                if (line.contains(action[0] + " =") || line.contains(action[0] + "=")) {
                    state = action[1];
                    synced = line.contains("PENDING") || line.contains("DELAYED") ? 0 : synced(text, line);
                    return;
                }
            }
        }

        MdArray array() {
            return new MdArray(
                    name, state, disks[0], disks[1], count(first, "(F)"), count(first, "(S)"), blocks, synced);
        }

        /** The file ends with another line. */
        IOException incomplete(KernelText text) {
            return text.malformed("expected another line of " + name + ", got the end of the file");
        }
    }

    /** Active disks and all disks: {@code [2/1] [U_]} in the second line, or the disks of the first. */
    private static double[] disks(KernelText text, String line) throws IOException {
        if (line.contains("raid0") || line.contains("linear")) {
            double all = count(line, "[");
            return new double[] {all, all};
        }
        if (line.contains("inactive")) {
            return new double[2];
        }
        String status = text.line();
        int middle = status.lastIndexOf("] [");
        int from = middle < 0 ? -1 : status.lastIndexOf('[', middle);
        int slash = from < 0 ? -1 : status.indexOf('/', from);
        if (slash < 0 || slash > middle) {
            throw text.malformed("expected \"[disks/active] [U_]\"");
        }
        return new double[] {
            number(text, status.substring(slash + 1, middle)), number(text, status.substring(from + 1, slash))
        };
    }

    /** The first number of {@code (16775552/195310144)}; NaN, and left out, if there is none. */
    private static double synced(KernelText text, String sync) {
        int from = sync.indexOf('(');
        int slash = sync.indexOf('/', from);
        try {
            if (from < 0 || slash < 0) {
                throw text.malformed("expected \"(blocks/blocks)\"");
            }
            return number(text, sync.substring(from + 1, slash));
        } catch (IOException e) {
            text.omit(e);
            return Double.NaN;
        }
    }

    private static double number(KernelText text, String digits) throws IOException {
        try {
            return KernelText.of("", digits).firstLine().nextUnsigned();
        } catch (IOException notANumber) {
            throw text.malformed("expected a whole number, got \"" + digits + '"');
        }
    }

    private static int count(String line, String part) {
        int count = 0;
        for (int at = line.indexOf(part); at >= 0; at = line.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }
}
