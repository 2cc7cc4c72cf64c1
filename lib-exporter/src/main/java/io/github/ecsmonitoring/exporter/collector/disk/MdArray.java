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
 * @param synced blocks in sync
 */
record MdArray(
        String name, String state, double active, double disks, int failed, int spare, double blocks, double synced) {
    private static final String[][] ACTIONS = {
        {"recovery", "recovering"}, {"reshape", "reshaping"}, {"check", "checking"}, {"resync", "resyncing"},
    };

    static List<MdArray> parse(KernelText text) throws IOException {
        List<MdArray> arrays = new ArrayList<>();
        while (text.nextLine()) {
            String line = text.line();
            if (!line.isBlank()
                    && line.charAt(0) != ' '
                    && !line.startsWith("unused")
                    && !line.startsWith("Personalities :")) {
                arrays.add(parseArray(text, line));
            }
        }
        return arrays;
    }

    private static MdArray parseArray(KernelText text, String line) throws IOException {
        if (text.fieldCount() < 3) {
            throw text.malformed("expected \"device : state\"");
        }
        String name = text.nextString();
        text.nextString();
        String state = text.nextString();
        nextLine(text, name);
        double blocks = text.nextUnsigned();
        double[] disks = disks(text, line);
        String sync = syncLine(text, name);
        for (String[] action : ACTIONS) {
            if (sync.contains(action[0])) {
                double synced = sync.contains("PENDING") || sync.contains("DELAYED") ? 0 : synced(text, sync);
                return new MdArray(
                        name, action[1], disks[0], disks[1], count(line, "(F)"), count(line, "(S)"), blocks, synced);
            }
        }
        return new MdArray(name, state, disks[0], disks[1], count(line, "(F)"), count(line, "(S)"), blocks, blocks);
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

    /** The line of the current action, which may follow the bitmap's; empty if there is no action. */
    private static String syncLine(KernelText text, String name) throws IOException {
        nextLine(text, name);
        if (text.line().contains("bitmap")) {
            nextLine(text, name);
        }
        return text.line();
    }

    /** The first number of {@code (16775552/195310144)}. */
    private static double synced(KernelText text, String sync) throws IOException {
        int from = sync.indexOf('(');
        int slash = sync.indexOf('/', from);
        if (from < 0 || slash < 0) {
            throw text.malformed("expected \"(blocks/blocks)\"");
        }
        return number(text, sync.substring(from + 1, slash));
    }

    private static double number(KernelText text, String digits) throws IOException {
        try {
            return KernelText.of("", digits).firstLine().nextUnsigned();
        } catch (IOException notANumber) {
            throw text.malformed("expected a whole number, got \"" + digits + '"');
        }
    }

    private static void nextLine(KernelText text, String name) throws IOException {
        if (!text.nextLine()) {
            throw text.malformed("expected another line of " + name + ", got the end of the file");
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
