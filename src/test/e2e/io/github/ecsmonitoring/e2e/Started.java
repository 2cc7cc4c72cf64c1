package io.github.ecsmonitoring.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process with exactly the environment that it is given, whose output is kept. It ends with the thread that started
 * it, at the latest.
 */
final class Started implements AutoCloseable {
    private final String name;
    private final Path log;
    private final Process process;

    private Started(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    static Started run(String name, Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = Files.createTempFile(folder, name + "-", ".log");
        List<String> bound = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
        bound.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(bound).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().putAll(environment);
        return new Started(name, log, builder.start());
    }

    /** Runs a command of a second or so. */
    static void command(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    int exitValue() {
        return process.exitValue();
    }

    /** Standard output and standard error. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, and SIGKILL after a time, as ECS stops a container. Returns whether the first one sufficed. */
    boolean stop(int seconds) {
        terminate();
        boolean ended = awaitEnd(seconds);
        kill();
        return ended;
    }

    void terminate() {
        process.destroy();
    }

    boolean awaitEnd(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGKILL, as the kernel ends a container that is out of memory. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(60);
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return name + (isRunning() ? " runs" : " ended with " + exitValue()) + ", it said:\n" + log();
    }
}
