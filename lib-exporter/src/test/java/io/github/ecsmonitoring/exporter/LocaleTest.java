package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.names.FilePaths;
import io.github.ecsmonitoring.exporter.names.RawText;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names that are not ASCII, on the machine and on the command line. A locale that is not installed is the locale "C".
 */
@Timeout(120)
class LocaleTest {
    /** A device whose name is ISO-8859-1, not UTF-8. */
    private static final String NOT_UTF8 = "d\udcfc1";

    @TempDir
    Path folder;

    @BeforeEach
    void createMachine() throws IOException {
        for (String device : new String[] {"eth0", "ünï", NOT_UTF8}) {
            write("sys/class/net/" + device + "/mtu", "1500\n");
        }
        write("sys/class/power_supply/Akkü/capacity", "98\n");
        write("proc/net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                  eth0:       1       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
                   ünï:       2       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
                """);
        write("proc/1/mountinfo", """
                26 1 259:1 / /dätä rw - xfs /dev/nvme0n1p1 rw
                27 1 259:2 / /m\udcff\\040n rw - xfs /dev/nvme0n1p2 rw
                """);
        write("wurzel-ü/dätä/file", "");
        write("wurzel-ü/m\udcff n/file", "");
        write("wurzel-ü/etc/os-release", "ID=ümlaut\n");
        write("text-ä/m/ö.prom", "from_a_directory 1\n");
        write("text-ö/m/a.prom", "from_a_pattern 1\n");
    }

    /** JUnit cannot delete names that the locale does not have. */
    @AfterEach
    void deleteMachine() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failed) throws IOException {
                if (!each.equals(folder)) {
                    Files.delete(each);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "", "C.UTF-8", "en_US.ISO-8859-1"})
    void exposesTheSamePageInEachLocale(String locale) throws Exception {
        ExporterProcess.Launch launch =
                new ExporterProcess.Launch(withArguments(), List.of(), Map.of("LC_ALL", locale, "LANG", locale));
        try (ExporterProcess exporter = ExporterProcess.serve(folder, launch)) {
            assertThat(samples(exporter.get("/metrics").body())).isEqualTo("""
                    from_a_directory 1
                    from_a_pattern 1
                    node_filesystem_device_error{device="/dev/nvme0n1p1",device_error="",fstype="xfs",mountpoint="/dätä"} 0
                    node_filesystem_device_error{device="/dev/nvme0n1p2",device_error="",fstype="xfs",mountpoint="/m\ufffd n"} 0
                    node_network_mtu_bytes{device="d\ufffd1"} 1500
                    node_network_mtu_bytes{device="eth0"} 1500
                    node_network_mtu_bytes{device="ünï"} 1500
                    node_network_receive_bytes_total{device="eth0"} 1
                    node_os_info{build_id="",id="ümlaut",id_like="",image_id="",image_version="",name="",pretty_name="",variant="",\
                    variant_id="",version="",version_codename="",version_id=""} 1
                    node_power_supply_capacity{power_supply="Akkü"} 98
                    node_textfile_scrape_error 0
                    """);
            assertThat(exporter.get("/metrics").body())
                    .contains("node_textfile_mtime_seconds{file=\"" + folder + "/text-ä/m/ö.prom\"}");
        }
    }

    /** A shell adds them, since this process may have another locale. */
    private List<String> withArguments() throws IOException {
        String arguments = """
                --path.procfs=FOLDER/proc
                --path.sysfs=FOLDER/sys
                --path.rootfs=FOLDER/wurzel-ü
                --collector.disable-defaults
                --collector.filesystem
                --collector.netclass
                --collector.netdev
                --no-collector.netdev.netlink
                --collector.netdev.device-exclude=^ü.*$
                --collector.os
                --collector.powersupplyclass
                --collector.textfile
                --collector.textfile.directory=FOLDER/text-ä/m
                --collector.textfile.directory=FOLDER/text-[ö]/?
                --web.disable-exporter-metrics
                """.replace("FOLDER", folder.toString());
        write(
                "arguments.sh",
                arguments.lines().map(each -> "'" + each + "'").collect(Collectors.joining(" ", "exec \"$@\" ", "\n")));
        return List.of("sh", folder.resolve("arguments.sh").toString());
    }

    private void write(String file, String text) throws IOException {
        Path path = FilePaths.of(folder + "/" + file);
        Files.createDirectories(path.getParent());
        Files.write(path, RawText.encode(text));
    }

    private static String samples(String page) {
        return page.lines()
                .filter(
                        line -> line.matches(
                                "from_.*|node_(filesystem_device_error|network_mtu|network_receive_bytes|os|power_supply_capacity|textfile_scrape).*"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
