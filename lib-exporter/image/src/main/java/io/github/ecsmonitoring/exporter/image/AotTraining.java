package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the exporter with its own JVM options and records the AOT cache: loaded and linked classes, which the next start
 * maps into memory.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
final class AotTraining {
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    private static final int SCRAPES = 40;
    /** Emulation of another architecture takes twenty times as long. */
    private static final int TIMEOUT_MINUTES = 15;

    private final Process exporter;
    private final Path log;

    private AotTraining(Process exporter, Path log) {
        this.exporter = exporter;
        this.log = log;
    }

    /** Writes the AOT cache and verifies that the exporter starts with it. */
    static void run(Path java, List<String> options, Path jar, Path cache) throws IOException {
        addMethodHandles(java, options, jar);
        exercise(command(java, options, jar, "-XX:AOTCacheOutput=" + cache), SCRAPES);
        if (!Files.exists(cache)) {
            throw new IOException("the training run wrote no AOT cache");
        }
        List<String> strict = new ArrayList<>(List.of(java.toString()));
        strict.addAll(options);
        strict.addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache, "-jar", jar.toString(), "--version"));
        Command.run(strict);
    }

    /**
     * Adds the method handles for system calls to the runtime's class list. The AOT cache contains the code of the
     * handles in that list; others are generated at each start, in a tenth of the time to the first page.
     */
    private static void addMethodHandles(Path java, List<String> options, Path jar) throws IOException {
        Path recorded = Files.createTempFile("classes", ".txt");
        try {
            exercise(command(java, options, jar, "-XX:DumpLoadedClassList=" + recorded), 4);
            List<String> handles = Files.readAllLines(recorded).stream()
                    .filter(line -> line.startsWith("@lambda-form-invoker"))
                    .distinct()
                    .toList();
            Files.write(java.resolveSibling("../lib/classlist"), handles, StandardOpenOption.APPEND);
        } finally {
            Files.deleteIfExists(recorded);
        }
    }

    private static void exercise(List<String> command, int scrapes) throws IOException {
        Path log = Files.createTempFile("training", ".log");
        try (SampleTaskEndpoint task = SampleTaskEndpoint.start()) {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeAll(Command.JAVA_VARIABLES);
            builder.environment().put("ECS_CONTAINER_METADATA_URI_V4", task.uri());
            new AotTraining(builder.start(), log).scrapeAndStop(scrapes);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** All collectors of a host and of a task, whether or not the build machine is one. */
    private static List<String> command(Path java, List<String> options, Path jar, String output) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of(
                output,
                "-jar",
                jar.toString(),
                "--scope=host",
                "--scope.force",
                "--web.listen-address=127.0.0.1:0",
                "--web.compress-loopback"));
        return command;
    }

    private void scrapeAndStop(int scrapes) throws IOException {
        try {
            String address = address();
            for (int i = 0; i < scrapes; i++) {
                get("http://" + address + "/metrics", i % 2 == 0 ? "gzip" : "identity");
            }
            get("http://" + address + "/-/healthy", "identity");
            exporter.destroy();
            if (!exporter.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES) || exporter.exitValue() != 0) {
                throw failed("did not stop cleanly");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            exporter.destroyForcibly();
        }
    }

    private String address() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(TIMEOUT_MINUTES);
        while (exporter.isAlive() && System.nanoTime() < end) {
            Matcher listening = LISTENING.matcher(Files.readString(log));
            if (listening.find()) {
                return listening.group(1);
            }
            Thread.sleep(50);
        }
        throw failed("does not listen");
    }

    private IOException failed(String how) throws IOException {
        return new IOException("the exporter in the training run " + how + ": "
                + Files.readString(log).strip());
    }

    private static void get(String url, String encoding) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestProperty("Accept-Encoding", encoding);
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }
}
