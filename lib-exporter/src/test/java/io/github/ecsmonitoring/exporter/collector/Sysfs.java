package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A host whose sysfs, procfs, root file system and udev data are the folders {@code sys}, {@code proc}, {@code root}
 * and {@code udev} of a test.
 */
public final class Sysfs {
    private static final Log LOG = new Log(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            Log.Level.DEBUG,
            Log.Format.LOGFMT);

    private final Path folder;
    private final Host host;

    public Sysfs(Path folder) {
        this.folder = folder;
        this.host = new Host(new HostPaths(
                folder.resolve("proc").toString(),
                folder.resolve("sys").toString(),
                folder.resolve("root").toString(),
                folder.resolve("udev").toString()));
    }

    /** Writes a file for each line {@code file: value}. */
    public Sysfs with(String device, String files) throws IOException {
        Files.createDirectories(folder.resolve(device));
        for (String line : files.lines().toList()) {
            int colon = line.indexOf(':');
            with(
                    device,
                    line.substring(0, colon),
                    (line.substring(colon + 1).stripLeading() + '\n').getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    public Sysfs with(String device, String file, byte[] bytes) throws IOException {
        Path path = folder.resolve(device).resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return this;
    }

    public Sysfs link(String device, String target) throws IOException {
        Path path = folder.resolve(device);
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(target));
        return this;
    }

    /** Creates a file that cannot be read: it is a folder. */
    public Sysfs unreadable(String file) throws IOException {
        Files.createDirectories(folder.resolve(file));
        return this;
    }

    public Path path(String file) {
        return folder.resolve(file);
    }

    public Host host() {
        return host;
    }

    /** Creates a declared collector with a command line. */
    public MachineCollector collector(Function<Flags, CollectorFactory> declaration, String... commandLine) {
        Flags flags = new Flags();
        CollectorFactory factory = declaration.apply(flags);
        flags.parse(List.of(commandLine));
        return collector(factory.create(LOG));
    }

    public MachineCollector collector(Collector collector) {
        return new MachineCollector(collector, host);
    }

    /** The whole page, with {@code …} for the test's folder. */
    public String page(Function<Flags, CollectorFactory> declaration, String... commandLine) throws IOException {
        return hideFolder(collector(declaration, commandLine).page());
    }

    public String page(Collector collector) throws IOException {
        return hideFolder(collector(collector).page());
    }

    /** The samples, without lines of HELP and TYPE. */
    public String samples(Function<Flags, CollectorFactory> declaration, String... commandLine) throws IOException {
        return hideFolder(collector(declaration, commandLine).samples());
    }

    public String samples(Collector collector) throws IOException {
        return hideFolder(collector(collector).samples());
    }

    /** The class and message of the exception, with {@code …} for the test's folder, or the page if there is none. */
    public String failure(Function<Flags, CollectorFactory> declaration, String... commandLine) {
        return failure(collector(declaration, commandLine));
    }

    public String failure(Collector collector) {
        return failure(collector(collector));
    }

    /** {@link MachineCollector#error}, with {@code …} for the test's folder. */
    public String error(Function<Flags, CollectorFactory> declaration, String... commandLine) {
        return hideFolder(collector(declaration, commandLine).error());
    }

    public String error(Collector collector) {
        return hideFolder(collector(collector).error());
    }

    private String failure(MachineCollector collector) {
        try {
            return hideFolder(collector.page());
        } catch (IOException e) {
            return hideFolder(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private String hideFolder(String text) {
        return text.replace(folder.toString(), "…");
    }

    /** The text of a file in {@code src/test/resources/collector}. */
    public static String resource(String name) throws IOException {
        try (InputStream in = Sysfs.class.getResourceAsStream("/collector/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
