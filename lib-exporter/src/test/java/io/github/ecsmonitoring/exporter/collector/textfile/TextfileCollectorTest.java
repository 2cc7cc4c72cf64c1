package io.github.ecsmonitoring.exporter.collector.textfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextfileCollectorTest {
    private static final String ERROR = """
            # HELP node_textfile_scrape_error 1 if there was an error opening or reading a file, 0 otherwise
            # TYPE node_textfile_scrape_error gauge
            """;

    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void createMachine() {
        machine = new Machine(folder);
    }

    @Test
    void exposesTheMetricsOfAllFilesAndTheirModificationTimes() throws IOException {
        file(
                "m/a.prom",
                "# HELP events_total Events by source.\n# TYPE events_total counter\nevents_total{by=\"a\"} 10\n");
        file(
                "m/b.prom",
                "# HELP events_total Events by source.\n# TYPE events_total counter\nevents_total{by=\"b\"} 20\nother 1\n");
        file("m/notes.txt", "not read");
        assertThat(page("m")).isEqualTo("""
                # HELP events_total Events by source.
                # TYPE events_total counter
                events_total{by="a"} 10
                events_total{by="b"} 20
                # HELP node_textfile_mtime_seconds Unixtime mtime of textfiles successfully read.
                # TYPE node_textfile_mtime_seconds gauge
                node_textfile_mtime_seconds{file="…/m/a.prom"} 1.7638e+09
                node_textfile_mtime_seconds{file="…/m/b.prom"} 1.7638e+09
                """ + ERROR + """
                node_textfile_scrape_error 0
                # HELP other Metric read from …/m/b.prom
                # TYPE other untyped
                other 1
                """);
    }

    @Test
    void readsNothingWithoutADirectory() throws IOException {
        assertThat(machine.collector(TextfileCollector::declare).page())
                .isEqualTo(ERROR + "node_textfile_scrape_error 0\n");
        assertThat(machine.logged()).isEmpty();
    }

    @Test
    void omitsAndLogsAMalformedFile() throws IOException {
        file("m/bad.prom", "good 1\nbad x\n");
        file("m/fine.prom", "fine 1\n");
        assertThat(page("m"))
                .contains("fine 1\n", "/fine.prom\"} 1.7638e+09\n", "node_textfile_scrape_error 1\n")
                .doesNotContain("good", "/bad.prom");
        assertThat(machine.logged())
                .isEqualTo("level=ERROR msg=\"failed to collect textfile data\" file=bad.prom"
                        + " err=\"…/m/bad.prom:2: expected a number, got \\\"x\\\"\"\n");
    }

    @Test
    void logsFilesAndDirectoriesThatCannotBeRead() throws IOException {
        Files.createDirectories(folder.resolve("m/folder.prom"));
        assertThat(page("m")).isEqualTo(ERROR + "node_textfile_scrape_error 1\n");
        assertThat(machine.logged()).contains("…/m/folder.prom: expected a regular file");
        assertThat(page("not_there")).isEqualTo(ERROR + "node_textfile_scrape_error 1\n");
        assertThat(machine.logged()).contains("msg=\"failed to read textfile collector directory\" path=…/not_there");
        Files.createSymbolicLink(folder.resolve("m/gone.prom"), Path.of("not_there"));
        assertThat(page("m")).contains("node_textfile_scrape_error 1\n");
        assertThat(machine.logged())
                .contains("file=gone.prom err=\"java.nio.file.NoSuchFileException: …/m/gone.prom\"");
    }

    @Test
    void omitsAndLogsAFileThatIsTooLarge() throws IOException {
        file("m/a.prom", "a 1\n");
        file("m/b.prom", "");
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("m/b.prom").toFile(), "rw")) {
            sparse.setLength(8L << 30);
        }
        file("m/c.prom", "c 1\n");
        assertThat(page("m"))
                .contains("a 1\n", "c 1\n", "node_textfile_scrape_error 1\n")
                .doesNotContain("/b.prom");
        long limit = Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 64);
        assertThat(machine.logged())
                .isEqualTo(
                        "level=ERROR msg=\"failed to collect textfile data\" file=b.prom err=\"…/m/b.prom: expected at most"
                                + " %d bytes, the rest of the %d for all text files (a 64th of the Java heap), got 8589934592\"\n"
                                        .formatted(limit - 4, limit));
    }

    @Test
    void omitsAndLogsFilesWithAnotherHelpText() throws IOException {
        file("m/a.prom", "# HELP events One.\nevents{by=\"a\"} 1\n");
        file("m/b.prom", "# HELP events Another.\nevents{by=\"b\"} 2\n");
        file("m/c.prom", "# HELP events One.\nevents{by=\"c\"} 3\n");
        file("m/d.prom", "events{by=\"d\"} 4\n");
        assertThat(page("m"))
                .contains(
                        "# HELP events One.\n",
                        "events{by=\"a\"} 1\n",
                        "/b.prom\"} 1.7638e+09",
                        "node_textfile_scrape_error 1\n")
                .doesNotContain("by=\"b\"", "by=\"c\"", "by=\"d\"");
        assertThat(machine.logged())
                .startsWith("level=ERROR msg=\"inconsistent metric help text\" metric=events"
                        + " original_help_text=One. new_help_text=Another. file=…/m/a.prom\n");
    }

    @Test
    void listsAllFilesInTheHelpOfAMetricWithoutHelp() throws IOException {
        file("m/a.prom", "events{by=\"a\"} 1\n");
        file("m/b.prom", "events{by=\"b\"} 2\n");
        assertThat(page("m"))
                .contains("# HELP events Metric read from …/m/a.prom, …/m/b.prom\n", "by=\"a\"", "by=\"b\"");
    }

    @Test
    void readsSeveralDirectoriesWithWildcards() throws IOException {
        file("apps/one/metrics/a.prom", "one 1\n");
        file("apps/two/metrics/a.prom", "two 2\n");
        file("more/a.prom", "more 3\n");
        assertThat(page("apps/*/metrics", "./mor[^x]//"))
                .contains("one 1\n", "two 2\n", "more 3\n", "file=\"…/more/a.prom\"", "node_textfile_scrape_error 0\n");
    }

    private void file(String name, String text) throws IOException {
        machine.with(name, text);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.ofEpochMilli(1_763_800_000_999L)));
    }

    private String page(String... folders) throws IOException {
        String[] commandLine = new String[folders.length];
        for (int i = 0; i < folders.length; i++) {
            commandLine[i] = "--collector.textfile.directory=" + folder + '/' + folders[i];
        }
        return machine.collector(TextfileCollector::declare, commandLine).page().replace(folder.toString(), "…");
    }
}
