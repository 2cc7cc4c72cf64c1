import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Scrapes the runtime many times under a memory limit and compares its memory, threads and open files at the end with
 * those after the first thousand scrapes, during which the JVM compiles. The exit code is 1 if one of them has grown, a
 * scrape failed or the process was killed.
 *
 * <pre>java Soak.java RUNTIME CGROUP SCRAPES</pre>
 *
 * The cgroup must exist and have a limit. The runtime is copied by a process in it, since page cache is charged to the
 * cgroup that reads a file first.
 */
final class Soak {
    private static final int EARLY = 1000;
    private static final double MAX_GROWTH = 1.05;
    private static final int MAX_MORE = 2;
    private static final long MAX_STOP_SECONDS = 10;

    private record Figures(long rss, long anonymous, long threads, long files, long charged) {
        static Figures of(RunningExporter exporter, Path cgroup) throws Exception {
            return new Figures(
                    exporter.kib("Rss"),
                    exporter.kib("Anonymous"),
                    exporter.count("task"),
                    exporter.count("fd"),
                    number(cgroup, "memory.usage_in_bytes", "memory.current") / 1024);
        }

        @Override
        public String toString() {
            return "RSS " + rss + " KiB, anonymous " + anonymous + " KiB, threads " + threads + ", files " + files
                    + ", cgroup " + charged + " KiB";
        }
    }

    public static void main(String[] args) throws Exception {
        int scrapes = Integer.parseInt(args[2]);
        if (scrapes < 2 * EARLY) {
            throw new IllegalArgumentException("expected at least " + 2 * EARLY + " scrapes, got " + scrapes);
        }
        List<String> wrong = soak(Path.of(args[0]), Path.of(args[1]), scrapes);
        wrong.forEach(each -> System.out.println("FAILED: " + each));
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    private static List<String> soak(Path runtime, Path cgroup, int scrapes) throws Exception {
        Path folder = Files.createTempDirectory("soak");
        List<String> command = List.of(
                "sh",
                "-c",
                "echo $$ > \"$1/cgroup.procs\" && cp -a \"$2\" \"$3/runtime\" && shift 3 && exec \"$@\"",
                "sh",
                cgroup.toString(),
                runtime.toString(),
                folder.toString(),
                folder + "/runtime/bin/node-exporter");
        try (RunningExporter exporter = RunningExporter.start(command, "gzip", folder.resolve("log"))) {
            run(exporter, EARLY);
            Figures early = Figures.of(exporter, cgroup);
            System.out.println("after " + EARLY + " scrapes: " + early);
            run(exporter, scrapes - EARLY);
            Figures late = Figures.of(exporter, cgroup);
            System.out.println("after " + scrapes + " scrapes: " + late);
            long stop = exporter.stop();
            System.out.println("SIGTERM: exit code " + exporter.exitCode() + " after " + stop / 1_000_000 + " ms");
            return judge(early, late, exporter.exitCode(), stop);
        } catch (IOException e) {
            String events = Files.exists(cgroup.resolve("memory.events")) ? "memory.events" : "memory.oom_control";
            return List.of("a scrape failed: " + e.getMessage() + "; log: "
                    + Files.readString(folder.resolve("log")).strip() + "; " + events + ": "
                    + Files.readString(cgroup.resolve(events)).strip().replace('\n', ','));
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private static void run(RunningExporter exporter, int scrapes) throws Exception {
        for (int i = 0; i < scrapes; i++) {
            exporter.scrape();
        }
    }

    private static List<String> judge(Figures early, Figures late, int exitCode, long stop) {
        List<String> wrong = new ArrayList<>();
        if (late.rss > early.rss * MAX_GROWTH) {
            wrong.add("RSS grew by more than 5 %");
        }
        if (late.anonymous > early.anonymous * MAX_GROWTH) {
            wrong.add("anonymous memory grew by more than 5 %");
        }
        if (late.threads > early.threads + MAX_MORE || late.files > early.files + MAX_MORE) {
            wrong.add("threads or open files grew");
        }
        if (exitCode != 0 || stop > MAX_STOP_SECONDS * 1_000_000_000) {
            wrong.add("the exporter did not exit cleanly after SIGTERM");
        }
        return wrong;
    }

    /** Reads a file by its name in cgroup v1 or v2. */
    private static long number(Path cgroup, String one, String two) throws Exception {
        Path file = cgroup.resolve(one);
        return Long.parseLong(Files.readString(Files.exists(file) ? file : cgroup.resolve(two))
                .strip());
    }
}
