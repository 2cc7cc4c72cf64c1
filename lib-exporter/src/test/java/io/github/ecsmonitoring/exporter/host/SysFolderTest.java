package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysFolderTest {
    @TempDir
    Path root;

    @BeforeEach
    void addDevices() throws IOException {
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
        SysFolder folder = new SysFolder(root.resolve("class"));
        assertThat(folder.children("*")).extracting(SysFolder::name).containsExactly("cpu0", "cpu1", "cpu10");
        assertThat(folder.children("cpu?")).extracting(SysFolder::name).containsExactly("cpu0", "cpu1");
        assertThat(new SysFolder(root.resolve("devices")).children("*"))
                .extracting(SysFolder::name)
                .containsExactly("eth0");
    }

    @Test
    void listsTheNamesOfAllThatIsThere() throws IOException {
        assertThat(new SysFolder(root.resolve("class")).names())
                .containsExactly("cpu0", "cpu1", "cpu10", "cpu2", "cpu3", "cpu4", "uevent");
        assertThat(new SysFolder(root.resolve("class/cpu0")).names()).isEmpty();
    }

    /** One answer of the kernel holds some hundred names. */
    @Test
    void listsFoldersOfAnySize() throws IOException {
        for (int i = 0; i < 3000; i++) {
            Files.createFile(root.resolve("devices/" + i));
        }
        assertThat(new SysFolder(root.resolve("devices")).names()).hasSize(3001).contains("0", "2999");
    }

    @Test
    void saysWhyThereIsNoList() throws IOException {
        SysFolder none = new SysFolder(root.resolve("none"));
        assertThatThrownBy(none::names)
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(root + "/none");
        SysFolder file = new SysFolder(root.resolve("class/uevent"));
        assertThatThrownBy(() -> file.children("*"))
                .isExactlyInstanceOf(NotDirectoryException.class)
                .hasMessage(root + "/class/uevent");
        assertThat(none.namesIfAny()).isEmpty();
        assertThat(file.childrenIfAny("*")).isEmpty();
    }

    /** A name of /sys/class/net may be another device's at the next scrape. */
    @Test
    void knowsADeviceOfSysfsByTheNumberOfItsEntry() throws IOException {
        SysFolder devices = new SysFolder(Path.of("/sys/class/net"));
        SysFolder loopback = devices.children("lo").getFirst();
        assertThat(loopback.inode())
                .isEqualTo(Files.getAttribute(loopback.path(), "unix:ino", LinkOption.NOFOLLOW_LINKS));
        assertThat(loopback.in("statistics").inode()).as("below it").isEqualTo(loopback.inode());
        assertThat(new SysFolder(root.resolve("class"))
                        .children("cpu0")
                        .getFirst()
                        .inode())
                .as("of another file system")
                .isZero();
    }

    @Test
    void givesTheSameObjectForWhatHasNotChanged() throws IOException {
        SysFolder devices = new SysFolder(Path.of("/sys/class/net"));
        List<SysFolder> first = devices.children("*");
        assertThat(devices.children("*")).isSameAs(first);
        SysFolder loopback = devices.children("lo").getFirst();
        assertThat(loopback.find("mtu")).isSameAs(loopback.find("mtu")).contains("65536");
        assertThat(loopback.findNumber("mtu"))
                .isSameAs(loopback.findNumber("mtu"))
                .hasValue(65536);
        assertThat(loopback.find("none")).isEmpty();
    }

    @Test
    void seesWhatHasChanged() throws Exception {
        SysFolder folder = new SysFolder(root.resolve("class"));
        assertThat(folder.find("uevent")).contains("");
        Files.writeString(root.resolve("class/uevent"), " DEVNAME=sda\n");
        assertThat(folder.find("uevent")).contains("DEVNAME=sda");
        Files.delete(root.resolve("class/uevent"));
        assertThat(folder.find("uevent")).isEmpty();
        assertThat(folder.children("cpu?")).hasSize(2);
        Files.createDirectory(root.resolve("class/cpu9"));
        assertThat(folder.children("cpu?")).extracting(SysFolder::name).containsExactly("cpu0", "cpu1", "cpu9");
        SysFolder proc = new SysFolder(Path.of("/proc"));
        Optional<String> uptime = proc.find("uptime");
        Thread.sleep(50); // it counts hundredths
        assertThat(proc.find("uptime")).isPresent().isNotEqualTo(uptime);
    }

    @Test
    void tellsAFileThatIsNotThereFromOneThatCannotBeRead() throws IOException {
        SysFolder folder = new SysFolder(root);
        assertThat(folder.textIfPresent("none")).isEmpty();
        assertThat(folder.textIfPresent("class/uevent")).contains("");
        assertThatThrownBy(() -> folder.textIfPresent("class"))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(root + "/class: is a directory");
        assertThat(folder.childrenIfPresent("*")).isPresent();
        assertThat(folder.in("none").childrenIfPresent("*")).isEmpty();
    }
}
