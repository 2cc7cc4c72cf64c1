package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostReaderTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LARGE = 100_000;

    @TempDir
    Path folder;

    private Host host;
    private HostReader reader;

    @BeforeEach
    void writeTexts() throws IOException {
        host = new Host(new HostPaths(folder.toString(), folder.toString(), "/", folder.toString()));
        reader = host.open();
        Files.writeString(folder.resolve("first"), "1\none\n");
        Files.writeString(folder.resolve("second"), "2\ntwo\n");
        Files.writeString(folder.resolve("large"), "0123456789abcde\n".repeat(LARGE / 16));
        Files.writeString(folder.resolve("empty"), "");
    }

    @Test
    void readsAFileBelowProcfsAndNamesItInErrors() throws IOException {
        Path loadavg = Files.writeString(folder.resolve("loadavg"), "0.1 x\n");
        KernelText text = reader.proc("loadavg").firstLine();
        assertThat(text.nextDecimal()).isEqualTo(0.1);
        assertThatThrownBy(text::nextDecimal).hasMessage(loadavg + ":1: expected a number, got \"x\" in \"0.1 x\"");
    }

    @Test
    void readsTheNetworkOfAnotherProcess() throws IOException {
        Path init = Files.createDirectories(folder.resolve("1/net/stat"));
        Files.writeString(init.resolveSibling("dev"), "eth0\n");
        Files.writeString(init.resolve("arp_cache"), "entries\n");
        Files.createDirectories(folder.resolve("net"));
        Files.writeString(folder.resolve("net/dev"), "veth\n");
        HostPaths paths = new HostPaths(folder.toString(), "/sys", "/", "/run", folder + "/1");
        try (HostReader other = new Host(paths).open()) {
            assertThat(other.proc("net/dev").firstLine().nextString()).isEqualTo("eth0");
            assertThat(other.procIfPresent("net/stat/arp_cache")).isPresent();
            assertThat(other.procFolder("net/stat").list().names()).containsExactly("arp_cache");
            assertThat(other.proc("first").firstLine().nextString()).isEqualTo("1");
        }
        assertThat(reader.proc("net/dev").firstLine().nextString()).isEqualTo("veth");
    }

    @Test
    void readsTheKernelsOwnFilesWhoseSizeIsZero() throws IOException {
        KernelText text = reader.text("/proc/self/status").firstLine();
        assertThat(text.nextString()).isEqualTo("Name:");
        assertThat(text.nextString()).isEqualTo("java");
    }

    @Test
    void distinguishesAnAbsentFileFromOneThatCannotBeRead() throws IOException {
        assertThatThrownBy(() -> reader.proc("net/dev"))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("net/dev").toString());
        assertThat(reader.procIfPresent("first")).isPresent();
        assertThat(reader.procIfPresent("none")).isEmpty();
        assertThatThrownBy(() -> reader.procIfPresent(""))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(folder + ": is a directory");
    }

    @Test
    void refusesAFileThatIsLargerThanAnEighthOfTheHeap() {
        assertThatThrownBy(() -> reader.text("/dev/zero"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("/dev/zero: expected at most " + KernelFileLimit.BYTES
                        + " bytes, an eighth of the Java heap, got more");
    }

    @Test
    void keepsAllTextsUntilTheyAreReleased() throws IOException {
        KernelText first = reader.proc("first");
        KernelText large = reader.proc("large");
        KernelText second = reader.proc("second");
        assertText(first, "1", "one");
        assertThat(lines(large)).isEqualTo(LARGE / 16);
        assertText(second, "2", "two");
        assertThat(reader.proc("empty").nextLine()).isFalse();
        reader.releaseTexts();
        assertText(reader.proc("second"), "2", "two");
    }

    @Test
    void readsIntoTheSameMemoryAgain() throws IOException {
        long large = 0;
        long small = 0;
        for (int i = 0; i < 5; i++) {
            small = allocatedBy("first");
            reader.releaseTexts();
            large = allocatedBy("large");
            reader.releaseTexts();
        }
        assertThat(large).as("bytes for a text of %d", LARGE).isLessThan(small + 1024);
    }

    @Test
    void isLentToOneThreadAtATime() throws IOException {
        try (HostReader other = host.open()) {
            assertThat(other).isNotSameAs(reader);
            assertText(other.proc("second"), "2", "two");
        }
        reader.close();
        assertThat(host.open()).as("closed last").isSameAs(reader);
    }

    @Test
    void keepsNetlinkSocketsOpen() throws IOException {
        assertThat(reader.netlink(Netlink.ROUTE)).isSameAs(reader.netlink(Netlink.ROUTE));
    }

    /** The rest of a reply may still be in the socket. */
    @Test
    void replacesANetlinkSocketAfterAFailedRequest() throws IOException {
        Netlink failed = reader.netlink(Netlink.ROUTE);
        assertThatThrownBy(() -> failed.dump(9999, new byte[0])).isInstanceOf(IOException.class);
        Netlink opened = reader.netlink(Netlink.ROUTE);
        assertThat(opened).isNotSameAs(failed);
        assertThat(Link.names(opened).values()).contains("lo");
    }

    private long allocatedBy(String file) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reader.proc(file);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static int lines(KernelText text) {
        int lines = 0;
        while (text.nextLine()) {
            lines++;
        }
        return lines;
    }

    private static void assertText(KernelText text, String... lines) {
        for (String line : lines) {
            assertThat(text.nextLine()).isTrue();
            assertThat(text.line()).isEqualTo(line);
        }
        assertThat(text.nextLine()).isFalse();
    }
}
