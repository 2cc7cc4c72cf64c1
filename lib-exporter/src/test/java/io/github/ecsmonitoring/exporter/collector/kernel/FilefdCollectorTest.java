package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilefdCollectorTest {
    static final String TEXT = """
            970	0	9223372036854775807
            """;

    @TempDir
    Path folder;

    @Test
    void exposesOpenFilesAndTheirLimit() throws IOException {
        Machine machine = new Machine(folder).with("proc/sys/fs/file-nr", TEXT);
        assertThat(machine.collector(new FilefdCollector()).page()).isEqualTo("""
                # HELP node_filefd_allocated File descriptor statistics: allocated.
                # TYPE node_filefd_allocated gauge
                node_filefd_allocated 970
                # HELP node_filefd_maximum File descriptor statistics: maximum.
                # TYPE node_filefd_maximum gauge
                node_filefd_maximum 9.223372036854776e+18
                """);
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("", "file-nr: the file is empty");
        assertLeavesOut("970\t0", "file-nr:1: expected an unsigned number, got the end of the line in \"970\t0\"");
        assertLeavesOut("970\t0\tmax\r\n", "file-nr:1: expected an unsigned number, got \"max\" in \"970\t0\tmax\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/sys/fs/file-nr", text);
        assertThat(machine.collector(new FilefdCollector()).error()).isEqualTo(folder + "/proc/sys/fs/" + message);
    }
}
