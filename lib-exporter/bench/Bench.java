import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the exporter with node_exporter by running both in turn on one machine, with their default collectors and
 * {@code --web.disable-exporter-metrics}. Prints a table of medians, followed by the figures of each run. Two scrapes
 * per second are measured twice: after the start, while the JVM still compiles, and after thousands of scrapes.
 *
 * <pre>java Bench.java [--runs=3] [--slow=60] [--hot=2000] [--encoding=gzip] NAME=COMMAND NAME=COMMAND...</pre>
 *
 * With two commands, the table includes their ratio. Commands are split at spaces.
 */
final class Bench {
    private static final long BETWEEN_SLOW_MILLIS = 500;
    private static final List<String> FIGURES = List.of(
            "CPU to the first page, ms",
            "wall to the first page, ms",
            "CPU per scrape at 2/s from the start, ms",
            "PSS after that, MiB",
            "anonymous part of it, MiB",
            "CPU per scrape back to back, ms",
            "p50 back to back, ms",
            "p99 back to back, ms",
            "PSS after that, MiB",
            "CPU per scrape at 2/s after that, ms",
            "p50 at 2/s, ms");

    private int runs = 3;
    private int slow = 60;
    private int hot = 2000;
    private String encoding = "gzip";
    private final Map<String, List<String>> commands = new LinkedHashMap<>();
    private final Map<String, List<double[]>> results = new LinkedHashMap<>();

    public static void main(String[] args) throws Exception {
        Bench bench = new Bench();
        for (String arg : args) {
            bench.accept(arg);
        }
        bench.measure();
        bench.print();
    }

    private void accept(String arg) {
        String value = arg.substring(arg.indexOf('=') + 1);
        switch (arg.substring(0, arg.length() - value.length())) {
            case "--runs=" -> runs = Integer.parseInt(value);
            case "--slow=" -> slow = Integer.parseInt(value);
            case "--hot=" -> hot = Integer.parseInt(value);
            case "--encoding=" -> encoding = value;
            default -> {
                List<String> command = new ArrayList<>(Arrays.asList(value.split(" ")));
                command.add("--web.disable-exporter-metrics");
                commands.put(arg.substring(0, arg.indexOf('=')), command);
            }
        }
    }

    private void measure() throws Exception {
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, List<String>> each : commands.entrySet()) {
                double[] figures = once(each.getValue());
                results.computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                        .add(figures);
                System.err.println("run " + (run + 1) + " " + each.getKey() + " " + Arrays.toString(figures));
            }
        }
    }

    private double[] once(List<String> command) throws Exception {
        Path log = Files.createTempFile("bench", ".log");
        long begin = System.nanoTime();
        try (RunningExporter exporter = RunningExporter.start(command, encoding, log)) {
            double wall = millis(System.nanoTime() - begin);
            long first = exporter.cpuNanos();
            scrapes(exporter, slow, BETWEEN_SLOW_MILLIS);
            long afterSlow = exporter.cpuNanos();
            double pss = exporter.kib("Pss") / 1024.0;
            double anonymous = exporter.kib("Pss_Anon") / 1024.0;
            scrapes(exporter, hot / 2, 0);
            long beforeHot = exporter.cpuNanos();
            long[] hotTimes = scrapes(exporter, hot, 0);
            long afterHot = exporter.cpuNanos();
            double pssHot = exporter.kib("Pss") / 1024.0;
            long[] slowTimes = scrapes(exporter, slow, BETWEEN_SLOW_MILLIS);
            long end = exporter.cpuNanos();
            return new double[] {
                millis(first),
                wall,
                millis(afterSlow - first) / slow,
                pss,
                anonymous,
                millis(afterHot - beforeHot) / hot,
                millis(hotTimes[hot / 2]),
                millis(hotTimes[hot * 99 / 100]),
                pssHot,
                millis(end - afterHot) / slow,
                millis(slowTimes[slow / 2])
            };
        } finally {
            Files.delete(log);
        }
    }

    private static long[] scrapes(RunningExporter exporter, int count, long pause)
            throws IOException, InterruptedException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            nanos[i] = exporter.scrape();
            Thread.sleep(pause);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private void print() {
        List<String> names = List.copyOf(commands.keySet());
        boolean two = names.size() == 2;
        System.out.println("| median of " + runs + " | " + String.join(" | ", names) + (two ? " | ratio |" : " |"));
        System.out.println("|---|" + "---|".repeat(names.size() + (two ? 1 : 0)));
        for (int i = 0; i < FIGURES.size(); i++) {
            StringBuilder line = new StringBuilder("| " + FIGURES.get(i));
            for (String name : names) {
                line.append(" | ").append(text(median(name, i)));
            }
            System.out.println(line.append(
                    two ? " | " + text(median(names.get(0), i) / median(names.get(1), i)) + " |" : " |"));
        }
        System.out.println("\nEach run, figures in the order of the table:");
        results.forEach((name, all) -> all.forEach(run -> System.out.println("    " + name + "  "
                + String.join("  ", Arrays.stream(run).mapToObj(Bench::text).toList()))));
    }

    private double median(String name, int figure) {
        double[] sorted = results.get(name).stream()
                .mapToDouble(run -> run[figure])
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number);
    }
}
