package io.github.ecsmonitoring.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process with exactly the given environment and a log file. It is killed when the thread that started it ends. */
final class ChildProcess implements AutoCloseable {
    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    static ChildProcess run(String name, Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = Files.createTempFile(folder, name + "-", ".log");
        List<String> bound = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
        bound.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(bound).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().putAll(environment);
        return new ChildProcess(name, log, builder.start());
    }

    long pid() {
        return process.pid();
    }

    int exitValue() {
        return process.exitValue();
    }

    /** Standard output and standard error so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGTERM, then SIGKILL after a timeout, as ECS stops a container. Returns whether SIGTERM sufficed. */
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

    /** Sends SIGKILL, as the kernel does when a container is out of memory. */
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
        return name + (process.isAlive() ? " is running" : " ended with " + exitValue()) + ", log:\n" + log();
    }
}
