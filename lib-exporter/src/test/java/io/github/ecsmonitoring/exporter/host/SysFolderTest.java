package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SysFolderTest {
    @TempDir
    Path root;

    private HostReader reader;

    @BeforeEach
    void addDevices() throws IOException {
        reader = new Host(new HostPaths("/proc", root.toString(), "/", root.toString())).open();
        Files.createDirectories(root.resolve("class/cpu1"));
        Files.createDirectories(root.resolve("class/cpu0"));
        Files.createDirectories(root.resolve("devices/eth0"));
        Files.createSymbolicLink(root.resolve("class/cpu10"), Path.of("../devices"));
        Files.createSymbolicLink(root.resolve("class/cpu2"), Path.of("uevent"));
        Files.createSymbolicLink(root.resolve("class/cpu3"), Path.of("gone"));
        Files.writeString(root.resolve("class/uevent"), "");
        Files.writeString(root.resolve("class/cpu4"), "");
    }

    @Test
    void listsFoldersAndLinksToFoldersByName() throws IOException {
        SysFolder.Listing listing = reader.sys("class").list();
        assertThat(listing.folders("*")).extracting(SysFolder::name).containsExactly("cpu0", "cpu1", "cpu10");
        assertThat(listing.folders("cpu[0-9]")).extracting(SysFolder::name).containsExactly("cpu0", "cpu1");
        assertThat(reader.sys("devices").list().folders("*"))
                .extracting(SysFolder::name)
                .containsExactly("eth0");
    }

    @Test
    void listsAllNames() throws IOException {
        assertThat(reader.sys("class").list().names())
                .containsExactly("cpu0", "cpu1", "cpu10", "cpu2", "cpu3", "cpu4", "uevent");
        assertThat(reader.sys("class/cpu0").list().names()).isEmpty();
    }

    /** One call of the kernel returns some hundred names. */
    @Test
    void listsFoldersOfAnySize() throws IOException {
        for (int i = 0; i < 3000; i++) {
            Files.createFile(root.resolve("devices/" + i));
        }
        assertThat(reader.sys("devices").list().names()).hasSize(3001).contains("0", "2999");
    }

    @Test
    void listsNothingInAnAbsentFolderAndInAFile() throws IOException {
        for (String absent : List.of("none", "class/uevent")) {
            SysFolder.Listing listing = reader.sys(absent).list();
            assertThat(listing.isAbsent()).isTrue();
            assertThat(listing.names()).isEmpty();
            assertThat(listing.folders("*")).isEmpty();
            assertThatThrownBy(listing::orFail)
                    .isExactlyInstanceOf(NoSuchFileException.class)
                    .hasMessage(root + "/" + absent);
        }
        assertThat(reader.sys("class").list().isAbsent()).isFalse();
    }

    /** A name in /sys/class/net may be another device's at the next scrape. */
    @Test
    void identifiesADeviceOfSysfsByItsInode() throws IOException {
        SysFolder loopback =
                reader.folder("/sys/class/net").list().folders("lo").getFirst();
        assertThat(loopback.inode())
                .isEqualTo(Files.getAttribute(Path.of(loopback.path()), "unix:ino", LinkOption.NOFOLLOW_LINKS));
        assertThat(loopback.folder("statistics").inode()).as("below it").isEqualTo(loopback.inode());
        assertThat(reader.sys("class").list().folders("cpu0").getFirst().inode())
                .as("in another file system")
                .isZero();
    }

    @Test
    void returnsTheSameObjectForWhatHasNotChanged() throws IOException {
        Host machine = new Host(new HostPaths("/proc", "/sys", "/", root.toString()));
        SysFolder devices = machine.open().sys("class/net");
        List<SysFolder> first = devices.list().folders("*");
        assertThat(devices.list().folders("*")).isSameAs(first);
        SysFolder loopback = devices.list().folders("lo").getFirst();
        assertThat(loopback.read("mtu")).isSameAs(loopback.read("mtu"));
        assertThat(loopback.read("mtu").text()).isEqualTo("65536");
        assertThat(loopback.read("mtu").number()).isEqualTo(65536);
        assertThat(loopback.read("none")).isSameAs(loopback.read("none"));
        assertThat(loopback.read("speed")).as("EINVAL").isSameAs(loopback.read("speed"));
    }

    @Test
    void seesChanges() throws Exception {
        SysFolder folder = reader.sys("class");
        assertThat(folder.read("uevent").text()).isEmpty();
        Files.writeString(root.resolve("class/uevent"), " DEVNAME=sda\n");
        assertThat(folder.read("uevent").text()).isEqualTo("DEVNAME=sda");
        Files.delete(root.resolve("class/uevent"));
        assertThat(folder.read("uevent").isAbsent()).isTrue();
        assertThat(folder.list().folders("cpu[0-9]")).hasSize(2);
        Files.createDirectory(root.resolve("class/cpu9"));
        assertThat(folder.list().folders("cpu[0-9]"))
                .extracting(SysFolder::name)
                .containsExactly("cpu0", "cpu1", "cpu9");
        SysFolder proc = reader.folder("/proc");
        String uptime = proc.read("uptime").text();
        Thread.sleep(50); // it counts hundredths of a second
        assertThat(proc.read("uptime").text()).isNotEqualTo(uptime);
    }

    @Test
    void distinguishesReadAbsentAndFailed() throws IOException {
        Files.writeString(root.resolve("speed"), "1000 \n");
        SysFolder folder = reader.folder(root.toString());
        SysValue read = folder.read("speed");
        assertThat(read.isRead() && !read.isAbsent()).isTrue();
        assertThat(read.textOr("none")).isEqualTo("1000");
        assertThat(read.bytes()).isEqualTo("1000 \n".getBytes(StandardCharsets.UTF_8));

        SysValue absent = folder.read("none");
        assertThat(absent.isAbsent() && !absent.isRead()).isTrue();
        assertThat(absent.textOr("none")).isEqualTo("none");
        assertThatThrownBy(absent::text)
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(root + "/none");

        SysValue failed = folder.read("class");
        assertThat(failed.isRead() || failed.isAbsent()).isFalse();
        assertThatThrownBy(failed::number)
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(root + "/class: is a directory");
    }

    @ParameterizedTest
    @CsvSource({"42, 42", "-7, -7", "18446744073709551615, 18446744073709551616", "' 0 ', 0"})
    void parsesWholeNumbers(String text, double value) throws IOException {
        Files.writeString(root.resolve("number"), text);
        assertThat(reader.folder(root.toString()).read("number").number()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "0x1", "1 2", "--1", "+1", "18446744073709551616"})
    void refusesTextThatIsNotAWholeNumber(String text) throws IOException {
        Files.writeString(root.resolve("number"), text);
        SysValue value = reader.folder(root.toString()).read("number");
        assertThatThrownBy(value::number)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(root + "/number: expected a whole number, got \"" + text + '"');
    }

    /** On a machine of many devices only some of them are worth the memory; all of them are read. */
    @Test
    void readsMoreFilesThanItKeeps() throws IOException {
        for (int device = 0; device < 30; device++) {
            Path folder = Files.createDirectories(root.resolve("many/device" + device));
            for (int file = 0; file < 100; file++) {
                Files.writeString(folder.resolve("file" + file), device + "" + file);
            }
        }
        SysFolder many = reader.sys("many");
        for (int scrape = 0; scrape < 2; scrape++) {
            for (SysFolder device : many.list().folders("device*")) {
                for (int file = 0; file < 100; file++) {
                    assertThat(device.read("file" + file).text())
                            .isEqualTo(device.name().substring("device".length()) + file);
                }
            }
        }
        assertThat(many.keptFiles()).isEqualTo(2048);
        Files.delete(root.resolve("many/device0/file0"));
        Files.createDirectory(root.resolve("many/device30"));
        SysFolder first = many.list().folders("device1").getFirst();
        assertThat(many.keptFiles()).as("the folders that are still there").isEqualTo(2048);
        Files.createDirectory(root.resolve("many/device31"));
        assertThat(many.list().folders("device1").getFirst()).isSameAs(first);
    }

    /** Network devices of tasks come and go, each with a name of its own. */
    @Test
    void keepsFilesOfNewDevicesAfterThousandsHaveGone() throws IOException {
        SysFolder devices = reader.sys("many");
        for (int device = 0; device < 3000; device++) {
            Path folder = Files.createDirectories(root.resolve("many/veth" + device));
            Files.writeString(folder.resolve("mtu"), "1500");
            assertThat(devices.folder("veth" + device).read("mtu").number()).isEqualTo(1500);
            Files.delete(folder.resolve("mtu"));
            Files.delete(folder);
        }
        Path folder = Files.createDirectories(root.resolve("many/veth"));
        Files.writeString(folder.resolve("mtu"), "9001");
        SysFolder device = devices.folder("veth");
        assertThat(device.read("mtu")).isSameAs(device.read("mtu"));
    }

    @Test
    void releasesTheFilesOfRemovedDevices() throws IOException {
        SysFolder devices = reader.sys("many");
        for (int number = 0; number < 3000; number++) {
            Path folder = Files.createDirectories(root.resolve("many/veth" + number));
            Files.writeString(folder.resolve("mtu"), "1500");
            SysFolder device = devices.list().folders("veth*").getFirst();
            assertThat(device.read("mtu")).isSameAs(device.read("mtu"));
            Files.delete(folder.resolve("mtu"));
            Files.delete(folder);
        }
        assertThat(devices.list().folders("veth*")).isEmpty();
        assertThat(devices.keptFiles()).isZero();
    }
}
