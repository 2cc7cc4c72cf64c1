import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An exporter process and its resource usage. */
final class RunningExporter implements AutoCloseable {
    private static final MethodHandle CLOCK_GETTIME = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private final Process process;
    private final URL page;
    private final String encoding;

    private RunningExporter(Process process, URL page, String encoding) {
        this.process = process;
        this.page = page;
        this.encoding = encoding;
    }

    /**
     * Starts an exporter and reads the first page. A wrapper script must exec it, so that the process is the exporter.
     */
    static RunningExporter start(List<String> command, String encoding, Path log) throws Exception {
        return start(command, "http", encoding, log);
    }

    /** As {@link #start(List, String, Path)}, with the scheme {@code http} or {@code https}. */
    static RunningExporter start(List<String> command, String scheme, String encoding, Path log) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> all = new ArrayList<>(command);
        all.add("--web.listen-address=127.0.0.1:" + port);
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RunningExporter running = new RunningExporter(
                process,
                URI.create(scheme + "://127.0.0.1:" + port + "/metrics").toURL(),
                encoding);
        try {
            running.awaitFirstPage(log);
            return running;
        } catch (Throwable e) {
            running.close();
            throw e;
        }
    }

    private void awaitFirstPage(Path log) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            try {
                scrape();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("the exporter serves no page: " + Files.readString(log), e);
                }
                Thread.sleep(2);
            }
        }
    }

    /** Reads a page on a persistent connection; returns the duration in nanoseconds. */
    long scrape() throws IOException {
        long begin = System.nanoTime();
        HttpURLConnection connection = (HttpURLConnection) page.openConnection(Proxy.NO_PROXY);
        connection.setReadTimeout(60_000);
        connection.setRequestProperty("Accept-Encoding", encoding);
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
        return System.nanoTime() - begin;
    }

    /** Reads a page 512 bytes at a time, over a new connection, for at most {@code seconds}. */
    void scrapeSlowly(int seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        HttpURLConnection connection = (HttpURLConnection) page.openConnection(Proxy.NO_PROXY);
        connection.setRequestProperty("Connection", "close");
        try (InputStream in = connection.getInputStream()) {
            while (System.nanoTime() < end && in.readNBytes(512).length > 0) {
                Thread.sleep(50);
            }
        }
    }

    /** CPU time of the process in nanoseconds from its CPU clock, since /proc counts in ticks of 10 ms. */
    long cpuNanos() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(16);
            // The id of the CPU clock of another process, as clock_getcpuclockid(3) computes it.
            int clock = (~(int) process.pid() << 3) | 2;
            if ((int) CLOCK_GETTIME.invokeExact(clock, time) != 0) {
                throw new IllegalStateException("no CPU clock of process " + process.pid());
            }
            return time.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000 + time.get(ValueLayout.JAVA_LONG, 8);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A value of smaps_rollup in KiB: Rss, Pss, Pss_Anon. */
    long kib(String name) throws IOException {
        return Files.readAllLines(proc("smaps_rollup")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElseThrow();
    }

    long count(String folder) throws IOException {
        try (Stream<Path> all = Files.list(proc(folder))) {
            return all.count();
        }
    }

    /** Sends SIGTERM and returns the nanoseconds until the process has exited. */
    long stop() throws Exception {
        long begin = System.nanoTime();
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the exporter did not exit after SIGTERM");
        }
        return System.nanoTime() - begin;
    }

    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }
}
