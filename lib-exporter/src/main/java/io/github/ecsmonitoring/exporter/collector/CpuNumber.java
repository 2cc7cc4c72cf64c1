package io.github.ecsmonitoring.exporter.collector;

/** The text of a CPU's number, as the label {@code cpu} has it: the same string at each scrape. */
final class CpuNumber {
    /** More than any machine of EC2 has; texts of higher numbers are made each time. */
    private static final int KEPT = 2048;

    private static final String[] TEXTS = new String[KEPT];

    private CpuNumber() {}

    static String text(long cpu) {
        if (cpu < 0 || cpu >= KEPT) {
            return Long.toString(cpu);
        }
        String text = TEXTS[(int) cpu];
        if (text == null) {
            text = Long.toString(cpu);
            TEXTS[(int) cpu] = text;
        }
        return text;
    }
}
