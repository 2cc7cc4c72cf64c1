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
 * A task of a synthesized task definition: its containers as processes in a network of their own, with the metadata
 * that ECS would serve. It begins with its metadata and its exporter; the rest is started by the test, in the order of
 * the template's dependencies.
 */
final class Task implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on ((http://[^/]+)/\\S+)");

    private final World world;
    private final TemplateContainer collector;
    private final Network network;
    private final Started metadata;
    private final Started exporter;
    private final List<Started> processes = new ArrayList<>();

    private Task(World world, Stack stack, Network network, String... scenario) throws Exception {
        this.world = world;
        this.collector = TemplateContainer.of(stack, "adot");
        this.network = network;
        List<String> emulator = new ArrayList<>(List.of(
                Parts.JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Parts.EMULATOR.toString(),
                "--stop-after=7200"));
        emulator.addAll(List.of(scenario));
        metadata = run("metadata", Map.of(), emulator);
        Await.until(
                "the task's metadata", () -> LISTENING.matcher(metadata.log()).find(), metadata::toString);
        TemplateContainer container = TemplateContainer.of(stack, "node-exporter");
        Map<String, String> environment = new TreeMap<>(container.environment());
        environment.putAll(Differences.fromEcs(metadata(1)));
        exporter = run(
                "exporter",
                environment,
                world.exporter().container(container.user(), container.mounts(), container.command()));
    }

    /** @param scenario flags of the task metadata emulator */
    static Task start(World world, Stack stack, String... scenario) throws Exception {
        Network network = Network.create(world.folder());
        try {
            return new Task(world, stack, network, scenario);
        } catch (Exception e) {
            network.close();
            throw e;
        }
    }

    Started startCollector(Change change) throws IOException {
        Differences differences = new Differences(world.aws().listenOn(network.outside()), world.isAdot());
        Map<String, String> environment = new TreeMap<>(differences.collector(collector, change.quick()));
        environment.putAll(Differences.fromEcs(metadata(1)));
        environment.putAll(Differences.fromEc2(metadata(2)));
        environment.putAll(Differences.credentials());
        change.environment().accept(environment);
        List<String> command = new ArrayList<>(List.of(Parts.collector().toString(), Differences.CONFIG));
        command.addAll(collector.command());
        return run("collector", environment, command);
    }

    Started startApp() throws IOException {
        return run(
                "app",
                Map.of(),
                List.of(
                        Parts.JAVA,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        App.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath(),
                        App.class.getName()));
    }

    Started exporter() {
        return exporter;
    }

    /** What a port of the task's loopback answers, head and body; null if nobody listens. */
    String get(int port, String path) {
        return Parts.output(network.inside(List.of(
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

    private Started run(String name, Map<String, String> environment, List<String> command) throws IOException {
        Started started = Started.run(name, world.folder(), environment, network.inside(command));
        processes.add(started);
        return started;
    }

    @Override
    public void close() {
        processes.forEach(Started::close);
        network.close();
    }
}
