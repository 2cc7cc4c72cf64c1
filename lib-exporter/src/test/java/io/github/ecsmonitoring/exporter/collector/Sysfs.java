package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A machine's devices, as folders of files of one value below a test's folder: {@code sys/}, {@code proc/} and the file
 * system {@code root/}.
 */
final class Sysfs {
    private final Path folder;

    Sysfs(Path folder) {
        this.folder = folder;
    }

    /** Writes files from lines {@code file: value}. */
    Sysfs with(String device, String files) throws IOException {
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

    /** Writes a file. */
    Sysfs with(String device, String file, byte[] bytes) throws IOException {
        Path path = folder.resolve(device).resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return this;
    }

    Sysfs link(String device, String target) throws IOException {
        Path path = folder.resolve(device);
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(target));
        return this;
    }

    /** A file that is there and can't be read. */
    Sysfs unreadable(String file) throws IOException {
        Files.createDirectories(folder.resolve(file));
        return this;
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    Collector collector(Function<Flags, CollectorType.Factory> declaration, String... commandLine) {
        Flags flags = new Flags();
        CollectorType.Factory factory = declaration.apply(flags);
        flags.parse(List.of(commandLine));
        HostPaths paths = new HostPaths(
                folder.resolve("proc"), folder.resolve("sys"), folder.resolve("root"), folder.resolve("udev"));
        Log log = new Log(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                Log.Level.DEBUG,
                Log.Format.LOGFMT);
        return factory.create(paths, log);
    }

    /** The collector's whole page, with {@code …} for the machine's folder. */
    String page(Function<Flags, CollectorType.Factory> declaration, String... commandLine) throws IOException {
        return Machine.page(collector(declaration, commandLine)).replace(folder.toString(), "…");
    }

    /** The page's samples alone. */
    String samples(Function<Flags, CollectorType.Factory> declaration, String... commandLine) throws IOException {
        return Machine.samples(collector(declaration, commandLine)).replace(folder.toString(), "…");
    }

    /** The class and message of the exception, with {@code …} for the machine's folder; the page if there is none. */
    String failure(Function<Flags, CollectorType.Factory> declaration, String... commandLine) {
        try {
            return page(declaration, commandLine);
        } catch (IOException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage().replace(folder.toString(), "…");
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Sysfs.class.getResourceAsStream("/collector/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
