package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.CollectorProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awscdk.Stack;

/**
 * The processes of one test class: a Prometheus or Cortex, the AWS emulator in front of it, and tasks that send to it.
 */
final class Testbed implements AutoCloseable {
    private final Path folder;
    private final MetricsServer prometheus;
    private final AwsEmulator aws;
    private final ExporterImage exporter = ExporterImage.build();
    private final CollectorProgram collector = Prerequisites.collector();
    private final boolean hasXRay = collector.hasXRay();
    private final List<RunningTask> tasks = new ArrayList<>();

    private Testbed(Path folder, MetricsServer prometheus) throws Exception {
        this.folder = folder;
        this.prometheus = prometheus;
        this.aws = new AwsEmulator(prometheus);
        MeasurementLog.print("collector: %s", collector.version());
    }

    /** With a Prometheus. Skips the test if a prerequisite is missing. */
    static Testbed start() throws Exception {
        Prerequisites.requireTasks();
        Path folder = newFolder();
        return start(folder, Prometheus.start(folder));
    }

    /** @param prometheus or Cortex; closed with the testbed */
    static Testbed start(Path folder, MetricsServer prometheus) throws Exception {
        return new Testbed(folder, prometheus);
    }

    /** A folder for the logs and files of a test class. */
    static Path newFolder() throws IOException {
        Path folder = Path.of("../target/e2e/" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        return Files.createDirectories(folder).toRealPath();
    }

    /** @param scenario flags of the task metadata emulator */
    RunningTask task(Stack stack, String... scenario) throws Exception {
        RunningTask task = RunningTask.start(this, stack, scenario);
        tasks.add(task);
        return task;
    }

    /** Failed requests and the logs of all tasks, for the message of a failure. */
    String describe() {
        StringBuilder text = new StringBuilder();
        aws.responses("").stream()
                .filter(response -> response.status() >= 300)
                .limit(5)
                .forEach(response -> text.append(response).append('\n'));
        tasks.forEach(task -> text.append(task.describe()));
        return text.toString();
    }

    Path folder() {
        return folder;
    }

    MetricsServer prometheus() {
        return prometheus;
    }

    AwsEmulator aws() {
        return aws;
    }

    ExporterImage exporter() {
        return exporter;
    }

    CollectorProgram collector() {
        return collector;
    }

    boolean hasXRay() {
        return hasXRay;
    }

    @Override
    public void close() {
        Collections.reverse(tasks);
        tasks.forEach(RunningTask::close);
        aws.close();
        prometheus.close();
    }
}
