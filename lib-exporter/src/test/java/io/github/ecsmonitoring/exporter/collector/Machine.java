package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A host whose procfs, sysfs and udev data are the folders {@code proc}, {@code sys} and {@code udev} of a test. */
public final class Machine {
    private final Path folder;
    private final Host host;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log =
            new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG, Log.Format.LOGFMT);

    public Machine(Path folder) {
        this.folder = folder;
        this.host = new Host(new HostPaths(
                folder.resolve("proc").toString(),
                folder.resolve("sys").toString(),
                "/",
                folder.resolve("udev").toString()));
    }

    public Machine with(String file, String text) throws IOException {
        return with(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public Machine with(String file, byte[] bytes) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return this;
    }

    public Machine without(String file) throws IOException {
        Files.delete(folder.resolve(file));
        return this;
    }

    public Host host() {
        return host;
    }

    public Log log() {
        return log;
    }

    /** The log so far, without times and with {@code …} for the test's folder. */
    public String logged() {
        return logged.toString(StandardCharsets.UTF_8)
                .replaceAll("(?m)^time=\\S+ ", "")
                .replace(folder.toString(), "…");
    }

    /** Creates a declared collector with a command line. */
    public MachineCollector collector(Function<Flags, CollectorFactory> declaration, String... commandLine) {
        Flags flags = new Flags();
        CollectorFactory factory = declaration.apply(flags);
        flags.parse(List.of(commandLine));
        return collector(factory.create(log));
    }

    public MachineCollector collector(Collector collector) {
        return new MachineCollector(collector, host);
    }
}
