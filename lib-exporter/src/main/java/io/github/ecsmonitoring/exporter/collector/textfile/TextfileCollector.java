package io.github.ecsmonitoring.exporter.collector.textfile;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.names.FilePaths;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Metrics of other programs: the files {@code *.prom} in the folders of {@code --collector.textfile.directory}. A file
 * that cannot be read is skipped, and {@code node_textfile_scrape_error} is 1. All files of a scrape together may take
 * a 64th of the heap (720 KiB with the default memory limit), since their metrics need up to thirty times as much
 * memory; a file that exceeds the limit is skipped, too. node_exporter has no limit.
 *
 * <pre>
 * backup_seconds{volume="data"} 12.5
 * node_textfile_mtime_seconds{file="/var/lib/metrics/backup.prom"} 1.7638e+09
 * node_textfile_scrape_error 0
 * </pre>
 *
 * @see <a href="https://github.com/prometheus/node_exporter#textfile-collector">node_exporter: textfile collector</a>
 */
public final class TextfileCollector implements Collector {
    private static final String EXTENSION = ".prom";
    private static final int LIMIT =
            (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 64);

    private final List<FolderGlob> folders = new ArrayList<>();
    /** A name with the character NUL is an error of each scrape, like that of a folder that does not exist. */
    private boolean invalidFolder;

    private final Log log;

    private TextfileCollector(List<String> directories, Log log) {
        this.log = log;
        for (String directory : directories) {
            try {
                if (!directory.isEmpty()) {
                    folders.add(new FolderGlob(directory));
                }
            } catch (InvalidPathException e) {
                log.error("failed to read textfile collector directory", "path", directory, "err", e.getMessage());
                invalidFolder = true;
            }
        }
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<List<String>> directories = flags.texts(
                "collector.textfile.directory",
                List.of(""),
                "Directory to read text files with metrics from, supports glob matching. (repeatable)");
        return log -> new TextfileCollector(directories.value(), log);
    }

    @Override
    public void collect(HostReader host, MetricSink out) {
        ScrapedFiles files = new ScrapedFiles(out);
        files.failed = invalidFolder;
        for (FolderGlob glob : folders) {
            glob.find().forEach(files::readFolder);
        }
        files.send();
    }

    /** The files that one scrape has read so far. */
    private final class ScrapedFiles {
        private final MetricSink out;
        private final List<ParsedFamily> families = new ArrayList<>();
        private final Map<String, List<String>> files = new HashMap<>();
        private final Map<String, String> helps = new HashMap<>();
        private final Map<String, String> conflicts = new HashMap<>();
        private int bytesLeft = LIMIT;
        private boolean failed;

        ScrapedFiles(MetricSink out) {
            this.out = out;
        }

        void readFolder(Path folder) {
            List<Path> found = new ArrayList<>();
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                children.forEach(found::add);
            } catch (IOException | DirectoryIteratorException e) {
                failed = true;
                log.error("failed to read textfile collector directory", "path", FilePaths.text(folder), "err", e);
                return;
            }
            found.sort(null);
            for (Path file : found) {
                if (FilePaths.name(file).endsWith(EXTENSION)) {
                    readFile(file.normalize());
                }
            }
        }

        private void readFile(Path file) {
            String name = FilePaths.text(file);
            try {
                if (Files.exists(file) && !Files.isRegularFile(file)) {
                    throw new IOException(name + ": expected a regular file"); // a named pipe would block the scrape
                }
                byte[] bytes = readWithinLimit(file);
                Collection<ParsedFamily> read = TextFormatParser.parse(name, bytes);
                bytesLeft -= bytes.length;
                long modified = Files.getLastModifiedTime(file).to(TimeUnit.SECONDS);
                read.forEach(family -> add(family, name));
                out.gauge(
                        "node_textfile_mtime_seconds",
                        "Unixtime mtime of textfiles successfully read.",
                        modified,
                        "file",
                        name);
            } catch (IOException e) {
                failed = true;
                log.error(
                        "failed to collect textfile data",
                        "file",
                        FilePaths.name(file),
                        "err",
                        e.getClass() == IOException.class ? e.getMessage() : e);
            }
        }

        private byte[] readWithinLimit(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(bytesLeft + 1);
                if (bytes.length <= bytesLeft) {
                    return bytes;
                }
            }
            throw new IOException(FilePaths.text(file) + ": expected at most " + bytesLeft + " bytes, the rest of the "
                    + LIMIT + " for all text files (a 64th of the Java heap), got " + Files.size(file));
        }

        /**
         * Adds a family, unless its help text, or that of an earlier family of its name, differs from that of the first
         * file.
         */
        private void add(ParsedFamily family, String file) {
            String help = helps.get(family.name);
            if (help != null
                    && (conflicts.containsKey(family.name) || family.help != null && !family.help.equals(help))) {
                conflicts.put(family.name, file);
                failed = true;
                log.error(
                        "inconsistent metric help text",
                        "metric",
                        family.name,
                        "original_help_text",
                        help,
                        "new_help_text",
                        family.help,
                        "file",
                        files.get(family.name).getFirst());
                return;
            }
            if (family.help != null) {
                helps.put(family.name, family.help);
            }
            files.computeIfAbsent(family.name, name -> new ArrayList<>()).add(file);
            families.add(family);
        }

        void send() {
            for (ParsedFamily family : families) {
                family.emit(
                        out,
                        family.help != null
                                ? family.help
                                : "Metric read from " + String.join(", ", files.get(family.name)));
            }
            out.gauge(
                    "node_textfile_scrape_error",
                    "1 if there was an error opening or reading a file, 0 otherwise",
                    failed ? 1 : 0);
        }
    }
}
