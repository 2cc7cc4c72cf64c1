package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
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
        assertThat(new SysFolder(root.resolve("devices")).children("*")).extracting(SysFolder::name).containsExactly("eth0");
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
        assertThatThrownBy(none::names).isExactlyInstanceOf(NoSuchFileException.class).hasMessage(root + "/none");
        SysFolder file = new SysFolder(root.resolve("class/uevent"));
        assertThatThrownBy(() -> file.children("*")).isExactlyInstanceOf(NotDirectoryException.class).hasMessage(root + "/class/uevent");
        assertThat(none.namesIfAny()).isEmpty();
        assertThat(file.childrenIfAny("*")).isEmpty();
    }

    @Test
    void identifiesTheFolderThatANameStandsFor() throws IOException {
        SysFolder first = new SysFolder(root.resolve("class/cpu0"));
        assertThat(first.inode()).isZero();
        assertThat(first.identified().inode()).isEqualTo(Files.getAttribute(first.path(), "unix:ino"));
        assertThat(new SysFolder(root.resolve("class/cpu10")).identified().inode())
                .isEqualTo(Files.getAttribute(root.resolve("devices"), "unix:ino"));
        assertThat(new SysFolder(root.resolve("none")).identified().inode()).isZero();
    }
}
