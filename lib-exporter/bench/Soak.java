import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Scrapes the runtime many times under a memory limit and compares its memory, threads and open files at the end with
 * those after the first thousand scrapes, during which the JVM compiles. Several clients scrape at the same time, in
 * two bursts of half of the scrapes, and the figures are taken ten seconds after each. The exit code is 1 if one of the
 * figures has grown, a scrape failed or the process was killed.
 *
 * <pre>java Soak.java RUNTIME CGROUP SCRAPES CLIENTS [WEB_CONFIG]</pre>
 *
 * The cgroup must exist and have a limit. The runtime is copied by a process in it, since page cache is charged to the
 * cgroup that reads a file first. With the file of {@code --web.config.file}, the clients use TLS and trust any
 * certificate, and {@value #SLOW_READERS} more clients read their pages slowly.
 */
final class Soak {
    private static final int EARLY = 1000;
    private static final double MAX_GROWTH = 1.05;
    private static final int MAX_MORE = 2;
    private static final long MAX_STOP_SECONDS = 2;
    private static final int SECONDS_TO_RECOVER = 10;
    private static final int SLOW_READERS = 16;

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
        boolean tls = args.length > 4;
        if (tls) {
            trustAll();
        }
        List<String> web = tls ? List.of("--web.config.file=" + args[4]) : List.of();
        List<String> wrong = soak(Path.of(args[0]), Path.of(args[1]), scrapes, Integer.parseInt(args[3]), web);
        wrong.forEach(each -> System.out.println("FAILED: " + each));
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    private static List<String> soak(Path runtime, Path cgroup, int scrapes, int clients, List<String> web)
            throws Exception {
        Path folder = Files.createTempDirectory("soak");
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "echo $$ > \"$1/cgroup.procs\" && cp -a \"$2\" \"$3/runtime\" && shift 3 && exec \"$@\"",
                "sh",
                cgroup.toString(),
                runtime.toString(),
                folder.toString(),
                folder + "/runtime/bin/node-exporter"));
        command.addAll(web);
        String scheme = web.isEmpty() ? "http" : "https";
        try (RunningExporter exporter = RunningExporter.start(command, scheme, "gzip", folder.resolve("log"))) {
            boolean burst = clients > 1 || !web.isEmpty();
            int first = burst ? scrapes / 2 : EARLY;
            int slowReaders = web.isEmpty() ? 0 : SLOW_READERS;
            run(exporter, first, burst, clients, slowReaders);
            Figures early = Figures.of(exporter, cgroup);
            System.out.println("after " + first + " scrapes: " + early);
            run(exporter, scrapes - first, burst, clients, slowReaders);
            Figures late = Figures.of(exporter, cgroup);
            System.out.println("after " + scrapes + " scrapes: " + late);
            long stop = exporter.stop();
            System.out.println("SIGTERM: exit code " + exporter.exitCode() + " after " + stop / 1_000_000 + " ms");
            return judge(early, late, burst, exporter.exitCode(), stop);
        } catch (IOException e) {
            String events = Files.exists(cgroup.resolve("memory.events")) ? "memory.events" : "memory.oom_control";
            return List.of("a scrape failed: " + e.getMessage() + "; log: "
                    + Files.readString(folder.resolve("log")).strip() + "; " + events + ": "
                    + Files.readString(cgroup.resolve(events)).strip().replace('\n', ','));
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private static void run(RunningExporter exporter, int scrapes, boolean burst, int clients, int slowReaders)
            throws Exception {
        if (burst) {
            runTogether(exporter, scrapes, clients, slowReaders);
        } else {
            run(exporter, scrapes);
        }
    }

    private static void run(RunningExporter exporter, int scrapes) throws Exception {
        for (int i = 0; i < scrapes; i++) {
            exporter.scrape();
        }
    }

    private static void runTogether(RunningExporter exporter, int scrapes, int clients, int slowReaders)
            throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(clients + slowReaders)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(pool.submit(() -> {
                    run(exporter, scrapes / clients);
                    return null;
                }));
            }
            for (int i = 0; i < slowReaders; i++) {
                pool.submit(() -> {
                    exporter.scrapeSlowly(SECONDS_TO_RECOVER);
                    return null;
                });
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        StringBuilder after = new StringBuilder("scrapes each second after a burst, ms:");
        for (int i = 0; i < SECONDS_TO_RECOVER; i++) {
            Thread.sleep(1000);
            after.append(' ').append(exporter.scrape() / 1_000_000);
        }
        System.out.println(after);
    }

    private static void trustAll() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
    }

    private static final class AnyCertificate implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static List<String> judge(Figures early, Figures late, boolean burst, int exitCode, long stop) {
        List<String> wrong = new ArrayList<>();
        // After a burst, RSS depends on the pages of files that the kernel has reclaimed.
        if (!burst && late.rss > early.rss * MAX_GROWTH) {
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
