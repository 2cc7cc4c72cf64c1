package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jar in a process with the image's JVM options; {@link #close()} kills it. */
final class ExporterProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target/node-exporter.jar");
    private static final Pattern LISTENING = Pattern.compile("\"Listening on\"[ ,]\"?address\"?[=:]\"?([^\\s\"]+)");
    private static final long TIMEOUT_SECONDS = 60;
    /** 36 % of 128 MiB, which Java computes in a container that has this limit. */
    private static final String HEAP_OF_THE_DEFAULT_LIMIT = "-Xmx46m";

    private final Process process;
    private final Path out;
    private final Path err;

    private ExporterProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * How the process is started.
     *
     * @param wrapper command that starts java
     * @param options JVM options after those of the image
     * @param environment variables in addition to those of the test
     */
    record Launch(List<String> wrapper, List<String> options, Map<String, String> environment) {
        private static final Launch PLAIN = new Launch(List.of(), List.of(), Map.of());

        static Launch with(Map<String, String> environment) {
            return new Launch(List.of(), List.of(), environment);
        }

        /**
         * With the default action of all signals, where env(1) can set it: SIGINT is ignored if the tests were started
         * so, as by a shell's background job, and a JVM keeps an ignored signal ignored.
         */
        static Launch withDefaultSignals() throws Exception {
            List<String> env = List.of("env", "--default-signal");
            boolean works = new ProcessBuilder("env", "--default-signal", "true")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
            return new Launch(works ? env : List.of(), List.of(), Map.of());
        }

        /** In a PID namespace with its own /proc, like a container; skips the test if the kernel denies that. */
        Launch inContainer() throws Exception {
            List<String> unshare =
                    List.of("unshare", "--user", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc");
            List<String> tried =
                    Stream.concat(unshare.stream(), Stream.of("true")).toList();
            boolean works = Files.isExecutable(Path.of("/usr/bin/unshare"))
                    && new ProcessBuilder(tried).start().waitFor() == 0;
            assumeTrue(works, "skipped: unshare(1) may not create PID namespaces here");
            return new Launch(unshare, options, environment);
        }
    }

    static ExporterProcess start(Path folder, List<String> arguments) throws IOException {
        return start(folder, Launch.PLAIN, arguments);
    }

    static ExporterProcess start(Path folder, Launch launch, List<String> arguments) throws IOException {
        return start(folder, Files.createTempFile(folder, "stderr", ".txt"), launch, arguments);
    }

    /** {@code err}: where stderr goes. */
    static ExporterProcess start(Path folder, Path err, Launch launch, List<String> arguments) throws IOException {
        assertThat(JAR).as("built by `mvn process-classes`").exists();
        List<String> command = new ArrayList<>(launch.wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(optionsOfTheImage());
        command.add(HEAP_OF_THE_DEFAULT_LIMIT);
        command.addAll(launch.options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile(folder, "stdout", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // The JVM reports these on stderr.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        // The tests themselves may run in an ECS task.
        builder.environment().keySet().removeAll(List.of("AWS_EXECUTION_ENV", "ECS_CONTAINER_METADATA_URI_V4"));
        // As in an image without locales.
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(launch.environment);
        return new ExporterProcess(builder.start(), out, err);
    }

    /** Starts on a free port of the loopback address, and waits until it listens. */
    static ExporterProcess serve(Path folder, String... arguments) throws Exception {
        return serve(folder, Launch.PLAIN, arguments);
    }

    /** Adds JVM options. */
    static ExporterProcess serve(Path folder, List<String> options, String... arguments) throws Exception {
        return serve(folder, new Launch(List.of(), options, Map.of()), arguments);
    }

    static ExporterProcess serve(Path folder, Launch launch, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--web.listen-address=127.0.0.1:0"));
        all.addAll(List.of(arguments));
        ExporterProcess exporter = start(folder, launch, all);
        try {
            exporter.address();
            return exporter;
        } catch (Throwable notListening) {
            exporter.close();
            throw notListening;
        }
    }

    /** Waits until the exporter listens, and returns its address, such as {@code 127.0.0.1:40123}. */
    String address() throws Exception {
        for (int i = 0; i < TIMEOUT_SECONDS * 20; i++) {
            Matcher listening = LISTENING.matcher(Files.readString(err));
            if (listening.find()) {
                return listening.group(1);
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the exporter does not listen; stderr: " + Files.readString(err));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address() + path))
                    .timeout(Duration.ofSeconds(TIMEOUT_SECONDS));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Number of entries of a folder in {@code /proc/<pid>}: {@code task} (threads) or {@code fd}. */
    long count(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(process.pid()), folder))) {
            return entries.count();
        }
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .as("exited")
                .isTrue();
        return process.exitValue();
    }

    String stdout() throws IOException {
        return Files.readString(out);
    }

    /** Stderr with timestamps replaced. */
    String stderr() throws IOException {
        return Files.readString(err).replaceAll("(?m)^(time=|\\{\"time\":\")[0-9T:.-]+Z", "$1NOW");
    }

    @Override
    public void close() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** The JVM options that runtime and image are built with. */
    private static List<String> optionsOfTheImage() throws IOException {
        return Files.readAllLines(
                        Path.of("image/src/main/resources/io/github/ecsmonitoring/exporter/image/java.options"))
                .stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
