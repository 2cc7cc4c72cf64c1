package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A machine made of files below a test's folder: {@code proc/}, {@code sys/}, {@code udev/}; and what a collector makes
 * of it.
 */
final class Machine {
    private final Path folder;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log =
            new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG, Log.Format.LOGFMT);

    Machine(Path folder) {
        this.folder = folder;
    }

    Machine with(String file, String text) throws IOException {
        return with(file, text.getBytes(StandardCharsets.UTF_8));
    }

    Machine with(String file, byte[] bytes) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return this;
    }

    Machine without(String file) throws IOException {
        Files.delete(folder.resolve(file));
        return this;
    }

    HostPaths paths() {
        return new HostPaths(folder.resolve("proc"), folder.resolve("sys"), Path.of("/"), folder.resolve("udev"));
    }

    Log log() {
        return log;
    }

    /** The lines of the log so far, without their times and with {@code …} for the machine's folder. */
    String logged() {
        return logged.toString(StandardCharsets.UTF_8)
                .replaceAll("(?m)^time=\\S+ ", "")
                .replace(folder.toString(), "…");
    }

    /** The collector that a line of the list declares, as this command line wants it. */
    Collector collector(Function<Flags, CollectorType.Factory> declaration, String... commandLine) {
        Flags flags = new Flags();
        CollectorType.Factory factory = declaration.apply(flags);
        flags.parse(List.of(commandLine));
        return factory.create(paths(), log);
    }

    /** The whole page of a collector. */
    static String page(Collector collector) throws IOException {
        MetricSink sink = new MetricSink();
        collector.collect(sink);
        Utf8Buffer text = new Utf8Buffer();
        TextFormat.write(sink, text);
        if (!sink.faults().isEmpty()) {
            throw new AssertionError(sink.faults());
        }
        return text.toString();
    }

    /** The page's samples alone. */
    static String samples(Collector collector) throws IOException {
        return page(collector)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
