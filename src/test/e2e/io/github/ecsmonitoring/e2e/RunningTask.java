package io.github.ecsmonitoring.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;

/**
 * A task of a synthesized task definition: its containers run as processes in a network namespace with a task metadata
 * emulator. The emulator and the exporter are started first; the test starts the collector and the app.
 */
final class RunningTask implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on ((http://[^/]+)/\\S+)");

    private final Testbed testbed;
    private final TemplateContainer collector;
    private final NetworkNamespace network;
    private final ChildProcess metadata;
    private final TemplateContainer exporterContainer;
    private ChildProcess exporter;
    private final List<ChildProcess> processes = new ArrayList<>();

    private RunningTask(Testbed testbed, Stack stack, NetworkNamespace network, String... scenario) throws Exception {
        this.testbed = testbed;
        this.collector = TemplateContainer.of(stack, "adot");
        this.exporterContainer = TemplateContainer.of(stack, "node-exporter");
        this.network = network;
        List<String> emulator = new ArrayList<>(List.of(
                Prerequisites.JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Prerequisites.EMULATOR.toString(),
                "--stop-after=7200"));
        emulator.addAll(List.of(scenario));
        metadata = run("metadata", Map.of(), emulator);
        Await.until(
                "the task's metadata", () -> LISTENING.matcher(metadata.log()).find(), metadata::toString);
        startExporter();
    }

    /** @param scenario flags of the task metadata emulator */
    static RunningTask start(Testbed testbed, Stack stack, String... scenario) throws Exception {
        NetworkNamespace network = NetworkNamespace.create(testbed.folder());
        try {
            return new RunningTask(testbed, stack, network, scenario);
        } catch (Exception e) {
            network.close();
            throw e;
        }
    }

    /** Starts the exporter, or restarts it after its end. */
    void startExporter() throws IOException {
        Map<String, String> environment = new TreeMap<>(exporterContainer.environment());
        environment.putAll(TemplateDifferences.fromEcs(metadata(1)));
        exporter = run(
                "exporter",
                environment,
                testbed.exporter()
                        .container(exporterContainer.user(), exporterContainer.mounts(), exporterContainer.command()));
    }

    ChildProcess startCollector(CollectorOverrides change) throws IOException {
        TemplateDifferences differences =
                new TemplateDifferences(testbed.aws().listenOn(network.outside()), testbed.hasXRay());
        Map<String, String> environment = new TreeMap<>(differences.collector(collector, change.quick()));
        environment.putAll(TemplateDifferences.fromEcs(metadata(1)));
        environment.putAll(TemplateDifferences.fromEc2(metadata(2)));
        environment.putAll(TemplateDifferences.credentials());
        change.environment().accept(environment);
        List<String> command =
                new ArrayList<>(List.of(testbed.collector().binary().toString(), TemplateDifferences.CONFIG));
        command.addAll(collector.command());
        return run("collector", environment, command);
    }

    ChildProcess startApp() throws IOException {
        return run(
                "app",
                Map.of(),
                List.of(
                        Prerequisites.JAVA,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        SampleApp.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath(),
                        SampleApp.class.getName()));
    }

    /** Sends lines in one packet to a UDP port on the task's loopback, from a port of its own. */
    void send(int port, String... lines) {
        CommandResult.outputOf(network.inside(List.of(
                        "bash",
                        "-c",
                        "printf '%s' \"$1\" >/dev/udp/127.0.0.1/" + port,
                        "bash",
                        String.join("\n", lines)))
                .toArray(String[]::new));
    }

    ChildProcess exporter() {
        return exporter;
    }

    /** Response, with its head, of a port on the task's loopback; null if the connection fails. */
    String get(int port, String path) {
        return CommandResult.outputOf(network.inside(List.of(
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/127.0.0.1/" + port + " && printf 'GET " + path
                                + " HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3"))
                .toArray(String[]::new));
    }

    String describe() {
        return processes.stream().map(started -> started + "\n").collect(Collectors.joining());
    }

    private String metadata(int group) {
        Matcher line = LISTENING.matcher(metadata.log());
        line.find();
        return line.group(group);
    }

    private ChildProcess run(String name, Map<String, String> environment, List<String> command) throws IOException {
        ChildProcess started = ChildProcess.run(name, testbed.folder(), environment, network.inside(command));
        processes.add(started);
        return started;
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::close);
        network.close();
    }
}
