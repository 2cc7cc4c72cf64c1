package io.github.ecsmonitoring.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awscdk.Stack;

/** A Prometheus, the services of AWS before it, and the tasks that send to them. All of it ends with the test. */
final class World implements AutoCloseable {
    private final Path folder;
    private final Prometheus prometheus;
    private final Aws aws;
    private final ExporterImage exporter = ExporterImage.make();
    private final boolean adot = Parts.isAdot();
    private final List<Task> tasks = new ArrayList<>();

    private World(Path folder) throws Exception {
        this.folder = folder;
        this.prometheus = Prometheus.start(folder);
        this.aws = new Aws(prometheus.remoteWrite());
        Figures.say("the collector is %s", Parts.collectorVersion());
    }

    /** Skips the test if a part is missing. */
    static World start() throws Exception {
        Parts.require();
        Path folder = Path.of("../target/e2e/" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        return new World(Files.createDirectories(folder).toRealPath());
    }

    /** @param scenario flags of the task metadata emulator */
    Task task(Stack stack, String... scenario) throws Exception {
        Task task = Task.start(this, stack, scenario);
        tasks.add(task);
        return task;
    }

    /** What all parts said, for the message of a failure. */
    String describe() {
        StringBuilder text = new StringBuilder();
        aws.answers("").stream()
                .filter(answer -> answer.status() >= 300)
                .limit(5)
                .forEach(answer -> text.append(answer).append('\n'));
        tasks.forEach(task -> text.append(task.describe()));
        return text.toString();
    }

    Path folder() {
        return folder;
    }

    Prometheus prometheus() {
        return prometheus;
    }

    Aws aws() {
        return aws;
    }

    ExporterImage exporter() {
        return exporter;
    }

    boolean isAdot() {
        return adot;
    }

    @Override
    public void close() {
        Collections.reverse(tasks);
        tasks.forEach(Task::close);
        aws.close();
        prometheus.close();
    }
}
