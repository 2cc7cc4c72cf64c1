package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A collector and its {@linkplain MachineText machine}, of which one file or folder at a time is damaged. */
final class DamagedMachine {
    /** The collector textfile exposes the modification time. */
    private static final FileTime MODIFIED = FileTime.fromMillis(1_700_000_000_000L);

    private final CollectorType type;
    private final Path folder;
    private final MachineText text;
    private final Sysfs machine;

    /** The page of a scrape, up to the failure if there is one, and its values by series. */
    record Outcome(String page, Map<String, String> samples, IOException failure) {
        static Outcome of(MetricSink sink, IOException failure) {
            Utf8Buffer text = new Utf8Buffer();
            TextFormat.write(sink, text);
            String page = text.toString();
            Map<String, String> samples = new HashMap<>();
            for (String line : page.split("\n")) {
                int value = line.lastIndexOf(' ') + 1;
                // The time differs in each scrape.
                if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("node_time_seconds ")) {
                    samples.put(line.substring(0, value - 1), line.substring(value));
                }
            }
            return new Outcome(page, samples, failure);
        }

        boolean isLike(Outcome other) {
            return samples.equals(other.samples) && (failure == null) == (other.failure == null);
        }
    }

    /** A check that may fail. */
    @FunctionalInterface
    interface Check {
        void run() throws IOException;
    }

    /** Runs a check, and adds the description of the damage to its error. */
    static void check(String damage, Check check) {
        try {
            check.run();
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(damage.length() > 2000 ? damage.substring(0, 2000) : damage, e);
        }
    }

    /** Creates something else in place of a file. */
    @FunctionalInterface
    interface Replacement {
        void put(Path path) throws IOException;
    }

    DamagedMachine(CollectorType type, Path folder) throws IOException {
        this.type = type;
        this.folder = folder;
        this.text = MachineText.of(type.name(), folder);
        this.machine = text.write(folder);
        for (String file : files()) {
            write(file, text(file));
        }
    }

    List<String> files() {
        return List.copyOf(text.files().keySet());
    }

    byte[] text(String file) {
        return text.files().get(file).getBytes(StandardCharsets.UTF_8);
    }

    /** The folders that the files are in. */
    List<String> folders() {
        return files().stream()
                .filter(file -> file.contains("/"))
                .map(file -> file.substring(0, file.lastIndexOf('/')))
                .distinct()
                .toList();
    }

    /** Scrapes with a new collector: some read a file only once. */
    Outcome scrape() {
        MachineCollector collector = machine.collector(type.declaration(), text.flags());
        MetricSink sink = new MetricSink();
        IOException failure = null;
        try {
            collector.collect(sink);
        } catch (IOException e) {
            failure = e;
        }
        return Outcome.of(sink, failure);
    }

    Outcome scrapeWith(String file, byte[] bytes) throws IOException {
        write(file, bytes);
        Outcome outcome = scrape();
        write(file, text(file));
        return outcome;
    }

    Outcome scrapeWith(String fileOrFolder, Replacement replacement) throws IOException {
        Path path = folder.resolve(fileOrFolder);
        Path aside = folder.resolve("aside");
        Files.move(path, aside);
        replacement.put(path);
        Outcome outcome = scrape();
        Files.deleteIfExists(path);
        Files.move(aside, path);
        return outcome;
    }

    private void write(String file, byte[] bytes) throws IOException {
        Path path = folder.resolve(file);
        Files.write(path, bytes);
        Files.setLastModifiedTime(path, MODIFIED);
    }
}
