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
 * Runs the exporter with its own options and writes the archive of the classes that it needed, linked as they were: the
 * next start maps them in place of reading them.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
final class Training {
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    private static final int SCRAPES = 40;
    /** Also under emulation of another processor, which takes twenty times as long. */
    private static final int PATIENCE_MINUTES = 15;

    private final Process exporter;
    private final Path log;

    private Training(Process exporter, Path log) {
        this.exporter = exporter;
        this.log = log;
    }

    /** Writes the archive, and starts the exporter once more to see that it takes it. */
    static void run(Path java, List<String> options, Path jar, Path archive) throws IOException {
        addMethodHandles(java, options, jar);
        exercise(command(java, options, jar, "-XX:AOTCacheOutput=" + archive), SCRAPES);
        if (!Files.exists(archive)) {
            throw new IOException("the exporter in training wrote no archive");
        }
        List<String> strict = new ArrayList<>(List.of(java.toString()));
        strict.addAll(options);
        strict.addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + archive, "-jar", jar.toString(), "--version"));
        Command.run(strict);
    }

    /**
     * System calls go through method handles, whose code Java writes at each start, in a tenth of the first page's
     * time. The archive holds the code of those that the runtime's own list of classes names: to it come the ones that
     * the exporter asks for.
     */
    private static void addMethodHandles(Path java, List<String> options, Path jar) throws IOException {
        Path asked = Files.createTempFile("classes", ".txt");
        try {
            exercise(command(java, options, jar, "-XX:DumpLoadedClassList=" + asked), 4);
            List<String> handles = Files.readAllLines(asked).stream()
                    .filter(line -> line.startsWith("@lambda-form-invoker"))
                    .distinct()
                    .toList();
            Files.write(java.resolveSibling("../lib/classlist"), handles, StandardOpenOption.APPEND);
        } finally {
            Files.deleteIfExists(asked);
        }
    }

    private static void exercise(List<String> command, int scrapes) throws IOException {
        Path log = Files.createTempFile("training", ".log");
        try (PlayedTask task = PlayedTask.start()) {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeAll(Command.JAVA_VARIABLES);
            builder.environment().put("ECS_CONTAINER_METADATA_URI_V4", task.uri());
            new Training(builder.start(), log).scrapeAndStop(scrapes);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** All collectors of a machine and that of a task, whatever the building machine is. */
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
            if (!exporter.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || exporter.exitValue() != 0) {
                throw failed("did not end well");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            exporter.destroyForcibly();
        }
    }

    private String address() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
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
        return new IOException(
                "the exporter in training " + how + ": " + Files.readString(log).strip());
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
